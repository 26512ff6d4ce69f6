"""L408: a leaf, contrast or variant without a marker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Severity
from hierannot_dsl.lint.rule import Rule
from hierannot_dsl.lint.tree import markers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.lint.subject import Subject
    from hierannot_dsl.semantics.entries import Entry


@dataclass(frozen=True)
class NodeWithoutEvidence(Diagnostic, code="L408", severity=Severity.WARNING):
    """A leaf, contrast or variant has no marker at all.

    A node without markers is a group: routing passes through it to the nodes below. With nothing below,
    nothing ever reaches it.

    Example
    -------
    .. code-block:: hier

        node "Neutrophil" {
          cl CL:0000775
        }

    Instead
    -------
    .. code-block:: hier

        node "Neutrophil" {
          cl CL:0000775
          + CSF3R
          + CXCR2
          + FCGR3B
        }

    Source
    ------
    Language: a node without markers is a group, transparent in routing.
    """

    program: str
    kind: str

    def message(self) -> str:
        return f"the {self.kind} `{self.program}` has no marker and no node below it"


def check(subject: Subject) -> Iterator[NodeWithoutEvidence]:
    for tree in subject.trees:
        for entry in tree.resolved.walk():
            if not entry.damaged and not any(markers(entry)) and not entry.of_kind("node"):
                yield NodeWithoutEvidence(entry.name.span, entry.name.text, _kind(entry))


def _kind(entry: Entry) -> str:
    return "leaf" if entry.kind == "node" else entry.kind


RULE = Rule(NodeWithoutEvidence, check)
