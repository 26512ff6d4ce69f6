"""Bound hierarchy -> the positive markers that speak for a program beyond its parent's, set by set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hierannot_dsl.model.hierarchy import Program
    from hierannot_dsl.panel.bind import BoundHierarchy, BoundMarker, Key


@dataclass(frozen=True)
class MarkerSet:
    """The positive markers of one set of a program, without those that its parent lists as its own.

    Where the parent lists all of them, all of them are here: scoring does the same.

    Attributes
    ----------
    variant
        ``""`` for the program's own set.
    listed
        Weights by (modality, gene), measured or not; what is measured is spelled as on the panel.
    measured
        The part of `listed` that the panel measures.
    """

    variant: str
    listed: Mapping[Key, float]
    measured: Mapping[Key, float]

    def without(self, genes: Iterable[Key]) -> MarkerSet:
        """The set less some genes."""
        gone = frozenset(genes)
        return MarkerSet(
            self.variant,
            {key: weight for key, weight in self.listed.items() if key not in gone},
            {key: weight for key, weight in self.measured.items() if key not in gone},
        )


def marker_sets(program: Program, parent: Program | None, bound: BoundHierarchy) -> tuple[MarkerSet, ...]:
    """The sets of a program that hold a positive marker, its own first, then its variants."""
    inherited = {one.key for one in _own_positives(parent, bound)} if parent is not None else set()
    found = []
    for variant, markers in bound.marker_sets(program):
        positive = [one for one in markers if one.speaks_for]
        counted = [one for one in positive if one.key not in inherited] or positive
        if counted:
            listed = {one.key: one.marker.weight for one in counted}
            measured = {one.key: one.marker.weight for one in counted if one.binding.measured}
            found.append(MarkerSet(variant, listed, measured))
    return tuple(found)


def best_set(sets: Iterable[MarkerSet]) -> MarkerSet:
    """The set of which most is measured, by weight; the first of equals. An empty one where there is none."""
    return max(sets, key=lambda one: sum(one.measured.values()), default=MarkerSet("", {}, {}))


def _own_positives(program: Program, bound: BoundHierarchy) -> list[BoundMarker]:
    (_, own), *_ = bound.marker_sets(program)
    return [one for one in own if one.speaks_for]
