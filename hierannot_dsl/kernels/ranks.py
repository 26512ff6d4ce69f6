"""Values to ranks within a cluster: a scale on which depth, platform and logarithm do not matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from hierannot_dsl.kernels.exact import on_grid, rounding_shift

if TYPE_CHECKING:
    from hierannot_dsl.kernels.arrays import Floats, Ints

# A gene's row number rides in the low bits of the key that is sorted, below the 32 bits of its value.
_GENE_BITS = 24


def rank_scale(n_genes: int, *, n_terms: int) -> Floats:
    """Rank expression of every rank among `n_genes`.

    Parameters
    ----------
    n_genes
        G, the number of genes that are ranked.
    n_terms
        How many values will be added at most: sums of as many are exact.

    Returns
    -------
    scale
        Shape ``(G + 1,)``, dimensionless. Rank r (1 is the lowest) scores max(0, log10(G / (2 (G - r +
        1)))): 0 up to the median, 0.7 for the top tenth, 1.7 for the top hundredth. Rank 0 scores 0.

    Examples
    --------
    >>> rank_scale(4, n_terms=4).round(3)
    array([0.   , 0.   , 0.   , 0.   , 0.301])
    """
    at_least = n_genes - np.arange(n_genes + 1) + 1.0
    scale = np.log10(np.maximum(1.0, n_genes / (2 * at_least)))
    return on_grid(scale, rounding_shift(scale[-1], n_terms))


def rank_expression(values: npt.NDArray[np.float32], scale: Floats, *, out: Floats) -> None:
    """Rank genes within every cluster.

    Parameters
    ----------
    values
        Shape ``(C, G)``, clusters first, not negative.
    scale
        Shape ``(G + 1,)``, from `rank_scale`.
    out
        Shape ``(C, G)``, contiguous. Receives rank expression, in the unit of `rank_scale`. Genes of equal
        value have the highest of their ranks. Zero stays zero: a gene that was not seen is not expressed,
        however few were seen.

    Raises
    ------
    ValueError
        If there are 2**24 genes or more.

    Notes
    -----
    One sort per cluster; four times the memory of `values` for the time of the call.
    """
    n_clusters, n_genes = values.shape
    if n_genes >> _GENE_BITS:
        msg = f"{n_genes} genes are more than can be ranked"
        raise ValueError(msg)
    # The bits of floats that are not negative sort as the floats do.
    keys = np.ascontiguousarray(values).view(np.int32).astype(np.int64)
    keys <<= _GENE_BITS
    keys |= np.arange(n_genes)
    scored = _sorted_upper(keys)
    place = scored & ((1 << _GENE_BITS) - 1)
    place += n_genes * np.arange(n_clusters)[:, np.newaxis]
    scored >>= _GENE_BITS
    levels = np.where(scored > 0, scale[-scored.shape[1] :], 0.0)
    _raise_ties(levels, scored)
    out[...] = 0.0
    out.reshape(-1)[place] = levels


def _sorted_upper(keys: Ints) -> Ints:
    """The keys whose ranks can score, sorted: those from the median on, or all if a tie lies across it."""
    middle = keys.shape[1] // 2
    keys.partition(middle, axis=1)
    below = keys[:, :middle].max(axis=1, initial=0) >> _GENE_BITS
    if ((below > 0) & (below == keys[:, middle] >> _GENE_BITS)).any():
        middle = 0
    upper = keys[:, middle:]
    upper.sort(axis=1)
    return upper


def _raise_ties(levels: Floats, values: Ints) -> None:
    """Give every run of equal values in a sorted row the level of its last."""
    tied = np.zeros(values.shape, dtype=bool)
    np.equal(values[:, 1:], values[:, :-1], out=tied[:, :-1])
    tied &= values > 0
    lower = np.flatnonzero(tied)  # each equals the next
    is_end = np.diff(lower, append=-1) != 1
    run = np.cumsum(is_end) - is_end
    flat = levels.reshape(-1)
    flat[lower] = flat[lower[is_end] + 1][run]
