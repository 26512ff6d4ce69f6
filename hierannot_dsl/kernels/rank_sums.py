"""Values of cells in groups -> Wilcoxon's rank sums: how high each group ranks among all cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse
from scipy.stats import norm, rankdata

if TYPE_CHECKING:
    import numpy.typing as npt

    from hierannot_dsl.kernels.arrays import Floats, Ints


def rank_sum_scores(
    values: sparse.csc_matrix | npt.NDArray[np.floating], groups: Ints, n_groups: int
) -> Floats:
    """Score every group against all other cells, gene by gene.

    Parameters
    ----------
    values
        Shape ``(C, G)``, any unit: only their order counts. Zeros that are not stored are zeros.
    groups
        Shape ``(C,)``. Group of every cell, 0 to K - 1.
    n_groups
        K, two and more, none of them empty.

    Returns
    -------
    scores
        Shape ``(K, G)``: rank sums as standard scores, by the normal approximation without a correction for
        ties. Zero: the group ranks as the others do.

    Notes
    -----
    Only stored values are sorted. Peak memory is the matrix by columns.
    """
    columns = sparse.csc_matrix(values)
    n_cells, n_genes = columns.shape
    sizes = np.bincount(groups, minlength=n_groups).astype(np.float64)
    sums = np.empty((n_groups, n_genes))
    for gene in range(n_genes):
        stored = slice(columns.indptr[gene], columns.indptr[gene + 1])
        present, owners = columns.data[stored], groups[columns.indices[stored]]
        seen = present != 0
        present, owners = present[seen], owners[seen]
        zeros = n_cells - len(present)
        ranks = rankdata(present) + zeros * (present > 0)
        middle = (present < 0).sum() + (zeros + 1) / 2  # of the zeros, which all tie
        without = sizes - np.bincount(owners, minlength=n_groups)
        sums[:, gene] = np.bincount(owners, weights=ranks, minlength=n_groups) + middle * without
    expected = sizes * (n_cells + 1) / 2  # (K,)
    spread = np.sqrt(sizes * (n_cells - sizes) * (n_cells + 1) / 12)  # (K,)
    scores: Floats = (sums - expected[:, None]) / spread[:, None]
    return scores


def two_sided(scores: Floats) -> Floats:
    """p-values of standard scores."""
    chances: Floats = 2 * norm.sf(np.abs(scores))
    return chances


def adjusted(p_values: Floats) -> Floats:
    """Benjamini and Hochberg's p-values; shape ``(N,)``."""
    order = np.argsort(p_values, kind="stable")
    scaled = p_values[order] * len(p_values) / np.arange(1, len(p_values) + 1)
    result = np.empty(len(p_values))
    result[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return result
