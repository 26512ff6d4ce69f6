"""Panel -> what its list of genes holds besides good symbols."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.panel.unmeasured import species_of
from hierannot_dsl.symbols.damage import damage
from hierannot_dsl.symbols.spelling import spelled_like

if TYPE_CHECKING:
    from hierannot_dsl.panel.panel import Panel
    from hierannot_dsl.symbols.table import SymbolTable

ENSEMBL = "ENS"
DIGITS = 6


@dataclass(frozen=True)
class PanelContents:
    """What is on a panel.

    Attributes
    ----------
    species
        Whose symbols most of its symbols are spelled like: ``human``, ``mouse`` or ``""``.
    repeated
        Symbols that are listed more than once.
    left_out
        Control probes and other features that are no genes.
    old_names
        Symbols that are a previous symbol or an alias, each with the approved one.
    damaged
        Symbols that a spreadsheet has damaged.
    other_species
        Symbols that are spelled like those of another species than most.
    ensembl
        How many are Ensembl ids, which no marker is.
    note
        Where the symbols come from, if that is not plain.
    """

    name: str
    n_genes: int
    species: str
    repeated: tuple[str, ...]
    left_out: tuple[str, ...]
    old_names: tuple[tuple[str, str], ...]
    damaged: tuple[str, ...]
    other_species: tuple[str, ...]
    ensembl: int
    note: str = ""


def contents_of(panel: Panel, symbols: SymbolTable) -> PanelContents:
    """Look through the symbols of a panel, whatever the hierarchy."""
    genes = sorted(panel.measured)
    species = species_of(panel)
    old = ((gene, symbols.approved(gene)) for gene in genes)
    others = (gene for gene in genes if species and spelled_like(gene) not in (None, species))
    return PanelContents(
        name=panel.name,
        n_genes=len(genes),
        species=species or "",
        repeated=tuple(sorted(panel.repeated)),
        left_out=tuple(sorted(panel.left_out)),
        old_names=tuple((gene, approved) for gene, approved in old if approved is not None),
        damaged=tuple(gene for gene in genes if damage(gene)),
        other_species=tuple(others),
        ensembl=sum(is_ensembl(gene) for gene in genes),
        note=panel.note,
    )


def is_ensembl(gene: str) -> bool:
    """Whether a name is an Ensembl id such as ``ENSG00000167286.12``."""
    return gene[:3].upper() == ENSEMBL and gene.partition(".")[0][-DIGITS:].isdigit()
