"""Cluster means to a common scale."""

from __future__ import annotations

import numpy as np

from hierannot_dsl.kernels.arrays import Floats, Numbers, pieces
from hierannot_dsl.kernels.exact import on_grid
from hierannot_dsl.kernels.parallel import for_each


def scale_to(sums: Floats, total: float) -> Floats:
    """Factors that bring columns to one total.

    Parameters
    ----------
    sums
        Shape ``(C,)``, not negative.
    total
        What every column is to sum to.

    Returns
    -------
    factors
        Shape ``(C,)``. Zero for a column of zeros.
    """
    return np.divide(total, sums, out=np.zeros_like(sums), where=sums > 0)


def log_normalise(values: Numbers, factors: Floats | None, *, shift: Floats | float = 0.0) -> Floats:
    """Scale every column and take ln(1 + x).

    Parameters
    ----------
    values
        Shape ``(G, C)``, not negative; either order in memory.
    factors
        Shape ``(C,)``, such as `scale_to` gives. None: the values are on a log scale, and used as they are.
    shift
        From `rounding_shift`, where sums of the result are to be exact. Zero: no rounding.

    Returns
    -------
    normalised
        Shape ``(G, C)``, in ln(CP10K + 1) for a total of 1e4. Zero stays zero.

    Notes
    -----
    One pass over the matrix in blocks; the result is the only array of its size.
    """
    clusters_first = values.flags.f_contiguous and not values.flags.c_contiguous
    source = values.T if clusters_first else values
    normalised = np.empty(source.shape)

    def fill(part: slice) -> None:
        block = normalised[part]
        if factors is None:
            block[:] = source[part]
        else:
            np.multiply(source[part], factors[part, np.newaxis] if clusters_first else factors, out=block)
            np.log1p(block, out=block)
        on_grid(block, shift)

    for_each(pieces(*source.shape), fill)
    return normalised.T if clusters_first else normalised
