"""Bound hierarchy -> for each pair of siblings, the markers by which the panel still tells them apart."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, combinations
from typing import TYPE_CHECKING

from hierannot_dsl.panel.evidence import best_set, marker_sets

if TYPE_CHECKING:
    from collections.abc import Container

    from hierannot_dsl.model.hierarchy import Hierarchy, Node
    from hierannot_dsl.panel.bind import BoundHierarchy
    from hierannot_dsl.panel.evidence import MarkerSet

FEW = 2


@dataclass(frozen=True)
class Side:
    """What speaks for one of two siblings and not for the other.

    Attributes
    ----------
    node
        The sibling.
    markers
        Its positive markers on the panel that are neither its parent's nor positive for the other, sorted.
        Of a node with variants, those of the set that keeps most.
    weight
        The sum of their weights.
    total, total_weight
        The same where every gene is measured.
    """

    node: str
    markers: tuple[str, ...]
    weight: float
    total: int
    total_weight: float

    @property
    def count(self) -> int:
        return len(self.markers)

    @property
    def is_few(self) -> bool:
        """Whether fewer than two markers are left: cells of this sibling may pass for the other."""
        return self.count < FEW


@dataclass(frozen=True)
class PairSeparation:
    """Two siblings on a panel.

    Attributes
    ----------
    parent
        The node above them, ``""`` for roots.
    competing
        Whether both are scored. Where one is disabled there is nothing to tell apart, and it may be mistaken.
    """

    parent: str
    first: Side
    second: Side
    competing: bool

    @property
    def weakest(self) -> Side:
        """The side of which less is left; the first of equals."""
        return min(self.first, self.second, key=lambda side: (side.count, side.weight))


def separation(bound: BoundHierarchy, scored: Container[str]) -> tuple[PairSeparation, ...]:
    """Every pair of siblings with markers of their own, fork by fork in document order.

    Parameters
    ----------
    bound
        The hierarchy on the panel.
    scored
        Names of the nodes that the panel leaves to score.
    """
    found = []
    for parent, siblings in forks(bound.hierarchy):
        sets = {node.name: marker_sets(node, parent, bound) for node in siblings}
        for first, second in combinations(siblings, 2):
            if sets[first.name] and sets[second.name]:
                sides = (
                    _side(first.name, sets[first.name], sets[second.name]),
                    _side(second.name, sets[second.name], sets[first.name]),
                )
                competing = first.name in scored and second.name in scored
                found.append(PairSeparation(parent.name if parent else "", *sides, competing))
    return tuple(found)


def forks(hierarchy: Hierarchy) -> list[tuple[Node | None, tuple[Node, ...]]]:
    """Every fork with its nodes, the root fork first, in document order."""
    below = [(node, node.children) for _, node in hierarchy.walk() if node.children]
    return [(None, hierarchy.roots), *below]


def beyond(sets: tuple[MarkerSet, ...], others: tuple[MarkerSet, ...]) -> tuple[MarkerSet, ...]:
    """Marker sets without what is positive for another program too."""
    shared = set(chain.from_iterable(other.listed for other in others))
    return tuple(one.without(shared) for one in sets)


def _side(node: str, sets: tuple[MarkerSet, ...], others: tuple[MarkerSet, ...]) -> Side:
    alone = beyond(sets, others)
    best = best_set(alone)
    everything = max(alone, key=lambda one: sum(one.listed.values()))
    return Side(
        node=node,
        markers=tuple(sorted(gene for _, gene in best.measured)),
        weight=sum(best.measured.values()),
        total=len(everything.listed),
        total_weight=sum(everything.listed.values()),
    )
