"""L451: two names that a reader takes for one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Related, Severity
from hierannot_dsl.lint.letters import folded
from hierannot_dsl.lint.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.lint.subject import Subject
    from hierannot_dsl.semantics.entries import Entry
    from hierannot_dsl.source import Span


@dataclass(frozen=True)
class LookAlikeNames(Diagnostic, code="L451", severity=Severity.WARNING):
    """Two nodes or contrasts of a hierarchy have names that differ only in what readers overlook.

    Case, spaces, hyphens, the plural, Greek letters spelled out or not. Both become labels, and a table of
    results then has two rows that everybody takes for one.

    Example
    -------
    .. code-block:: hier

        node "Gamma-delta T cell" {
          + TRDC
        }
        node "γδ T cells" {
          + TRGC1
        }

    Instead
    -------
    .. code-block:: hier

        node "Gamma-delta T cell" {
          + TRDC
          + TRGC1
        }

    Source
    ------
    The published ScType table has names that differ by a non-breaking or a double space.
    """

    program: str
    other: str
    first: Span

    def message(self) -> str:
        return f"`{self.program}` is easily taken for `{self.other}`"

    def related(self) -> tuple[Related, ...]:
        return (Related(self.first, "the other name is here"),)


def check(subject: Subject) -> Iterator[LookAlikeNames]:
    for tree in subject.trees:
        first: dict[str, Entry] = {}
        for program in tree.programs:
            other = first.setdefault(folded(program.name.text), program)
            if other is program:
                continue
            here, there = (program, other) if subject.owns(program.name.span) else (other, program)
            yield LookAlikeNames(here.name.span, here.name.text, there.name.text, there.name.span)


RULE = Rule(LookAlikeNames, check)
