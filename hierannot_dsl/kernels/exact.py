"""Sums that are the same bits in whatever order they are taken.

A floating-point sum depends on its order, and so on the order of genes and clusters, on the layout in memory
and on the number of threads. Multiples of one power of two, few and small enough, add without any rounding.
"""

from __future__ import annotations

from threading import Lock

import numpy as np
import numpy.typing as npt
from scipy import sparse

from hierannot_dsl.kernels.arrays import Floats, Ints, Numbers, clusters_first, pieces
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
    # A power of two above any sum: with a value on top of it, the spacing of numbers is the step.
    _, exponent = np.frexp(np.asarray(peaks, dtype=np.float64) * n_terms)
    return np.ldexp(1.0, np.minimum(exponent, 1022))


def on_grid(values: Floats, shift: Floats | float) -> Floats:
    """Round to the step of a shift, in place.

    Parameters
    ----------
    values
        Any shape; overwritten. From 0 to `shift`, and at most a third of `SCORE_SHIFT` in size.
    shift
        From `rounding_shift`, or `SCORE_SHIFT`.

    Returns
    -------
    values
        The same array. Sums of it that stay below `shift` are exact.
    """
    values += shift
    values -= shift
    return values


def sum_shifted(shifted: Floats, shift: Floats | float, *, axis: int) -> Floats:
    """Sum values on the grid of a shift, which is on top of each of them.

    Parameters
    ----------
    shifted
        Two axes. Values to each of which `shift` was added: what `on_grid` has in its middle.
    shift
        From `rounding_shift`; one, or one for each position along the last axis where that is not summed.
    axis
        The axis that is summed.

    Returns
    -------
    sums
        Of the values without the shift, exact.

    Notes
    -----
    Between two powers of two, numbers are as far apart as their bits, read as whole numbers, are. These are
    added, and what overflows in between does not matter.
    """
    return unshifted(shifted.view(np.int64).sum(axis=axis), shifted.shape[axis], shift)


def unshifted(bits: Ints, n_terms: Ints | int, shift: Floats | float) -> Floats:
    """Sums of the bits of so many shifted values to sums of the values."""
    shifts = np.atleast_1d(np.asarray(shift, dtype=np.float64))
    steps: Floats = np.spacing(shifts)
    return (bits - n_terms * shifts.view(np.int64)) * steps


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
    sums = np.zeros(n_clusters)
    if clusters_first(values):

        def add_clusters(part: slice) -> None:
            sums[part] = sum_shifted(values[:, part] + shift[part], shift[part], axis=0)

        for_each(pieces(n_clusters, n_genes), add_clusters)
        return sums

    adding = Lock()

    def add_genes(part: slice) -> None:
        of_part = sum_shifted(values[part] + shift, shift, axis=0)
        with adding:
            np.add(sums, of_part, out=sums)

    for_each(pieces(n_genes, n_clusters), add_genes)
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
