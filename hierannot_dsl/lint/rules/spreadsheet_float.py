"""X503: a floating-point number that was an identifier."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Severity
from hierannot_dsl.lint.rule import Rule
from hierannot_dsl.symbols.damage import damage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.lint.subject import Subject

_PARTS = re.compile(r"(\d)(?:\.(\d+))?E\+(\d+)", re.IGNORECASE)
_DIGITS = 7  # RIKEN clones are seven digits, a letter, two digits: 2310009E13


@dataclass(frozen=True)
class SpreadsheetFloat(Diagnostic, code="X503", severity=Severity.WARNING):
    """A symbol is a number with an exponent, which a spreadsheet made of an identifier.

    The RIKEN clone 2310009E13 is read as 2310009 times ten to the thirteenth, and shown as 2.31E+19. Digits
    are lost, so there is no way back from the file alone.

    Example
    -------
    .. code-block:: hier

        species mouse
        node "Goblet" {
          + 2.31E+19
          + Muc2
          + Tff3
        }

    Instead
    -------
    .. code-block:: hier

        species mouse
        node "Goblet" {
          + 2310009E13Rik
          + Muc2
          + Tff3
        }

    Source
    ------
    Zeeberg and others: Mistaken identifiers, BMC Bioinformatics 5 (2004).
    """

    symbol: str
    clone: str | None

    def message(self) -> str:
        return f"`{self.symbol}` is a number that a spreadsheet made of an identifier"

    def help(self) -> str | None:
        return f"a clone such as `{self.clone}` becomes this" if self.clone else None


def check(subject: Subject) -> Iterator[SpreadsheetFloat]:
    for marker in subject.markers:
        if damage(marker.gene) == "float":
            yield SpreadsheetFloat(marker.span, marker.gene, _clone(marker.gene))


def _clone(symbol: str) -> str | None:
    parts = _PARTS.fullmatch(symbol)
    if parts is None or int(parts[3]) < _DIGITS - 1:
        return None
    known = (parts[1] + (parts[2] or ""))[:_DIGITS]
    return f"{known:_<{_DIGITS}}E{int(parts[3]) - (_DIGITS - 1):02}"


RULE = Rule(SpreadsheetFloat, check)
