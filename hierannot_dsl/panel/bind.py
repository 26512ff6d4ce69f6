"""Symbols of a hierarchy -> symbols of a panel: each ends in exactly one fate, and none in silence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hierannot_dsl.model.hierarchy import Hierarchy, Marker
    from hierannot_dsl.panel.panel import Panel


class Fate(StrEnum):
    """What becomes of a marker on a panel."""

    KEPT = "kept"
    RENAMED = "renamed"
    ABSENT = "absent"
    AMBIGUOUS = "ambiguous"
    OTHER_MODALITY = "other_modality"


@dataclass(frozen=True)
class Binding:
    """A marker's fate. `symbol` is the panel's spelling, ``""`` where nothing is measured."""

    fate: Fate
    symbol: str = ""
    candidates: tuple[str, ...] = ()

    @property
    def measured(self) -> bool:
        return bool(self.symbol)


@dataclass(frozen=True)
class BoundHierarchy:
    """A hierarchy, a panel, and the fate of every marker: keys are (modality, symbol) as written."""

    hierarchy: Hierarchy
    panel: Panel
    bindings: Mapping[tuple[str, str], Binding]

    def of(self, marker: Marker) -> Binding:
        return self.bindings[marker.modality, marker.gene]


def bind_symbol(gene: str, modality: str, panel: Panel) -> Binding:
    """Exact match first, else one unique match that differs in case only: a rename, which is reported."""
    if modality != panel.modality:
        return Binding(Fate.OTHER_MODALITY)
    if gene in panel.measured:
        return Binding(Fate.KEPT, gene)
    candidates = panel.by_folded_case.get(gene.casefold(), ())
    if len(candidates) == 1:
        return Binding(Fate.RENAMED, candidates[0], candidates)
    return Binding(Fate.AMBIGUOUS, "", candidates) if candidates else Binding(Fate.ABSENT)


def bind_panel(hierarchy: Hierarchy, panel: Panel) -> BoundHierarchy:
    """Look every marker up on the panel. What that means for a node is not this pass's business."""
    bindings: dict[tuple[str, str], Binding] = {}
    for marker in markers_of(hierarchy):
        key = (marker.modality, marker.gene)
        if key not in bindings:
            bindings[key] = bind_symbol(marker.gene, marker.modality, panel)
    return BoundHierarchy(hierarchy, panel, bindings)


def markers_of(hierarchy: Hierarchy) -> Iterator[Marker]:
    """Yield every marker of every node, contrast and variant, in document order."""
    for program in hierarchy.programs():
        for _, markers in program.marker_sets():
            yield from markers
