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
_STEP = 64


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
    keys.sort(axis=1)

    start = _start_of_scored(keys)
    scored = keys[:, start:]
    bits = scored >> _GENE_BITS
    is_last = np.ones(bits.shape, dtype=bool)
    np.not_equal(bits[:, 1:], bits[:, :-1], out=is_last[:, :-1])
    # The scale rises with rank, so the last of a run has the least value of all lasts from here on.
    ordered = np.where(is_last, scale[start + 1 :], np.inf)
    ordered = np.minimum.accumulate(ordered[:, ::-1], axis=1)[:, ::-1]
    place = (scored & ((1 << _GENE_BITS) - 1)) + n_genes * np.arange(n_clusters)[:, np.newaxis]
    out[...] = 0.0
    out.reshape(-1)[place] = np.where(bits > 0, ordered, 0.0)


def _start_of_scored(keys: Ints) -> int:
    """First column of sorted keys from which ranks can score: the median, or the start of a tie across it."""
    start = int(keys.shape[1]) // 2
    while start > 0:
        value = keys[:, start] >> _GENE_BITS
        if not ((keys[:, start - 1] >> _GENE_BITS == value) & (value > 0)).any():
            break
        start = max(0, start - _STEP)
    return start
