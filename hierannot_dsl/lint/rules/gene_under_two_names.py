"""L401: one gene under two of its names in one list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Related, Severity
from hierannot_dsl.lint.genes import namesakes
from hierannot_dsl.lint.locate import removal
from hierannot_dsl.lint.rule import Rule, fixing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.diagnostics.fix import Fix
    from hierannot_dsl.lint.subject import Subject
    from hierannot_dsl.source import Span
    from hierannot_dsl.syntax.nodes import File


@dataclass(frozen=True)
class GeneUnderTwoNames(Diagnostic, code="L401", severity=Severity.WARNING):
    """One gene is listed twice, under two of its names or in two spellings.

    It counts twice where both names are measured, and shrinks what is kept of the node where only one is.
    Where data in use carry one name or the other, say so in the note of the older one, such as ``"previous
    symbol of TENT5C"``: then both stand.

    Example
    -------
    .. code-block:: hier

        node "Plasma cell" {
          + FAM46C
          + JCHAIN
          + MZB1
          + TENT5C
        }

    Instead
    -------
    .. code-block:: hier

        node "Plasma cell" {
          + JCHAIN
          + MZB1
          + TENT5C
        }

    Source
    ------
    In the published ScType table 35 of 268 rows repeat a gene, some of them in two spellings.
    """

    gene: str
    other: str
    program: str
    first: Span
    approved: str | None = None

    def message(self) -> str:
        return f"`{self.gene}` and `{self.other}` are one gene, which `{self.program}` lists twice"

    def help(self) -> str | None:
        return f"`{self.approved}` is its approved symbol" if self.approved else None

    def related(self) -> tuple[Related, ...]:
        return (Related(self.first, "listed here too"),)


def check(subject: Subject) -> Iterator[GeneUnderTwoNames]:
    for pair in namesakes(subject):
        if pair.older.sign == pair.other.sign and subject.owns(pair.older.span):
            yield GeneUnderTwoNames(
                pair.older.span,
                pair.older.gene,
                pair.other.gene,
                pair.program,
                pair.other.span,
                pair.approved,
            )


def fix(found: GeneUnderTwoNames, file: File) -> Fix | None:
    if found.approved is None:
        return None  # which spelling is right is not known
    return removal(found.span, file, f"remove `{found.gene}`", safe=False)


RULE = Rule(GeneUnderTwoNames, check, fix=fixing(GeneUnderTwoNames, fix))
