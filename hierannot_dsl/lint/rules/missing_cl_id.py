"""L431: a node without a term of the Cell Ontology."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Severity
from hierannot_dsl.lint.rule import Rule
from hierannot_dsl.lint.tree import markers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.lint.subject import Subject


@dataclass(frozen=True)
class MissingClId(Diagnostic, code="L431", severity=Severity.WARNING):
    """A node that can become a label has no `cl` field.

    Names differ between hierarchies and years; the term of the Cell Ontology says what is meant, and goes
    with the label into the table of results. Groups and contrasts are never labels and need none.

    Example
    -------
    .. code-block:: hier

        node "Mast cell" {
          + CPA3
          + TPSAB1
        }

    Instead
    -------
    .. code-block:: hier

        node "Mast cell" {
          cl CL:0000097
          + CPA3
          + TPSAB1
        }

    Source
    ------
    Catalog guidelines: every node carries its term.
    """

    node: str

    def message(self) -> str:
        return f"`{self.node}` has no `cl` id"


def check(subject: Subject) -> Iterator[MissingClId]:
    for tree in subject.trees:
        for node in tree.nodes:
            if "cl" not in node.fields and any(markers(node)):
                yield MissingClId(node.name.span, node.name.text)


RULE = Rule(MissingClId, check)
