"""Markers that no symbol of a panel matches -> why: another name of the gene, damage, a protein, absence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hierannot_dsl.panel.fate import ALIAS, PREVIOUS, Binding, Fate
from hierannot_dsl.symbols.damage import damage
from hierannot_dsl.symbols.spelling import spelled_like, spellings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hierannot_dsl.panel.panel import Panel
    from hierannot_dsl.symbols.table import SymbolTable

Key = tuple[str, str]
SOURCES = {"previous": PREVIOUS, "alias": ALIAS}
RNA = "rna"


def look_again(
    bindings: Mapping[Key, Binding], panel: Panel, symbols: SymbolTable, *, species: str | None
) -> dict[Key, Binding]:
    """What else may be said of the markers that are absent.

    A marker is renamed where the table knows one gene for it, or the panel lists one old name of it.
    """
    absent = sorted(key for key, binding in bindings.items() if binding.fate is Fate.ABSENT and key[0] == RNA)
    if not absent or panel.modality != RNA:
        return {}
    like = species_of(panel)
    if most_spelled_like(gene for _, gene in bindings) not in (None, like):
        like = None  # then it is the panel that is of another species, not this marker or that
    return {key: _again(key[1], panel, symbols, species, like) for key in absent}


def other_symbols(gene: str, symbols: SymbolTable, *, species: str | None) -> dict[str, str]:
    """The symbols under which a panel may list a gene besides this one, and why each of them is the same."""
    found = {}
    approved = symbols.approved(gene, species=species)
    if approved is not None:
        found[approved] = _source(gene, symbols, species)
    for meaning in symbols.other_names(gene, species=species):
        if symbols.approved(meaning.alias, species=species) == gene:
            found[meaning.alias] = _source(meaning.alias, symbols, species)
    return found


def species_of(panel: Panel) -> str | None:
    """The species whose symbols are spelled like most of the panel's: ``human``, ``mouse``, None in doubt."""
    return most_spelled_like(panel.genes)


def most_spelled_like(genes: Iterable[str]) -> str | None:
    """The species whose symbols most of the genes are spelled like; None in doubt."""
    genes = tuple(genes)
    counted = spellings(genes)
    return next((like for like, n in counted.items() if n > len(genes) / 2), None)


def _again(
    gene: str,
    panel: Panel,
    symbols: SymbolTable,
    species: str | None,
    like: str | None,
) -> Binding:
    meanings = symbols.lookup(gene, species=species)
    approved = tuple(dict.fromkeys(name for meaning in meanings for name in meaning.approved))
    if damage(gene):
        return Binding(Fate.DAMAGED, "", approved)
    others = other_symbols(gene, symbols, species=species)
    listed = [other for other in others if other in panel.measured]
    if len(listed) == 1:
        return Binding(Fate.RENAMED, listed[0], (listed[0],), others[listed[0]])
    if any(meaning.kind == "protein" for meaning in meanings):
        return Binding(Fate.PROTEIN_NAME, "", approved)
    written = spelled_like(gene)
    if like is not None and written is not None and written != like:
        return Binding(Fate.WRONG_SPECIES)
    return Binding(Fate.ABSENT)


def _source(name: str, symbols: SymbolTable, species: str | None) -> str:
    return SOURCES[symbols.lookup(name, species=species)[0].kind]
