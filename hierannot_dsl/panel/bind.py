"""Symbols of a hierarchy -> symbols of a panel: each ends in exactly one fate, and none in silence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.panel.fate import LETTER_CASE, Binding, Fate
from hierannot_dsl.panel.unmeasured import look_again

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hierannot_dsl.model.hierarchy import Hierarchy, Marker
    from hierannot_dsl.panel.panel import Panel
    from hierannot_dsl.symbols.table import SymbolTable


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
        return Binding(Fate.RENAMED, candidates[0], candidates, LETTER_CASE)
    return Binding(Fate.AMBIGUOUS, "", candidates) if candidates else Binding(Fate.ABSENT)


def bind_panel(hierarchy: Hierarchy, panel: Panel, *, symbols: SymbolTable | None = None) -> BoundHierarchy:
    """Look every marker up on the panel. What that means for a node is not this pass's business.

    Parameters
    ----------
    hierarchy, panel
        What is bound to what.
    symbols
        Where given, a marker that is not on the panel is looked up under its approved or previous symbol, and
        one that can be nothing's symbol is told from one that is merely absent.
    """
    bindings: dict[tuple[str, str], Binding] = {}
    for marker in markers_of(hierarchy):
        key = (marker.modality, marker.gene)
        if key not in bindings:
            bindings[key] = bind_symbol(marker.gene, marker.modality, panel)
    if symbols is not None:
        bindings |= look_again(bindings, panel, symbols, species=hierarchy.species)
    return BoundHierarchy(hierarchy, panel, bindings)


def markers_of(hierarchy: Hierarchy) -> Iterator[Marker]:
    """Yield every marker of every node, contrast and variant, in document order."""
    for program in hierarchy.programs():
        for _, markers in program.marker_sets():
            yield from markers
