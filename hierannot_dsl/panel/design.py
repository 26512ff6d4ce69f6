"""Bound hierarchy -> which of its genes, added to the panel, would tell most populations apart."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from hierannot_dsl.panel.evidence import marker_sets
from hierannot_dsl.panel.fate import Fate
from hierannot_dsl.panel.separation import beyond, forks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.model.hierarchy import Hierarchy
    from hierannot_dsl.panel.bind import BoundHierarchy, Key
    from hierannot_dsl.panel.evidence import MarkerSet

# The default method multiplies the evidence of m markers by m / (m + 2).
HALF = 2.0
# Gains below this are sums in another order.
SMALLEST = 1e-12

Side: TypeAlias = "tuple[MarkerSet, ...]"


@dataclass(frozen=True)
class Addition:
    """A gene that is not on the panel, and what it would add after those before it.

    Attributes
    ----------
    gain
        By how much the separation rises.
    separation
        What it then is, with this gene and those before it.
    nodes
        The nodes that the gene helps, the most first.
    """

    gene: str
    gain: float
    separation: float
    nodes: tuple[str, ...]


@dataclass(frozen=True)
class PanelDesign:
    """How well the nodes of a hierarchy stand out on a panel, and what would help most.

    Where a node has markers of the weight w on the panel that a sibling has not, it is told from that one at
    w / (w + 2). Its separation is the mean over its siblings; of an only child, what it has beyond its parent
    counts. That of the hierarchy is the sum over its nodes, at most `n_nodes`.

    Attributes
    ----------
    n_nodes
        Nodes with markers.
    separation
        On the panel as it is.
    whole
        With every marker that is absent.
    additions
        Genes to add, in the order of choice.
    """

    n_nodes: int
    separation: float
    whole: float
    additions: tuple[Addition, ...]


def design_panel(bound: BoundHierarchy, count: int) -> PanelDesign:
    """Choose up to `count` genes of the hierarchy, one after the other, each the best after those before it.

    Parameters
    ----------
    bound
        The hierarchy on the panel. Its absent positive markers are what can be added.
    count
        The most genes to choose; fewer where no further one tells anything apart. Of equally good genes the
        first in the alphabet is chosen.
    """
    design, everything = _Design(bound), _Design(bound)
    for key in everything.touching:
        everything.add(key)
    start = design.total()
    chosen: list[Addition] = []
    while len(chosen) < count:
        gain, key = max(design.gains(), key=lambda found: found[0], default=(0.0, ("", "")))
        if gain <= SMALLEST:
            break
        raised = design.raised(key)
        design.add(key)
        chosen.append(Addition(key[1], gain, design.total(), raised))
    return PanelDesign(len(design.nodes), start, everything.total(), tuple(chosen))


class _Design:
    """The sides of all pairs of siblings, and the genes that are on the panel so far."""

    def __init__(self, bound: BoundHierarchy) -> None:
        self.sides = list(_sides(bound.hierarchy, bound))
        self.nodes = list(dict.fromkeys(node for node, _, _ in self.sides))
        absent = {key for key, binding in bound.bindings.items() if binding.fate is Fate.ABSENT}
        self.added: set[Key] = set()
        self.touching: dict[Key, list[int]] = defaultdict(list)
        for at, (_, _, sets) in enumerate(self.sides):
            for key in sorted({key for one in sets for key in one.listed if key in absent}):
                self.touching[key].append(at)
        self.values = [self._value(sets, frozenset()) for _, _, sets in self.sides]

    def total(self) -> float:
        sides = zip(self.values, self.sides, strict=True)
        return float(round(sum(value * weight for value, (_, weight, _) in sides), 12))

    def gains(self) -> Iterator[tuple[float, Key]]:
        """What each gene that can be added would add, in the order of the alphabet."""
        for key in sorted(self.touching, key=lambda key: (key[1], key[0])):
            if key not in self.added:
                yield round(sum(self._raises(key).values()), 12), key

    def raised(self, key: Key) -> tuple[str, ...]:
        """The nodes that a gene would raise, the most first."""
        raises = self._raises(key)
        order = sorted(raises, key=lambda node: (-raises[node], self.nodes.index(node)))
        return tuple(node for node in order if raises[node] > SMALLEST)

    def add(self, key: Key) -> None:
        self.added.add(key)
        for at in self.touching[key]:
            self.values[at] = self._value(self.sides[at][2], frozenset())

    def _raises(self, key: Key) -> dict[str, float]:
        raises: dict[str, float] = defaultdict(float)
        for at in self.touching[key]:
            node, weight, sets = self.sides[at]
            more = self._value(sets, frozenset((key,))) - self.values[at]
            raises[node] += more * weight
        return raises

    def _value(self, sets: Side, more: frozenset[Key]) -> float:
        present = self.added | more
        weights = (
            sum(w for key, w in one.listed.items() if key in one.measured or key in present) for one in sets
        )
        weight = max(weights, default=0.0)
        return weight / (weight + HALF)


def _sides(hierarchy: Hierarchy, bound: BoundHierarchy) -> Iterator[tuple[str, float, Side]]:
    """A node, the weight of the pair in its mean, and the sets that tell it from the sibling."""
    for parent, siblings in forks(hierarchy):
        sets = {node.name: marker_sets(node, parent, bound) for node in siblings}
        with_markers = [node.name for node in siblings if sets[node.name]]
        for name in with_markers:
            others = [other for other in with_markers if other != name]
            for other in others:
                yield name, 1 / len(others), beyond(sets[name], sets[other])
            if not others:
                yield name, 1.0, sets[name]
