"""L422: an alias in place of a symbol."""

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
class AliasSymbol(Diagnostic, code="L422", severity=Severity.WARNING):
    """A marker is written with an alias of its gene.

    Aliases live in papers and conversations. Panels and matrices carry approved symbols, so the marker is
    never measured. An alias that may mean several genes is never chosen for you.

    Example
    -------
    .. code-block:: hier

        node "Microglia" {
          + IBA1
          + P2RY12
          + TMEM119
        }

    Instead
    -------
    .. code-block:: hier

        node "Microglia" {
          + AIF1
          + P2RY12
          + TMEM119
        }

    Source
    ------
    HGNC, alias symbols.
    """

    gene: str
    approved: tuple[str, ...]

    def message(self) -> str:
        if len(self.approved) == 1:
            return f"`{self.gene}` is an alias of `{self.approved[0]}`"
        return f"`{self.gene}` is an alias; it may mean {any_of(self.approved)}"

    def help(self) -> str | None:
        symbol = certain(self.approved)
        return f"write `{symbol}`" if symbol else None


def check(subject: Subject) -> Iterator[AliasSymbol]:
    for marker, meanings in standing_for(subject):
        if {meaning.kind for meaning in meanings} == {"alias"}:
            yield AliasSymbol(marker.span, marker.gene, approved_of(meanings))


def fix(found: AliasSymbol, file: File) -> Fix | None:
    symbol = certain(found.approved)
    return renaming(found.span, file, symbol, safe=False) if symbol else None


RULE = Rule(AliasSymbol, check, fix=fixing(AliasSymbol, fix))
