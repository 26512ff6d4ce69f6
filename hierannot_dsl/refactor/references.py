"""A library -> every path written in its file, with the programs that its names mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from hierannot_dsl.semantics.paths import Index
from hierannot_dsl.semantics.written import WrittenPath, written_paths

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from hierannot_dsl.semantics.entries import Entry, Resolved
    from hierannot_dsl.semantics.load import Library
    from hierannot_dsl.syntax.nodes import Item, Word

Others: TypeAlias = "Callable[[Word], Resolved | None]"


@dataclass(frozen=True)
class Reference:
    """A path: its names and, one for each, what they mean.

    Attributes
    ----------
    of
        The hierarchy whose tree it speaks of.
    finished
        Whether that is the tree after the edits, not the one before.
    """

    statement: Item
    of: str
    finished: bool
    names: tuple[Word, ...]
    entries: tuple[Entry, ...]


def _nowhere(_: Word) -> Resolved | None:
    return None


def references(library: Library, *, others: Others = _nowhere) -> Iterator[Reference]:
    """Every path in the file that leads to a program of one of its own hierarchies, or through one.

    `others` finds hierarchies that the file does not declare, for grafts and tests of these.
    """
    for path in written_paths(library.file):
        own = library.hierarchies.get(path.of.text)
        hierarchy = own or others(path.of)
        if path.finished and hierarchy is not None:
            yield from _read(path, hierarchy, (Index.of(hierarchy.roots),))
        elif own is not None:
            yield from _read(path, own, own.before)


def _read(path: WrittenPath, hierarchy: Resolved, trees: Iterable[Index]) -> Iterator[Reference]:
    written = tuple(name.text for name in path.names)
    for index in trees:
        fitting = index.fitting(written)
        if len(fitting) == 1:
            entries = index.ancestry(fitting[0])[-len(written) :]
            yield Reference(path.statement, hierarchy.name.text, path.finished, path.names, entries)
        if fitting:
            return
