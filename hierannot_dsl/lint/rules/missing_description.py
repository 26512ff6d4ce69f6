"""L434: a node that nobody described."""

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
class MissingDescription(Diagnostic, code="L434", severity=Severity.NOTE):
    """A node that can become a label has no `description`.

    One line on how it differs from its siblings is what a reviewer needs, and what a reader of the labels
    looks for.

    Example
    -------
    .. code-block:: hier

        node "Pericyte" {
          + ABCC9
          + KCNJ8
        }

    Instead
    -------
    .. code-block:: hier

        node "Pericyte" {
          description "Mural cell of capillaries: KCNJ8 and ABCC9, no contractile genes of smooth muscle."
          + ABCC9
          + KCNJ8
        }

    Source
    ------
    Catalog guidelines: every node says how it differs from its siblings.
    """

    node: str

    def message(self) -> str:
        return f"`{self.node}` has no description"


def check(subject: Subject) -> Iterator[MissingDescription]:
    for tree in subject.trees:
        for node in tree.nodes:
            if "description" not in node.fields and any(markers(node)):
                yield MissingDescription(node.name.span, node.name.text)


RULE = Rule(MissingDescription, check)
