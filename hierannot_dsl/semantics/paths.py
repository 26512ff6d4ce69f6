"""Paths -> entries: ``"T cell" > "CD4 T cell"`` in a tree, which for edits is the one before any of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.suggest import closest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hierannot_dsl.semantics.entries import Entry
    from hierannot_dsl.semantics.fields import Report
    from hierannot_dsl.source import Span
    from hierannot_dsl.syntax.nodes import Word

MOST_SHOWN = 8


@dataclass
class Index:
    """Entries by name, and their parents."""

    by_name: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    parent: dict[Entry, Entry] = field(default_factory=dict)

    @classmethod
    def of(cls, roots: Iterable[Entry]) -> Index:
        index = cls()
        for root in roots:
            for entry in root.walk():
                index.by_name[entry.name.text].append(entry)
                for child in entry.children:
                    index.parent[child] = entry
        return index

    def fitting(self, names: tuple[str, ...]) -> list[Entry]:
        """Entries that the path fits: each name the direct parent of the next, the first anywhere."""
        return [entry for entry in self.by_name.get(names[-1], ()) if self._above(entry, names[:-1])]

    def _above(self, entry: Entry, names: tuple[str, ...]) -> bool:
        above = self.parent.get(entry)
        for name in reversed(names):
            if above is None or above.name.text != name:
                return False
            above = self.parent.get(above)
        return True

    def ancestry(self, entry: Entry) -> tuple[Entry, ...]:
        """The entries from the root down to this one."""
        path = [entry]
        while path[-1] in self.parent:
            path.append(self.parent[path[-1]])
        return tuple(reversed(path))

    def path(self, entry: Entry) -> str:
        """The whole path of an entry, for messages."""
        return " > ".join(step.name.text for step in self.ancestry(entry))


def resolve_path(
    names: tuple[Word, ...],
    span: Span,
    indices: Iterable[Index],
    hierarchy: str,
    report: Report | None,
    *,
    before_edits: bool = True,
) -> Entry | None:
    """The one entry that a path fits in the first of `indices` that has any.

    Reports nothing where `report` is None: what the path may mean could not be read. `before_edits` says
    which tree the indices are of.
    """
    indices = tuple(indices)
    written = tuple(name.text for name in names)
    for index in indices:
        fitting = index.fitting(written)
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            if report is not None:
                from hierannot_dsl.semantics.mistakes import AmbiguousPath

                shown = tuple(index.path(entry) for entry in fitting[:MOST_SHOWN])
                report(AmbiguousPath(span, written, shown, len(fitting) - len(shown)))
            return None
    if report is not None:
        from hierannot_dsl.semantics.mistakes import UnknownNode

        known = sorted({name for index in indices for name in index.by_name})
        elsewhere = [index.path(entry) for index in indices for entry in index.by_name.get(written[-1], ())]
        near = _near(written, known)
        report(UnknownNode(span, written, hierarchy, near, tuple(elsewhere), before_edits))
    return None


def _near(written: tuple[str, ...], known: list[str]) -> tuple[str, ...]:
    for name in written:
        if name not in known:
            return closest(name, known)
    return ()
