"""Where clusters lie and how far they spread, without being moved by a few of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from hierannot_dsl.kernels.arrays import Floats

# Makes the median absolute deviation of a normal distribution its standard deviation.
MAD_TO_SD = 1.4826


def standardise(scores: Floats) -> Floats:
    """Robust z-scores over clusters.

    Parameters
    ----------
    scores
        Shape ``(N, C)``. A row is NaN throughout, or nowhere.

    Returns
    -------
    z
        Shape ``(N, C)``, dimensionless: (score - median) / scale, the scale being 1.4826 times the median
        absolute deviation, the standard deviation where that is zero, and 1 where that is zero too. NaN
        stays NaN.

    Notes
    -----
    The order of clusters changes nothing: all is computed from the sorted row.
    """
    ordered = np.sort(scores, axis=1)
    centre = np.median(ordered, axis=1, keepdims=True)
    scale = MAD_TO_SD * np.median(np.abs(ordered - centre), axis=1, keepdims=True)
    scale = np.where(scale == 0, ordered.std(axis=1, keepdims=True), scale)
    scale = np.where(scale == 0, 1.0, scale)
    return (scores - centre) / scale


def lead(scores: Floats) -> Floats:
    """How far every row is ahead of the best other row.

    Parameters
    ----------
    scores
        Shape ``(K, C)``. A row of NaN takes no part.

    Returns
    -------
    leads
        Shape ``(K, C)``. The score itself where there is no other; NaN stays NaN.
    """
    known = np.where(np.isnan(scores), -np.inf, scores)
    first = known.argmax(axis=0)
    best = known.max(axis=0)
    rest = known.copy()
    rest[first, np.arange(known.shape[1])] = -np.inf
    second = rest.max(axis=0)
    rival = np.where(np.arange(len(known))[:, np.newaxis] == first, second, best)
    return scores - np.where(np.isneginf(rival), 0.0, rival)
