"""Names and paths -> nodes, contrasts and variants of the hierarchies at hand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.suggest import closest
from hierannot_dsl.semantics.paths import Index

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hierannot_dsl.semantics.entries import Entry, Resolved

MOST_NEAR = 3


@dataclass(frozen=True)
class Spot:
    """A node, contrast or variant in its place in one hierarchy."""

    hierarchy: Resolved
    index: Index
    entry: Entry

    @cached_property
    def ancestry(self) -> tuple[Entry, ...]:
        """What stands above it, from the root down, and itself."""
        return self.index.ancestry(self.entry)

    @property
    def parent(self) -> Entry | None:
        return self.index.parent.get(self.entry)

    @property
    def fork(self) -> tuple[Entry, ...]:
        """What stands beside it, itself included."""
        return self.parent.children if self.parent else self.hierarchy.roots


def find_programs(path: tuple[str, ...], hierarchies: Iterable[Resolved]) -> tuple[Spot, ...]:
    """Every place that a path fits: each name the direct parent of the next, the first anywhere."""
    return tuple(
        Spot(hierarchy, index, entry)
        for hierarchy in hierarchies
        for index in (Index.of(hierarchy.roots),)
        for entry in index.fitting(path)
    )


def near_programs(name: str, hierarchies: Iterable[Resolved]) -> tuple[str, ...]:
    """Names that the author of `name` may have meant: what has it for an alias, is near, or holds it."""
    entries = [entry for hierarchy in hierarchies for entry in hierarchy.walk()]
    folded = name.casefold()
    named = sorted({entry.name.text for entry in entries if folded in map(str.casefold, _aliases(entry))})
    names = sorted({entry.name.text for entry in entries})
    near = closest(name, names)
    return tuple(named[:MOST_NEAR]) or near or tuple(_holding(folded, names))[:MOST_NEAR]


def _aliases(entry: Entry) -> Iterator[str]:
    if "alias" in entry.fields:
        yield from map(str, entry.fields["alias"].values)


def _holding(word: str, names: Iterable[str]) -> Iterator[str]:
    return (name for name in names if word and word in name.casefold())
