"""L403: one gene for and against a program, under two names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Related, Severity
from hierannot_dsl.lint.genes import namesakes
from hierannot_dsl.lint.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.lint.subject import Subject
    from hierannot_dsl.source import Span


@dataclass(frozen=True)
class OppositeSignsUnderTwoNames(Diagnostic, code="L403", severity=Severity.WARNING):
    """One gene speaks for a program under one name and against it under another.

    Under one spelling this is an error (E206). Under two the compiler cannot see it, the two lines cancel
    out, and one of them is a slip.

    Example
    -------
    .. code-block:: hier

        node "Effector T cell" {
          + GZMB
          + PRF1
          + SDPR
          - CAVIN2
        }

    Instead
    -------
    .. code-block:: hier

        node "Effector T cell" {
          + GZMB
          + PRF1
          - CAVIN2
        }

    Source
    ------
    In the published ScType table 5 of 268 rows list a gene as positive and as negative, CCR7 of effector T
    cells for one.
    """

    gene: str
    other: str
    program: str
    first: Span

    def message(self) -> str:
        return f"`{self.gene}` and `{self.other}` are one gene, for and against `{self.program}`"

    def related(self) -> tuple[Related, ...]:
        return (Related(self.first, "its other sign is here"),)


def check(subject: Subject) -> Iterator[OppositeSignsUnderTwoNames]:
    for pair in namesakes(subject):
        if pair.older.sign != pair.other.sign and subject.owns(pair.older.span):
            yield OppositeSignsUnderTwoNames(
                pair.older.span, pair.older.gene, pair.other.gene, pair.program, pair.other.span
            )


RULE = Rule(OppositeSignsUnderTwoNames, check)
