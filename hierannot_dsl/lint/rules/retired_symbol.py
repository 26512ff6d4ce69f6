"""L421: a symbol that was replaced."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Severity
from hierannot_dsl.lint.locate import renaming
from hierannot_dsl.lint.rule import Rule, fixing
from hierannot_dsl.lint.symbols import approved_of, certain, standing_for
from hierannot_dsl.lint.words import any_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.diagnostics.fix import Fix
    from hierannot_dsl.lint.subject import Subject
    from hierannot_dsl.syntax.nodes import File


@dataclass(frozen=True)
class RetiredSymbol(Diagnostic, code="L421", severity=Severity.WARNING):
    """A marker is written with a previous symbol of its gene.

    Panels follow the nomenclature of their day. On a newer one the marker is absent, and nobody is told why.
    Where data in use still carry the old symbol, list both and say so in the note of the older one, such as
    ``"previous symbol of CAVIN2"``. A previous symbol that may mean several genes is never chosen for you.

    Example
    -------
    .. code-block:: hier

        node "Platelet" {
          + PF4
          + PPBP
          + SDPR
        }

    Instead
    -------
    .. code-block:: hier

        node "Platelet" {
          + CAVIN2
          + PF4
          + PPBP
        }

    Source
    ------
    HGNC, previous symbols. Users of sc-type, scMayoMap and scCustomize report markers lost this way.
    """

    gene: str
    approved: tuple[str, ...]

    def message(self) -> str:
        if len(self.approved) == 1:
            return f"`{self.gene}` is a previous symbol of `{self.approved[0]}`"
        return f"`{self.gene}` is a previous symbol; it may mean {any_of(self.approved)}"

    def help(self) -> str | None:
        symbol = certain(self.approved)
        return f"write `{symbol}`" if symbol else None


def check(subject: Subject) -> Iterator[RetiredSymbol]:
    for marker, meanings in standing_for(subject):
        if any(meaning.kind == "previous" for meaning in meanings):
            yield RetiredSymbol(marker.span, marker.gene, approved_of(meanings))


def fix(found: RetiredSymbol, file: File) -> Fix | None:
    symbol = certain(found.approved)
    return renaming(found.span, file, symbol, safe=False) if symbol else None


RULE = Rule(RetiredSymbol, check, fix=fixing(RetiredSymbol, fix))
