"""Totals of genes, then of groups that follow from them; in one walk where loops are compiled."""

from __future__ import annotations

from collections import defaultdict
from threading import get_ident
from typing import TYPE_CHECKING

import numpy as np

from hierannot_dsl.kernels.arrays import clusters_first, pieces
from hierannot_dsl.kernels.compiled import stratum_adder
from hierannot_dsl.kernels.exact import membership
from hierannot_dsl.kernels.parallel import for_each
from hierannot_dsl.kernels.totals import ALL, Matrix, cluster_totals, group_totals

if TYPE_CHECKING:
    from hierannot_dsl.kernels.arrays import Floats, Ints

# In a smaller matrix, a loop takes longer to compile once than it ever saves.
COMPILED_FROM = 1 << 21
N_STRATA = 128
SAMPLED = 32


class Totals:
    """The total of every gene, and of groups that genes are put into by their totals.

    Genes of like totals, a stratum, are added up while the totals are found. A group is then some strata, and
    some genes more or less, which alone are computed again. Sums are exact: this changes no bit of them.

    Parameters
    ----------
    matrix
        G genes x C clusters.

    Attributes
    ----------
    matrix
        The same.
    of_genes
        Shape ``(G,)``. Sums over clusters, in the unit of `matrix`.

    Notes
    -----
    Without compiled loops, or where the values of a cluster are next to each other, the matrix is walked
    twice.
    """

    def __init__(self, matrix: Matrix) -> None:
        self.matrix = matrix
        add = stratum_adder() if matrix.values.size >= COMPILED_FROM else None
        self._strata: Ints | None = None
        if add is None or clusters_first(matrix.values):
            self.of_genes = cluster_totals(matrix)
            return
        n_genes, n_clusters = matrix.shape
        base = np.float64(matrix.shift).view(np.int64)
        some = np.sort((matrix.shifted(slice(None, None, SAMPLED), ALL).view(np.int64) - base).sum(axis=1))
        edges = some[:: -(-len(some) // N_STRATA)]
        totals, strata = np.empty((2, n_genes), dtype=np.int64)
        sums: dict[int, Ints] = defaultdict(lambda: np.zeros((len(edges) + 1, n_clusters), dtype=np.int64))

        def add_genes(part: slice) -> None:
            bits = matrix.shifted(part, ALL).view(np.int64)
            add(bits, base, edges, totals[part], strata[part], sums[get_ident()])

        for_each(pieces(n_genes, n_clusters), add_genes)
        step = np.spacing(np.float64(matrix.shift))
        self.of_genes = totals * step
        self._strata, self._sums = strata, np.sum(list(sums.values()), axis=0) * step

    def of_groups(self, groups: Ints, n_groups: int) -> Floats:
        """Sum genes within groups, as `group_totals` does."""
        if self._strata is None:
            return group_totals(self.matrix, groups, n_groups)
        counts = np.bincount(self._strata * n_groups + groups, minlength=len(self._sums) * n_groups)
        mostly = counts.reshape(len(self._sums), n_groups).argmax(axis=1)
        counted_in = mostly[self._strata]
        moved = np.flatnonzero(counted_in != groups)
        sums: list[Floats] = [np.asarray(membership(mostly, n_groups) @ self._sums)]

        def move(part: slice) -> None:
            genes = moved[part]
            change = membership(groups[genes], n_groups) - membership(counted_in[genes], n_groups)
            sums.append(np.asarray(change @ self.matrix.rounded(genes, ALL)))

        for_each(pieces(len(moved), self.matrix.shape[1]), move)
        total: Floats = np.sum(sums, axis=0)
        return total
