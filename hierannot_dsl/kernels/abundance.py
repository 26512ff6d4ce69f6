"""Genes to bins of like abundance, whose means are what a marker is compared with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from hierannot_dsl.kernels.arrays import Flags, Floats, Ints, Numbers


DECIMALS = 7


def comparable(abundance: Floats) -> Floats:
    """Round abundances so that what is equal but for its rounding is equal.

    Parameters
    ----------
    abundance
        Any shape.

    Returns
    -------
    rounded
        To 7 decimals: genes are put into bins by order, and there must be no order among equals.
    """
    return np.round(abundance, DECIMALS)


def relative_rank(values: Floats) -> Floats:
    """Position of every value among all, ties at their mean position.

    Parameters
    ----------
    values
        Shape ``(G,)``. NaN: not known.

    Returns
    -------
    ranks
        Shape ``(G,)``, above 0 and below 1; NaN where the value is. Among n known values the r-th is (r -
        0.5) / n.

    Examples
    --------
    >>> relative_rank(np.array([5.0, 0.0, 0.0, np.nan]))
    array([0.83333333, 0.33333333, 0.33333333,        nan])
    """
    known = ~np.isnan(values)
    ordered = np.sort(values[known])
    first = np.searchsorted(ordered, values[known], side="left")
    last = np.searchsorted(ordered, values[known], side="right")
    ranks = np.full(values.shape, np.nan)
    ranks[known] = (first + last) / (2 * max(1, len(ordered)))
    return ranks


def abundance_bins(abundance: Floats, n_bins: int, *, tail: float = -np.inf) -> Ints:
    """Put genes into bins of about equal size, from the least to the most abundant.

    Parameters
    ----------
    abundance
        Shape ``(G,)``. Genes of equal abundance share a bin, whatever their order.
    n_bins
        Number of bins; some may stay empty.
    tail
        Genes below this abundance share the first bin, and the others are spread over the rest.

    Returns
    -------
    bins
        Shape ``(G,)``, from 0 to `n_bins` - 1.
    """
    order = np.argsort(abundance)
    ordered = abundance[order]
    # Equals have the place of the first of them.
    first = np.append(True, ordered[1:] != ordered[:-1])
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.maximum.accumulate(np.where(first, np.arange(len(order)), 0))
    n_tail = int(np.searchsorted(ordered, tail, side="left"))
    if not n_tail or n_tail == len(ordered) or n_bins == 1:
        return place * n_bins // len(ordered)
    spread = 1 + (place - n_tail) * (n_bins - 1) // (len(ordered) - n_tail)
    return np.where(place < n_tail, 0, spread)


def widened_means(sums: Floats, counts: Ints, *, minimum: int) -> Floats:
    """Mean of every bin, taken together with its neighbours where it is too small to serve.

    Parameters
    ----------
    sums
        Shape ``(n_bins, C)``: sums of expression over the genes of a bin.
    counts
        Shape ``(n_bins,)``: how many genes that were.
    minimum
        A bin with fewer genes grows by one bin on either side, until it has as many or is all of them.

    Returns
    -------
    means
        Shape ``(n_bins, C)``, in the unit of `sums`. NaN where there is no gene at all.
    """
    n_bins = len(counts)
    total = np.concatenate([[0], np.cumsum(counts)])
    running = np.concatenate([np.zeros((1, sums.shape[1])), np.cumsum(sums, axis=0)])
    bins = np.arange(n_bins)
    low, high = bins.copy(), bins + 1
    for reach in range(n_bins):
        small = total[high] - total[low] < minimum
        if not small.any():
            break
        low = np.where(small, np.maximum(bins - reach, 0), low)
        high = np.where(small, np.minimum(bins + reach + 1, n_bins), high)
    size = (total[high] - total[low]).astype(np.float64)
    means = np.full(sums.shape, np.nan)
    np.divide(running[high] - running[low], size[:, np.newaxis], out=means, where=size[:, np.newaxis] > 0)
    return means


def detected(values: Numbers, floor: float) -> Flags:
    """Whether a gene is seen in a cluster.

    Parameters
    ----------
    values
        Any shape, not negative.
    floor
        The least value that counts, in the unit of `values`.

    Returns
    -------
    seen
        Shape of `values`. Zero is never seen, even where the floor is zero.
    """
    return (values >= floor) & (values > 0)
