"""Panel: the genes that an assay or a matrix measures."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Panel:
    """Measured symbols, as the data write them, without repetition.

    Attributes
    ----------
    name
        What messages and the record call it.
    genes
        Symbols in the order of the data. The order decides nothing.
    modality
        What its features are, ``"rna"`` or ``"protein"``.
    repeated
        Symbols that the data list more than once.
    left_out
        Features that are no genes, such as control probes, or of another kind, such as antibodies.
    note
        Where the symbols come from, if that is not plain.
    """

    name: str
    genes: tuple[str, ...]
    modality: str = "rna"
    repeated: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    note: str = ""

    @cached_property
    def measured(self) -> frozenset[str]:
        return frozenset(self.genes)

    @cached_property
    def by_folded_case(self) -> Mapping[str, tuple[str, ...]]:
        """Symbols that differ in case only, sorted, under their folded form."""
        folded: dict[str, list[str]] = defaultdict(list)
        for gene in sorted(self.measured):
            folded[gene.casefold()].append(gene)
        return {key: tuple(genes) for key, genes in folded.items()}
