"""X502: a whole number where a symbol is due."""

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
class NumberForGene(Diagnostic, code="X502", severity=Severity.WARNING):
    """A symbol is a whole number.

    Either a spreadsheet made a date of the symbol and then a number of the date (44531 is the first of
    December 2021, once DEC1), or it is an Entrez id. Candidates are named where the number is such a day, and
    nothing is ever mended for you.

    Example
    -------
    .. code-block:: hier

        node "Basal epithelial" {
          + 44531
          + KRT5
          + KRT14
        }

    Instead
    -------
    .. code-block:: hier

        node "Basal epithelial" {
          + BHLHE40
          + KRT5
          + KRT14
        }

    Source
    ------
    Ziemann, Eren, El-Osta: Gene name errors are widespread in the scientific literature, Genome Biology 17
    (2016).
    """

    symbol: str
    candidates: tuple[str, ...]

    def message(self) -> str:
        return f"`{self.symbol}` is a number, not a symbol"

    def help(self) -> str | None:
        if not self.candidates:
            return None
        return f"as the day of a spreadsheet it may have been {any_of(self.candidates)}"


def check(subject: Subject) -> Iterator[NumberForGene]:
    for marker in subject.markers:
        if damage(marker.gene) == "serial":
            meanings = subject.meanings(marker)
            yield NumberForGene(marker.span, marker.gene, approved_of(meanings))


RULE = Rule(NumberForGene, check)
