"""L435: two nodes with one description."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Related, Severity
from hierannot_dsl.lint.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.lint.subject import Subject
    from hierannot_dsl.semantics.entries import Entry
    from hierannot_dsl.source import Span


@dataclass(frozen=True)
class RepeatedDescription(Diagnostic, code="L435", severity=Severity.WARNING):
    """Two nodes of a hierarchy have the same description.

    A description says how a type differs from its siblings. Two types cannot differ in the same words: one
    was copied with its node and not changed.

    Example
    -------
    .. code-block:: hier

        node "CD4 T cell" {
          description "T cell with the co-receptor CD4."
          + CD4
        }
        node "CD8 T cell" {
          description "T cell with the co-receptor CD4."
          + CD8A
        }

    Instead
    -------
    .. code-block:: hier

        node "CD4 T cell" {
          description "T cell with the co-receptor CD4."
          + CD4
        }
        node "CD8 T cell" {
          description "T cell with the co-receptor CD8."
          + CD8A
        }

    Source
    ------
    Catalog guidelines: every node says how it differs from its siblings.
    """

    program: str
    other: str
    first: Span

    def message(self) -> str:
        return f"`{self.program}` has the description of `{self.other}`"

    def related(self) -> tuple[Related, ...]:
        return (Related(self.first, "the same words are here"),)


def check(subject: Subject) -> Iterator[RepeatedDescription]:
    for tree in subject.trees:
        first: dict[str, Entry] = {}
        for program in tree.programs:
            field = program.fields.get("description")
            if field is None:
                continue
            other = first.setdefault(str(field.values[0]).casefold(), program)
            if other is not program:
                there = other.fields["description"].span
                yield RepeatedDescription(field.span, program.name.text, other.name.text, there)


RULE = Rule(RepeatedDescription, check)
