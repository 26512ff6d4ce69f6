"""A library -> every path written in its file, with the programs that its names mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from hierannot_dsl.semantics.paths import Index
from hierannot_dsl.syntax import nodes
from hierannot_dsl.syntax.within import statements

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
    file = library.file
    declared = [item for item in file.items if isinstance(item, nodes.HierarchyDecl)]
    for item in file.items:
        if isinstance(item, nodes.HierarchyDecl) and item.name.text in library.hierarchies:
            yield from _in_hierarchy(item, library, others)
        elif isinstance(item, nodes.TestDecl):
            of = item.hierarchy or (declared[-1].name if declared else None)
            yield from _in_test(item, of, library, others)


def _in_hierarchy(declared: nodes.HierarchyDecl, library: Library, others: Others) -> Iterator[Reference]:
    name = declared.name.text
    before = library.hierarchies[name].before
    for item in statements(declared.body.items):
        match item:
            case nodes.TestDecl():
                yield from _in_test(item, declared.name, library, others)
            case nodes.InDecl() | nodes.DropDecl() | nodes.RenameDecl():
                yield from _read(item, item.path.names, name, before)
            case nodes.MoveDecl():
                yield from _read(item, item.path.names, name, before)
                yield from _read(item, item.under.names, name, before)
            case nodes.ReplaceDecl(replacement=replacement):
                yield from _read(item, item.path.names, name, before)
                if isinstance(replacement, nodes.UseDecl):
                    yield from _in_use(replacement, item, library, others)
            case nodes.UseDecl():
                yield from _in_use(item, item, library, others)


def _in_use(use: nodes.UseDecl, statement: Item, library: Library, others: Others) -> Iterator[Reference]:
    used = library.hierarchies.get(use.hierarchy.text) or others(use.hierarchy)
    if used is not None and use.path:
        yield from _read(statement, use.path, used.name.text, (Index.of(used.roots),), finished=True)


def _in_test(test: nodes.TestDecl, of: Word | None, library: Library, others: Others) -> Iterator[Reference]:
    hierarchy = (library.hierarchies.get(of.text) or others(of)) if of else None
    if hierarchy is None:
        return
    trees = (Index.of(hierarchy.roots),)
    for item in test.body.items:
        if isinstance(item, nodes.ExpectDecl | nodes.PanelKeepsDecl) and item.path:
            yield from _read(item, item.path.names, hierarchy.name.text, trees, finished=True)


def _read(
    statement: Item, names: tuple[Word, ...], of: str, trees: Iterable[Index], *, finished: bool = False
) -> Iterator[Reference]:
    written = tuple(name.text for name in names)
    for index in trees:
        fitting = index.fitting(written)
        if len(fitting) == 1:
            entries = index.ancestry(fitting[0])[-len(names) :]
            yield Reference(statement, of, finished, names, entries)
        if fitting:
            return
