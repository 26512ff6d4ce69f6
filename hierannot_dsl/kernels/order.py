"""Values of groups, most of them zeros that are not stored -> means of the middle of each group."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse

from hierannot_dsl.kernels.groups import BLOCK, cuts

if TYPE_CHECKING:
    import numpy.typing as npt

    from hierannot_dsl.kernels.arrays import Floats, Ints
    from hierannot_dsl.kernels.groups import Matrix


def stored_by_gene(block: Matrix, groups: Ints) -> Ints:
    """Count what `entries` would give, gene by gene.

    Parameters
    ----------
    block, groups
        As in `entries`.

    Returns
    -------
    counts
        Shape ``(G,)``.
    """
    if isinstance(block, np.ndarray):
        nonzero: Ints = np.count_nonzero(block[groups >= 0], axis=0).astype(np.int64)
        return nonzero
    if block.format == "csc":
        return np.array([int((groups[block.indices[a:b]] >= 0).sum()) for a, b in pairwise(block.indptr)])
    counts = np.zeros(block.shape[1], dtype=np.int64)
    for start, end in cuts(block.indptr, BLOCK):
        grouped = np.repeat(groups[start:end] >= 0, np.diff(block.indptr[start : end + 1]))
        indices = block.indices[block.indptr[start] : block.indptr[end]]
        counts += np.bincount(indices[grouped], minlength=len(counts))
    return counts


def entries(block: Matrix, groups: Ints, genes: slice, n_groups: int) -> tuple[Ints, npt.NDArray[Any]]:
    """Take the values of some genes out of a block of cells, each with its gene and group.

    Parameters
    ----------
    block
        Shape ``(C, G)``, cells by genes, dense or sparse.
    groups
        Shape ``(C,)``. Group of every cell; -1 for a cell that counts nowhere.
    genes
        The genes that are taken.
    n_groups
        Number of groups, K.

    Returns
    -------
    keys
        Shape ``(V,)``. Gene, counted from the first that is taken, times K, plus the group.
    values
        Shape ``(V,)``. Zeros may be left out.
    """
    window: Any = sparse.coo_array(block[:, genes])
    rows, columns = window.coords
    of_cell = groups[rows]
    grouped = of_cell >= 0
    keys = columns.astype(np.int64) * n_groups + of_cell
    return (keys, window.data) if grouped.all() else (keys[grouped], window.data[grouped])


def mean_of_middle(keys: Ints, values: npt.NDArray[Any], sizes: Ints, cut: Ints) -> Floats:
    """Average the values of every key that are left when the lowest and the highest are cut off.

    Parameters
    ----------
    keys
        Shape ``(V,)``, from 0 to N - 1.
    values
        Shape ``(V,)``, in any order.
    sizes
        Shape ``(N,)``. How many values a key has, with the zeros that are not among `values`; at least 1.
    cut
        Shape ``(N,)``. How many values are cut off at each end, less than half of `sizes`.

    Returns
    -------
    means
        Shape ``(N,)``, in the unit of `values`. NaN where a value is NaN. With ``cut = (sizes - 1) // 2`` it
        is the median.

    Notes
    -----
    One sort. Values are added from the lowest to the highest: their order does not matter.

    Examples
    --------
    >>> mean_of_middle(np.array([0, 0]), np.array([9.0, 5.0]), np.array([3]), np.array([1]))
    array([5.])
    """
    n_keys = len(sizes)
    stored = np.bincount(keys, minlength=n_keys)
    below = np.bincount(keys[values < 0], minlength=n_keys)
    zeros, start = sizes - stored, np.cumsum(stored) - stored
    first = start + _stored_among(cut, below, zeros)
    last = start + _stored_among(sizes - cut, below, zeros)
    means = _sums_of_runs(_in_order(keys, values), first, last) / (sizes - 2 * cut)
    means[keys[np.isnan(values)]] = np.nan
    return means


def _stored_among(lowest: Ints, below: Ints, zeros: Ints) -> Ints:
    """How many of the lowest values are stored; zeros that are not stand above the negative ones."""
    return np.where(lowest <= below, lowest, np.maximum(below, lowest - zeros))


def _sums_of_runs(values: Floats, first: Ints, last: Ints) -> Floats:
    runs = np.column_stack([first, last]).reshape(-1)
    with np.errstate(invalid="ignore"):  # infinite values between the runs, whose sums are not looked at
        sums: Floats = np.add.reduceat(np.append(values, 0.0), runs)[::2]
    sums[first == last] = 0.0
    return sums


def _in_order(keys: Ints, values: npt.NDArray[Any]) -> Floats:
    """Values by key, and from the lowest to the highest within each."""
    with np.errstate(over="ignore"):
        single = values.astype(np.float32)
    if not np.array_equal(single, values):
        return values[np.lexsort((values, keys))].astype(np.float64)
    # Counts, and all that fits into single precision: one number holds the key and the value in order.
    bits = single.view(np.uint32)
    flip = np.where(bits >> 31, np.uint32(0xFFFFFFFF), np.uint32(0x80000000))
    packed = keys.astype(np.uint64) << np.uint64(32) | (bits ^ flip)
    packed.sort()
    bits = packed.astype(np.uint32)
    flip = np.where(bits >> 31, np.uint32(0x80000000), np.uint32(0xFFFFFFFF))
    return (bits ^ flip).view(np.float32).astype(np.float64)
