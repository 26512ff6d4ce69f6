"""Bound hierarchy x report -> diagnostics: what the author of the hierarchy should know of the panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hierannot_dsl.panel.advice import starving
from hierannot_dsl.panel.fate import LETTER_CASE, Fate
from hierannot_dsl.panel.mistakes import (
    AmbiguousSymbol,
    MarkerRenamed,
    MarkerRepeated,
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
    from collections.abc import Iterator

    from hierannot_dsl.diagnostics.model import Diagnostic
    from hierannot_dsl.panel.bind import BoundHierarchy, BoundMarker, Key
    from hierannot_dsl.panel.report import RetentionReport

EXAMPLES = 3


def panel_findings(bound: BoundHierarchy, report: RetentionReport) -> tuple[Diagnostic, ...]:
    """Renamed and ambiguous symbols once each, repeats, then nodes whose status is not full, then weak forks.

    An absent marker is no finding of its own: it is in the report, and most panels lack many.
    """
    panel = bound.panel
    if not bound.hierarchy.roots:
        return (NothingToScore(bound.hierarchy.origin, bound.hierarchy.name),)
    if bound.bindings and not any(binding.measured for binding in bound.bindings.values()):
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
    found += _of_symbols(bound)
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


def _of_symbols(bound: BoundHierarchy) -> Iterator[Diagnostic]:
    told: set[Key] = set()
    for program in bound.hierarchy.programs():
        for _, markers in bound.marker_sets(program):
            for one in markers:
                gene, binding, key = one.marker.gene, one.binding, (one.marker.modality, one.marker.gene)
                if binding.fate is Fate.REPEATED:
                    # A list that names a gene by its old and its new symbol is meant for panels of either.
                    if binding.source == LETTER_CASE:
                        symbol = binding.candidates[0]
                        yield MarkerRepeated(one.marker.origin, gene, symbol, program.name, bound.panel.name)
                elif key not in told:
                    yield from _of_symbol(one, bound.panel.name)
                    told.add(key)


def _of_symbol(one: BoundMarker, panel: str) -> Iterator[Diagnostic]:
    marker, binding = one.marker, one.binding
    if binding.fate is Fate.RENAMED:
        yield MarkerRenamed(marker.origin, marker.gene, binding.symbol, panel, binding.source)
    elif binding.fate is Fate.AMBIGUOUS:
        yield AmbiguousSymbol(marker.origin, marker.gene, binding.candidates, panel)
