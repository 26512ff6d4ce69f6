"""Bound hierarchy -> the positive markers that speak for a program beyond its parent's, set by set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hierannot_dsl.model.hierarchy import Marker, Program
    from hierannot_dsl.panel.bind import BoundHierarchy

Key: TypeAlias = tuple[str, str]


@dataclass(frozen=True)
class MarkerSet:
    """The positive markers of one set of a program, without those that its parent lists as its own.

    Where the parent lists all of them, all of them are here: scoring does the same.

    Attributes
    ----------
    variant
        ``""`` for the program's own set.
    listed
        Weights by (modality, symbol), measured or not.
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
    inherited = {(m.modality, m.gene) for m in parent.positives} if parent is not None else set()
    found = []
    for variant, markers in program.marker_sets():
        positive: dict[Key, Marker] = {(m.modality, m.gene): m for m in markers if m.sign > 0}
        counted = {key: m for key, m in positive.items() if key not in inherited} or positive
        if counted:
            listed = {key: marker.weight for key, marker in counted.items()}
            measured = {key: marker.weight for key, marker in counted.items() if bound.of(marker).measured}
            found.append(MarkerSet(variant, listed, measured))
    return tuple(found)


def best_set(sets: Iterable[MarkerSet]) -> MarkerSet:
    """The set of which most is measured, by weight; the first of equals. An empty one where there is none."""
    return max(sets, key=lambda one: sum(one.measured.values()), default=MarkerSet("", {}, {}))
