"""What every cluster of a data set holds alike: RNA that floats, and how it is taken away."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from hierannot_dsl.kernels.arrays import Floats, Numbers, pieces
from hierannot_dsl.kernels.parallel import for_each


def linear_share(values: Numbers, factors: Floats | None) -> npt.NDArray[np.float32]:
    """Expression on a linear scale that clusters have in common.

    Parameters
    ----------
    values
        Shape ``(G, C)``, or a part of its rows or columns; not negative.
    factors
        Shape ``(C,)``, such as `scale_to` gives. None: the values are on a log scale, and exp(x) - 1 is
        taken.

    Returns
    -------
    linear
        Shape of `values`, at single precision: what differs by less is equal. Zero stays zero.
    """
    scaled = np.expm1(values, dtype=np.float64) if factors is None else np.multiply(values, factors)
    return scaled.astype(np.float32)


def linear_by_cluster(values: Numbers, factors: Floats | None) -> npt.NDArray[np.float32]:
    """`linear_share` with clusters first.

    Parameters
    ----------
    values, factors
        As in `linear_share`, with values of any number of genes and clusters.

    Returns
    -------
    linear
        Shape ``(C, G)``, contiguous.
    """
    n_genes, n_clusters = values.shape
    linear = np.empty((n_clusters, n_genes), dtype=np.float32)

    def fill(part: slice) -> None:
        linear[:, part] = linear_share(values[part], factors).T

    for_each(pieces(n_genes, n_clusters), fill)
    return linear


def ambient_profile(values: Numbers, factors: Floats | None, *, quantile: float) -> npt.NDArray[np.float32]:
    """Quantile of every gene over clusters, taken as what all clusters hold.

    Parameters
    ----------
    values
        Shape ``(G, C)``, not negative; either order in memory.
    factors
        As in `linear_share`.
    quantile
        From 0 to 1; between two clusters it is interpolated linearly.

    Returns
    -------
    profile
        Shape ``(G,)``, in the unit of `linear_share`.

    Notes
    -----
    One sort per gene, in blocks; no copy of the matrix.
    """
    n_genes, n_clusters = values.shape
    place = quantile * (n_clusters - 1)
    low = int(place)
    high = min(low + 1, n_clusters - 1)
    profile = np.empty(n_genes, dtype=np.float32)

    def fill(part: slice) -> None:
        ordered = np.sort(np.ascontiguousarray(linear_share(values[part], factors)), axis=1)
        below = ordered[:, low].astype(np.float64)
        profile[part] = below + (place - low) * (ordered[:, high] - below)

    for_each(pieces(n_genes, n_clusters), fill)
    return profile


def without_ambient(
    linear: npt.NDArray[np.float32], profile: npt.NDArray[np.float32], *, weight: float
) -> npt.NDArray[np.float32]:
    """Take a share of the ambient profile away from every cluster.

    Parameters
    ----------
    linear
        Shape ``(C, G)``, clusters first, in the unit of `linear_share`. Overwritten.
    profile
        Shape ``(G,)``, in the same unit.
    weight
        Share of the profile that is taken away, from 0 to 1.

    Returns
    -------
    cleaned
        `linear`, with zero where less was there than is taken away.
    """
    linear -= np.float32(weight) * profile
    return np.maximum(linear, 0, out=linear)
