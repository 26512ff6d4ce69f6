"""X501: a date that was a symbol."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Severity
from hierannot_dsl.lint.rule import Rule
from hierannot_dsl.lint.symbols import approved_of
from hierannot_dsl.lint.words import any_of
from hierannot_dsl.symbols.damage import damage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.lint.subject import Subject


@dataclass(frozen=True)
class SpreadsheetDate(Diagnostic, code="X501", severity=Severity.WARNING):
    """A symbol is a date that a spreadsheet made of it.

    SEPT2 becomes 2-Sep as soon as a table is opened, and stays so. The way back is not unique: 1-Mar was
    MARCH1 (now MARCHF1) or MARC1 (now MTARC1). So candidates are named, and nothing is ever mended for you.

    Example
    -------
    .. code-block:: hier

        node "Monocyte" {
          + 1-Mar
          + CD14
          + VCAN
        }

    Instead
    -------
    .. code-block:: hier

        node "Monocyte" {
          + CD14
          + MARCHF1
          + VCAN
        }

    Source
    ------
    Ziemann, Eren, El-Osta: Gene name errors are widespread in the scientific literature, Genome Biology 17
    (2016).
    """

    symbol: str
    candidates: tuple[str, ...]

    def message(self) -> str:
        return f"`{self.symbol}` is a date that a spreadsheet made of a symbol"

    def help(self) -> str | None:
        return f"it may have been {any_of(self.candidates)}" if self.candidates else None


def check(subject: Subject) -> Iterator[SpreadsheetDate]:
    for marker in subject.markers:
        if damage(marker.gene) == "date":
            meanings = subject.meanings(marker)
            yield SpreadsheetDate(marker.span, marker.gene, approved_of(meanings))


RULE = Rule(SpreadsheetDate, check)
