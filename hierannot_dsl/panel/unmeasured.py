"""Markers that no symbol of a panel matches -> why: another name of the gene, damage, a protein, absence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hierannot_dsl.panel.fate import Binding, Fate
from hierannot_dsl.symbols.damage import damage
from hierannot_dsl.symbols.spelling import spelled_like, spellings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hierannot_dsl.panel.panel import Panel
    from hierannot_dsl.symbols.table import SymbolTable

Key = tuple[str, str]
SOURCES = {"previous": "previous symbol", "alias": "alias"}
RNA = "rna"


def look_again(
    bindings: Mapping[Key, Binding], panel: Panel, symbols: SymbolTable, *, species: str | None
) -> dict[Key, Binding]:
    """What else may be said of the markers that are absent.

    A marker is renamed where the table knows one gene for it, or the panel lists an old name of it, and no
    other marker means that symbol of the panel already: a gene never counts twice.
    """
    absent = sorted(key for key, binding in bindings.items() if binding.fate is Fate.ABSENT and key[0] == RNA)
    if not absent or panel.modality != RNA:
        return {}
    taken = {binding.symbol for binding in bindings.values() if binding.measured}
    old_names = _old_names(panel, symbols, species)
    like = species_of(panel)
    found: dict[Key, Binding] = {}
    for key in absent:
        binding = _again(key[1], panel, symbols, species, old_names, like)
        if binding.symbol in taken:
            continue
        taken |= {binding.symbol} - {""}
        found[key] = binding
    return found


def species_of(panel: Panel) -> str | None:
    """The species whose symbols are spelled like most of the panel's: ``human``, ``mouse``, None in doubt."""
    counted = spellings(panel.genes)
    return next((like for like, n in counted.items() if n > len(panel.genes) / 2), None)


def _again(
    gene: str,
    panel: Panel,
    symbols: SymbolTable,
    species: str | None,
    old_names: Mapping[str, tuple[str, str]],
    like: str | None,
) -> Binding:
    meanings = symbols.lookup(gene, species=species)
    approved = tuple(dict.fromkeys(name for meaning in meanings for name in meaning.approved))
    if damage(gene):
        return Binding(Fate.DAMAGED, "", approved)
    one = symbols.approved(gene, species=species)
    if one is not None and one in panel.measured:
        return Binding(Fate.RENAMED, one, (one,), SOURCES[meanings[0].kind])
    if gene in old_names:
        old, source = old_names[gene]
        return Binding(Fate.RENAMED, old, (old,), source)
    if any(meaning.kind == "protein" for meaning in meanings):
        return Binding(Fate.PROTEIN_NAME, "", approved)
    written = spelled_like(gene)
    if like is not None and written is not None and written != like:
        return Binding(Fate.WRONG_SPECIES)
    return Binding(Fate.ABSENT)


def _old_names(panel: Panel, symbols: SymbolTable, species: str | None) -> dict[str, tuple[str, str]]:
    """Approved symbols that the panel does not list, under the one old name by which it lists them."""
    names: dict[str, list[tuple[str, str]]] = {}
    for gene in panel.genes:
        approved = symbols.approved(gene, species=species)
        if approved is not None and approved not in panel.measured:
            source = SOURCES[symbols.lookup(gene, species=species)[0].kind]
            names.setdefault(approved, []).append((gene, source))
    return {approved: olds[0] for approved, olds in names.items() if len(olds) == 1}
