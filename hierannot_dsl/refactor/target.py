"""A path -> the one program of a file that a refactor is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.outcome import Outcome
from hierannot_dsl.diagnostics.suggest import closest
from hierannot_dsl.refactor.text import path_text
from hierannot_dsl.semantics.mistakes import AmbiguousPath, UnknownNode
from hierannot_dsl.semantics.paths import Index
from hierannot_dsl.semantics.select import select
from hierannot_dsl.semantics.written import built_on
from hierannot_dsl.syntax import nodes

if TYPE_CHECKING:
    from hierannot_dsl.semantics.entries import Entry, Resolved
    from hierannot_dsl.semantics.load import Library
    from hierannot_dsl.syntax.nodes import File


@dataclass(frozen=True)
class Target:
    """A program in the finished tree of a hierarchy that the file declares."""

    hierarchy: Resolved
    index: Index
    entry: Entry

    @property
    def name(self) -> str:
        return self.entry.name.text

    @property
    def parent(self) -> Entry | None:
        return self.index.parent.get(self.entry)

    def path_before_edits(self) -> str | None:
        """The shortest path that means it in an edit; None where it is not in the tree before the edits."""
        trees = self.hierarchy.before
        fitting = [
            (index, entry)
            for index in trees
            for entries in index.by_name.values()
            for entry in entries
            if entry.span == self.entry.span and entry.kind == self.entry.kind
        ]
        if len(fitting) != 1:
            return None
        ((tree, entry),) = fitting
        ancestry = tree.ancestry(entry)
        for length in range(1, len(ancestry) + 1):
            names = tuple(step.name.text for step in ancestry[-length:])
            first = next(index for index in trees if index.fitting(names))
            if first is tree and len(first.fitting(names)) == 1:
                return path_text(ancestry[-length:])
        return None


def affected_by(target: Target, library: Library, *, everywhere: bool) -> frozenset[str]:
    """The hierarchies of the file that a change of a program reaches.

    These are its own and those that build on it; `everywhere`: all, because it is changed where all have it
    from.
    """
    name = target.hierarchy.name.text
    return frozenset(
        of for of in library.hierarchies if everywhere or of == name or name in bases_of(of, library.file)
    )


def find_target(library: Library, path: tuple[str, ...], within: str | None = None) -> Outcome[Target]:
    """The program that a path names in the file, after all edits.

    Parameters
    ----------
    library
        The file.
    path
        Names, each the direct parent of the next, the first anywhere.
    within
        The hierarchy to look in. By default all that the file declares: one that builds on another is passed
        over where that one has the program too.
    """
    chosen: tuple[Resolved, ...] = tuple(library.hierarchies.values())
    if within is not None:
        picked = select(library, within)
        if picked.value is None:
            return Outcome(None, picked.diagnostics)
        chosen = (picked.value,)
    fits = [
        Target(hierarchy, index, entry)
        for hierarchy in chosen
        for index in (Index.of(hierarchy.roots),)
        for entry in index.fitting(path)
    ]
    having = {target.hierarchy.name.text for target in fits}
    first = [t for t in fits if not having & bases_of(t.hierarchy.name.text, library.file)]
    if len(first) == 1:
        return Outcome(first[0])
    if first:
        written = tuple(f"{t.hierarchy.name.text}: {t.index.path(t.entry)}" for t in first)
        return Outcome(None, (AmbiguousPath(None, path, written),))
    return Outcome(None, (_unknown(path, chosen),))


def bases_of(name: str, file: File) -> frozenset[str]:
    """The hierarchies of the file that the one called `name` builds on, itself left out."""
    declared = {item.name.text for item in file.items if isinstance(item, nodes.HierarchyDecl)}
    return frozenset(declared.intersection(built_on(name, file)) - {name})


def _unknown(path: tuple[str, ...], hierarchies: tuple[Resolved, ...]) -> UnknownNode:
    indices = [Index.of(hierarchy.roots) for hierarchy in hierarchies]
    names = {name for index in indices for name in index.by_name}
    near = next((closest(name, names) for name in path if name not in names), ())
    elsewhere = tuple(index.path(entry) for index in indices for entry in index.by_name.get(path[-1], ()))
    where = "` or `".join(hierarchy.name.text for hierarchy in hierarchies)
    return UnknownNode(None, path, where, near, elsewhere, before_edits=False)
