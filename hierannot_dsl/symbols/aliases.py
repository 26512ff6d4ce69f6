"""A user's own list of aliases -> table, and what is wrong with its lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic
from hierannot_dsl.diagnostics.outcome import Outcome
from hierannot_dsl.diagnostics.suggest import closest
from hierannot_dsl.source import Span
from hierannot_dsl.symbols.table import COLUMNS, KINDS, Kind, Meaning, SymbolTable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.source import Source

_WANTED = 2  # alias and approved symbol; the other columns may be left out


@dataclass(frozen=True)
class AliasWithoutSymbol(Diagnostic, code="X521"):
    """A line of a list of aliases does not hold an alias and the symbol it stands for.

    Example
    -------
    .. code-block:: text

        # aliases.csv
        T3E

    Instead
    -------
    .. code-block:: text

        # aliases.csv
        T3E,CD3E
    """

    line: str

    def message(self) -> str:
        return f"`{self.line}` is not an alias and its approved symbol, parted by a tab or a comma"


@dataclass(frozen=True)
class UnknownAliasKind(Diagnostic, code="X522"):
    """The third column of a list of aliases is no kind of name.

    Example
    -------
    .. code-block:: text

        # aliases.csv
        T3E,CD3E,synonim

    Instead
    -------
    .. code-block:: text

        # aliases.csv
        T3E,CD3E,alias
    """

    kind: str
    near: tuple[str, ...]

    def message(self) -> str:
        return f"`{self.kind}` is no kind of name; there are {', '.join(f'`{kind}`' for kind in KINDS[:-1])}"

    def help(self) -> str | None:
        return f"did you mean `{self.near[0]}`?" if self.near else None


def read_aliases(source: Source, *, below: SymbolTable | None = None) -> Outcome[SymbolTable]:
    """Read a list of aliases: a line each, columns parted by tabs or commas.

    Parameters
    ----------
    source
        Columns are alias, approved symbol (several parted by ``|``), kind (``alias`` where left out),
        species, source. Lines that start with ``#``, empty lines and a line of column names are passed over.
    below
        The table that answers for names which the list does not have.
    """
    found: list[Diagnostic] = []
    meanings = []
    for start, line in _lines(source.text):
        cells = [cell.strip() for cell in line.split("\t" if "\t" in line else ",")]
        if [cell.casefold() for cell in cells[:_WANTED]] == list(COLUMNS[:_WANTED]):
            continue
        span = Span(source.name, start, start + len(line))
        alias, approved, kind, species, origin, *_ = (*cells, "", "", "", "", "")
        symbols = tuple(symbol.strip() for symbol in approved.split("|") if symbol.strip())
        if not alias or not symbols or alias in symbols:
            found.append(AliasWithoutSymbol(span, line.strip()))
        elif kind and _kind(kind) is None:
            found.append(UnknownAliasKind(span, kind, closest(kind, KINDS[:-1], limit=1)))
        else:
            meanings.append(Meaning(alias, symbols, _kind(kind) or "alias", species, origin or source.name))
    return Outcome(SymbolTable(meanings, below), tuple(found))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        stripped = line.replace("\ufeff", " ").removesuffix("\r")
        if stripped.strip() and not stripped.lstrip().startswith("#"):
            yield start, stripped
        start += len(line) + 1


def _kind(text: str) -> Kind | None:
    return next((kind for kind in KINDS[:-1] if kind == text.casefold()), None)
