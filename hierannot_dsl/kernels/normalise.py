"""Cluster means to a common scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from hierannot_dsl.kernels.arrays import Floats, Numbers


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


def log_normalise(values: Numbers, factors: Floats | None, *, out: Floats | None = None) -> Floats:
    """Scale every column and take ln(1 + x).

    Parameters
    ----------
    values
        Shape ``(G, C)``, not negative; either order in memory.
    factors
        Shape ``(C,)``, such as `scale_to` gives. None: the values are on a log scale, and used as they are.

    Returns
    -------
    normalised
        Shape ``(G, C)``, in ln(CP10K + 1) for a total of 1e4. Zero stays zero.
    """
    if factors is None:
        return np.array(values, dtype=np.float64) if out is None else out
    normalised = np.multiply(values, factors, out=out)
    return np.log1p(normalised, out=normalised)
