"""Symbols of a hierarchy -> symbols of a panel: each ends in exactly one fate, and none in silence."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from hierannot_dsl.panel.fate import LETTER_CASE, SUREST, Binding, Fate
from hierannot_dsl.panel.unmeasured import look_again

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from hierannot_dsl.model.hierarchy import Hierarchy, Marker, Program
    from hierannot_dsl.panel.panel import Panel
    from hierannot_dsl.symbols.table import SymbolTable

Key: TypeAlias = tuple[str, str]


@dataclass(frozen=True)
class BoundMarker:
    """A marker of a list, and what becomes of it there."""

    marker: Marker
    binding: Binding

    @property
    def key(self) -> Key:
        """Modality and gene: as the panel spells it, or as it is written where it is not measured."""
        return self.marker.modality, self.binding.symbol or self.marker.gene

    @property
    def counts(self) -> bool:
        """Whether it is a marker of its own, measured or not."""
        return self.binding.fate is not Fate.REPEATED

    @property
    def speaks_for(self) -> bool:
        """Whether it is a positive marker of its own."""
        return self.marker.sign > 0 and self.counts


@dataclass(frozen=True)
class BoundHierarchy:
    """A hierarchy, a panel, and what every symbol means there: keys are (modality, symbol) as written."""

    hierarchy: Hierarchy
    panel: Panel
    bindings: Mapping[Key, Binding]

    def marker_sets(self, program: Program) -> tuple[tuple[str, tuple[BoundMarker, ...]], ...]:
        """The marker sets of a program, its own under ``""``; of several names of one gene, one counts."""
        return self._sets[program.name]

    @cached_property
    def _sets(self) -> dict[str, tuple[tuple[str, tuple[BoundMarker, ...]], ...]]:
        return {
            program.name: tuple(
                (variant, _each_gene_once(self._bound(markers))) for variant, markers in program.marker_sets()
            )
            for program in self.hierarchy.programs()
        }

    def _bound(self, markers: Iterable[Marker]) -> tuple[BoundMarker, ...]:
        return tuple(BoundMarker(marker, self.bindings[marker.modality, marker.gene]) for marker in markers)


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


def bind_symbols(
    keys: Iterable[Key], panel: Panel, *, symbols: SymbolTable | None = None, species: str | None = None
) -> dict[Key, Binding]:
    """What each (modality, symbol) means on a panel, whatever stands beside it.

    Parameters
    ----------
    symbols
        Where given, a symbol that is not on the panel is looked up under the gene's other names, and one that
        can be nothing's symbol is told from one that is merely absent.
    species
        Whose genes are meant; None: not known.
    """
    bindings = {key: bind_symbol(key[1], key[0], panel) for key in keys}
    if symbols is not None:
        bindings |= look_again(bindings, panel, symbols, species=species)
    return bindings


def bind_panel(hierarchy: Hierarchy, panel: Panel, *, symbols: SymbolTable | None = None) -> BoundHierarchy:
    """Look every marker up on the panel. What that means for a node is not this pass's business.

    Parameters
    ----------
    hierarchy, panel
        What is bound to what.
    symbols
        The table of other names; None: a marker is found by its own symbol only.
    """
    keys = ((marker.modality, marker.gene) for marker in markers_of(hierarchy))
    return BoundHierarchy(
        hierarchy, panel, bind_symbols(keys, panel, symbols=symbols, species=hierarchy.species)
    )


def markers_of(hierarchy: Hierarchy) -> Iterator[Marker]:
    """Yield every marker of every node, contrast and variant, in document order."""
    for program in hierarchy.programs():
        for _, markers in program.marker_sets():
            yield from markers


def _each_gene_once(markers: tuple[BoundMarker, ...]) -> tuple[BoundMarker, ...]:
    """The same markers; those that name a gene which another one names more surely are repeats of it."""
    if len({one.key for one in markers}) == len(markers):
        return markers
    surest: dict[Key, Marker] = {}
    for one in sorted(markers, key=lambda one: (SUREST.index(one.binding.source), one.marker.gene)):
        surest.setdefault(one.key, one.marker)
    return tuple(one if surest[one.key] is one.marker else _repeat(one) for one in markers)


def _repeat(one: BoundMarker) -> BoundMarker:
    candidates, source = (one.binding.symbol,), one.binding.source
    return BoundMarker(one.marker, Binding(Fate.REPEATED, candidates=candidates, source=source))
