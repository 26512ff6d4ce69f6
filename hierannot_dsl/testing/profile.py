"""Profile: the expression that a test starts from, and the values that it lays over it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hierannot_dsl.program import Floats


@dataclass(frozen=True, eq=False)
class Profile:
    """One cluster.

    Attributes
    ----------
    genes
        G distinct symbols.
    levels
        Shape ``(G,)``, in ln(CP10K + 1). Zero means not seen.
    n_spare
        How many of the last genes stand for nothing in particular: each gene that is added takes the place
        of one of them, so that a profile does not grow with what is asked of it.
    """

    genes: tuple[str, ...]
    levels: Floats
    n_spare: int = 0

    @cached_property
    def _place_of(self) -> dict[str, int]:
        return dict(zip(self.genes, range(len(self.genes)), strict=True))

    @cached_property
    def _folded(self) -> frozenset[str]:
        return frozenset(gene.casefold() for gene in self.genes)

    def with_genes(self, values: Mapping[str, float], *, silent: Iterable[str] = ()) -> Profile:
        """Lay values over the profile.

        Parameters
        ----------
        values
            In ln(CP10K + 1). A gene that differs from one of the profile in case alone is another gene.
        silent
            Genes that are measured too: at 0 where neither the profile nor `values` has them, in any case.
        """
        levels = self.levels.copy()
        added: dict[str, float] = {}
        for gene, value in values.items():
            if gene in self._place_of:
                levels[self._place_of[gene]] = value
            else:
                added[gene] = value
        known = {gene.casefold() for gene in added}
        for gene in silent:
            if gene.casefold() not in known and gene.casefold() not in self._folded:
                added[gene] = 0.0
        spared = min(len(added), self.n_spare)
        kept = len(self.genes) - spared
        return Profile(
            (*self.genes[:kept], *added),
            np.concatenate([levels[:kept], np.fromiter(added.values(), dtype=np.float64)]),
        )
