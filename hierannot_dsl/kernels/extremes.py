"""The least and the largest values of a matrix, in one pass."""

from __future__ import annotations

from threading import Lock

import numpy as np

from hierannot_dsl.kernels.arrays import Floats, Numbers, pieces
from hierannot_dsl.kernels.parallel import for_each


def lowest_and_peaks(values: Numbers) -> tuple[float, Floats]:
    """Find the least value of all, and the largest of every column.

    Parameters
    ----------
    values
        Shape ``(G, C)``, at least one value; either order in memory.

    Returns
    -------
    lowest
        NaN if any value is.
    peaks
        Shape ``(C,)``, in the unit of `values`. NaN where any value of the column is.
    """
    n_genes, n_clusters = values.shape
    lowest: list[float] = []
    if values.flags.f_contiguous:
        peaks = np.empty(n_clusters)

        def look_at_clusters(part: slice) -> None:
            block = values[:, part]
            lowest.append(block.min())
            peaks[part] = block.max(axis=0)

        for_each(pieces(n_clusters, n_genes), look_at_clusters)
        return float(np.min(lowest)), peaks

    peaks = np.full(n_clusters, -np.inf)
    comparing = Lock()

    def look_at_genes(part: slice) -> None:
        block = values[part]
        lowest.append(block.min())
        of_part = block.max(axis=0)
        with comparing:
            np.maximum(peaks, of_part, out=peaks)

    for_each(pieces(n_genes, n_clusters), look_at_genes)
    return float(np.min(lowest)), peaks
