"""Sums that are the same bits in whatever order they are taken.

A floating-point sum depends on its order, and so on the order of genes and clusters, on the layout in memory
and on the number of threads. Multiples of one power of two, few and small enough, add without any rounding.
"""

from __future__ import annotations

from threading import Lock

import numpy as np
import numpy.typing as npt
from scipy import sparse

from hierannot_dsl.kernels.arrays import LARGE_BLOCK, Floats, Ints, Numbers, pieces
from hierannot_dsl.kernels.parallel import for_each

# 2**12 to 2**13 are 2**-40 apart: the step of scores, far above what their order of summation can do.
SCORE_SHIFT = 1.5 * 2.0**12


def rounding_shift(peaks: npt.ArrayLike, n_terms: int) -> Floats:
    """Choose the step to which values are rounded so that their sums are exact.

    Parameters
    ----------
    peaks
        The largest values that occur, not negative.
    n_terms
        How many values are added at most.

    Returns
    -------
    shift
        Of the shape of `peaks`; what `on_grid` takes. The step is about `peaks` times `n_terms` times 2**-52.
    """
    # 1.5 * 2**k, with 2**k above any sum: adding a value stays in the binade whose spacing is the step.
    _, exponent = np.frexp(np.asarray(peaks, dtype=np.float64) * n_terms)
    return np.ldexp(1.5, np.minimum(exponent, 1022))


def on_grid(values: Floats, shift: Floats | float) -> Floats:
    """Round to the step of a shift, in place.

    Parameters
    ----------
    values
        Any shape; at most half of `shift` in size. Overwritten.
    shift
        From `rounding_shift`.

    Returns
    -------
    values
        The same array. Sums of it that stay below two thirds of `shift` are exact.
    """
    values += shift
    values -= shift
    return values


def column_sums(values: Numbers, peaks: Floats) -> Floats:
    """Sum over genes, in a way that the order of genes cannot change.

    Parameters
    ----------
    values
        Shape ``(G, C)``, not negative, finite; either order in memory.
    peaks
        Shape ``(C,)``. The largest value of every column.

    Returns
    -------
    sums
        Shape ``(C,)``, in the unit of `values`.

    Notes
    -----
    Every column is rounded to a step of its own. The relative error is below G**2 / 2**53, and in practice
    near 1e-12. One pass; no copy of the matrix.
    """
    n_genes, n_clusters = values.shape
    shift = rounding_shift(peaks, n_genes)
    if values.flags.f_contiguous:
        sums = np.empty(n_clusters)

        def add_clusters(part: slice) -> None:
            block = values.T[part] + shift[part, np.newaxis]
            block -= shift[part, np.newaxis]
            sums[part] = block.sum(axis=1)

        for_each(pieces(n_clusters, n_genes), add_clusters)
        return sums

    total = np.zeros(n_clusters)
    adding = Lock()

    def add_genes(part: slice) -> None:
        block = values[part] + shift
        block -= shift
        of_part = block.sum(axis=0)
        with adding:
            np.add(total, of_part, out=total)

    for_each(pieces(n_genes, n_clusters), add_genes)
    return total


def group_totals(values: Floats, groups: Ints, n_groups: int) -> Floats:
    """Sum rows within groups, in whatever order is fast.

    Parameters
    ----------
    values
        Shape ``(G, C)``, rounded by `on_grid`, so that the order does not matter; either order in memory.
    groups
        Shape ``(G,)``, from 0 to `n_groups` - 1.
    n_groups
        Number of groups; one without rows sums to 0.

    Returns
    -------
    sums
        Shape ``(n_groups, C)``, in the unit of `values`.

    Notes
    -----
    One pass, no copy. A dense product with the indicator of the groups is as fast on an idle machine, and
    many times slower on a busy one.
    """
    n_genes, n_clusters = values.shape
    if not values.flags.c_contiguous:
        indicator = membership(groups, n_groups).tocsr()
        sums = np.empty((n_groups, n_clusters))

        def add_clusters(part: slice) -> None:
            for cluster in range(part.start, part.stop):  # SciPy would copy several columns
                sums[:, cluster] = np.asarray(indicator @ values[:, cluster])

        for_each(pieces(n_clusters, n_genes), add_clusters)
        return sums

    partial: list[Floats] = []

    def add_genes(part: slice) -> None:
        partial.append(np.asarray(membership(groups[part], n_groups) @ values[part]))

    for_each(pieces(n_genes, n_clusters, values=LARGE_BLOCK), add_genes)
    total: Floats = np.sum(partial, axis=0)
    return total


def cluster_totals(values: Floats) -> Floats:
    """Sum over clusters, in whatever order is fast.

    Parameters
    ----------
    values
        Shape ``(G, C)``, rounded by `on_grid`; either order in memory.

    Returns
    -------
    sums
        Shape ``(G,)``, in the unit of `values`.
    """
    sums = np.empty(len(values))

    def add(part: slice) -> None:
        values[part].sum(axis=1, out=sums[part])

    for_each(pieces(*values.shape, values=LARGE_BLOCK), add)
    return sums


def membership(groups: Ints, n_groups: int, weights: Floats | None = None) -> sparse.csc_array[np.float64]:
    """Which group a row belongs to, as a matrix whose product with the rows sums them within groups.

    Parameters
    ----------
    groups
        Shape ``(G,)``, from 0 to `n_groups` - 1.
    n_groups
        Number of groups.
    weights
        Shape ``(G,)``. None: every row counts once.

    Returns
    -------
    membership
        Shape ``(n_groups, G)``. Rows of a group are added in their order.
    """
    # A column for each row, with one entry: nothing has to be sorted to build it.
    entries = np.ones(len(groups)) if weights is None else weights
    return sparse.csc_array((entries, groups, np.arange(len(groups) + 1)), shape=(n_groups, len(groups)))
