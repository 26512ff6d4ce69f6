"""SymbolTable: previous symbols, aliases and names of proteins, and the approved symbols they stand for."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from hierannot_dsl.symbols.damage import restore

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Kind: TypeAlias = Literal["previous", "alias", "protein", "excel"]
KINDS: tuple[Kind, ...] = get_args(Kind)
COLUMNS = ("alias", "approved", "kind", "species", "source")

_NOT_TELLING = re.compile(r"[-_ ./]")


@dataclass(frozen=True)
class Meaning:
    """One thing that a name may mean.

    Attributes
    ----------
    approved
        Symbols of the genes it covers: three for CD3. More than one never means that one may be picked.
    kind
        ``previous``, ``alias``, ``protein``, or ``excel`` for what a spreadsheet made of a symbol.
    species, source
        Empty where nothing is said of them.
    """

    alias: str
    approved: tuple[str, ...]
    kind: Kind
    species: str = ""
    source: str = ""


class SymbolTable:
    """Meanings by name.

    Parameters
    ----------
    meanings
        What the table holds; order decides the order of answers.
    below
        The table to ask about names that this one does not have.

    Notes
    -----
    Names count as they are written. Names of proteins are written in many ways, so for these case, spaces and
    the characters ``-_./`` do not matter where there is no exact match: ``Ki-67``, ``KI67``, ``ki 67``.
    """

    def __init__(self, meanings: Iterable[Meaning], below: SymbolTable | None = None) -> None:
        self._below = below
        self._answers: dict[tuple[str, str | None], tuple[Meaning, ...]] = {}
        self._exact: dict[str, list[Meaning]] = defaultdict(list)
        self._proteins: dict[str, list[Meaning]] = defaultdict(list)
        for meaning in meanings:
            self._exact[meaning.alias].append(meaning)
            if meaning.kind == "protein":
                self._proteins[_folded(meaning.alias)].append(meaning)

    def lookup(self, symbol: str, *, species: str | None = None) -> tuple[Meaning, ...]:
        """Everything that `symbol` may stand for; empty where nothing is known against it.

        Parameters
        ----------
        symbol
            As it is written.
        species
            ``human``, ``mouse``, ...; None asks about all.

        Examples
        --------
        >>> [m.approved for m in builtin_table().lookup("TAZ")]
        [('TAFAZZIN',), ('WWTR1',)]
        >>> [m.approved for m in builtin_table().lookup("1-Mar")]
        [('MARCHF1',), ('MTARC1',)]
        >>> builtin_table().lookup("CD3D")
        ()
        """
        asked = (symbol, species)
        if asked not in self._answers:
            self._answers[asked] = self._named(symbol, species) or self._restored(symbol, species)
        return self._answers[asked]

    def approved(self, symbol: str, *, species: str | None = None) -> str | None:
        """The one gene that a previous symbol or alias stands for; None where there is none or a doubt."""
        meanings = self.lookup(symbol, species=species)
        if len(meanings) != 1 or meanings[0].kind not in ("previous", "alias"):
            return None
        return meanings[0].approved[0] if len(meanings[0].approved) == 1 else None

    def other_names(self, symbol: str, *, species: str | None = None) -> tuple[Meaning, ...]:
        """Previous symbols, aliases and names of proteins that may stand for an approved symbol.

        Examples
        --------
        >>> [(m.alias, m.kind) for m in builtin_table().other_names("MS4A1", species="human")]
        [('CD20', 'protein')]
        """
        below = self._below.other_names(symbol, species=species) if self._below else ()
        found = self._by_approved.get(symbol, ())
        return (*(m for m in found if not species or m.species in ("", species)), *below)

    @cached_property
    def _by_approved(self) -> Mapping[str, list[Meaning]]:
        names: dict[str, list[Meaning]] = defaultdict(list)
        for meanings in self._exact.values():
            for meaning in meanings:
                for symbol in meaning.approved:
                    names[symbol].append(meaning)
        return names

    def _restored(self, symbol: str, species: str | None) -> tuple[Meaning, ...]:
        return tuple(
            Meaning(symbol, meaning.approved, "excel", meaning.species, meaning.source)
            for name in restore(symbol)
            for meaning in self._named(name, species)
        )

    def _named(self, symbol: str, species: str | None) -> tuple[Meaning, ...]:
        found = self._exact.get(symbol) or self._proteins.get(_folded(symbol), [])
        fitting = tuple(m for m in found if not species or not m.species or m.species == species)
        return fitting or (self._below._named(symbol, species) if self._below else ())


@cache
def builtin_table() -> SymbolTable:
    """The table of the package."""
    from hierannot_dsl.resources import symbol_table_text

    rows = (line.split("\t") for line in symbol_table_text().splitlines() if line and line[0] != "#")
    next(rows)  # the names of the columns
    return SymbolTable(
        Meaning(alias, tuple(approved.split("|")), kind, species, source)  # type: ignore[arg-type]  # tested
        for alias, approved, kind, species, source in rows
    )


def _folded(name: str) -> str:
    return _NOT_TELLING.sub("", name).casefold()
