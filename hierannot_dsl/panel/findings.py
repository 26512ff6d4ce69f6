"""Bound hierarchy x report -> diagnostics: what the author of the hierarchy should know of the panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hierannot_dsl.panel.advice import starving
from hierannot_dsl.panel.bind import markers_of
from hierannot_dsl.panel.fate import Fate
from hierannot_dsl.panel.mistakes import (
    AmbiguousSymbol,
    MarkerRenamed,
    NodeDisabled,
    NodeFallsBack,
    NothingMeasured,
    NothingToScore,
    OnlyNegativesLeft,
    SiblingsAlike,
    StarvedSubtree,
)
from hierannot_dsl.panel.report import Status

if TYPE_CHECKING:
    from hierannot_dsl.diagnostics.model import Diagnostic
    from hierannot_dsl.model.hierarchy import Marker
    from hierannot_dsl.panel.bind import BoundHierarchy
    from hierannot_dsl.panel.report import RetentionReport

EXAMPLES = 3


def panel_findings(bound: BoundHierarchy, report: RetentionReport) -> tuple[Diagnostic, ...]:
    """Renamed and ambiguous symbols once each, then the nodes whose status is not full, then weak forks.

    An absent marker is no finding of its own: it is in the report, and most panels lack many.
    """
    panel = bound.panel
    if bound.bindings and not any(binding.measured for binding in bound.bindings.values()):
    if not bound.hierarchy.roots:
        return (NothingToScore(bound.hierarchy.origin, bound.hierarchy.name),)
        hierarchy = bound.hierarchy
        examples = panel.genes[:EXAMPLES]
        return (
            NothingMeasured(
                hierarchy.origin,
                hierarchy.name,
                len(bound.bindings),
                panel.name,
                len(panel.measured),
                examples,
            ),
        )
    found: list[Diagnostic] = []
    first: dict[tuple[str, str], Marker] = {}
    for marker in markers_of(bound.hierarchy):
        first.setdefault((marker.modality, marker.gene), marker)
    for key, marker in first.items():
        binding = bound.bindings[key]
        if binding.fate is Fate.RENAMED:
            found.append(MarkerRenamed(marker.origin, marker.gene, binding.symbol, panel.name))
        elif binding.fate is Fate.AMBIGUOUS:
            found.append(AmbiguousSymbol(marker.origin, marker.gene, binding.candidates, panel.name))
    origins = {program.name: program.origin for program in bound.hierarchy.programs()}
    starved = starving(report)
    for row in report.nodes:
        if row in starved:
            below = tuple(child.name for child in report.below(row.name) if child.status is Status.FULL)
            found.append(StarvedSubtree(origins[row.name], row.name, row.reason, below, panel.name))
        elif row.status is Status.DISABLED and row.negative.present and not row.positive.present:
            found.append(OnlyNegativesLeft(origins[row.name], row.name, row.negative.present, panel.name))
        elif row.status is Status.DISABLED:
            found.append(NodeDisabled(origins[row.name], row.name, row.reason, panel.name))
        elif row.status is Status.FALLBACK:
            found.append(NodeFallsBack(origins[row.name], row.name, row.parent, row.reason, panel.name))
    for side, sibling in report.weak_sides():
        found.append(SiblingsAlike(origins[side.node], side.node, sibling, side.markers, panel.name))
    return tuple(found)
