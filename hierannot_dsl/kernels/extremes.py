"""The largest value of every column, found together with whether all of them are fit to be scored."""

from __future__ import annotations

from threading import Lock

import numpy as np

from hierannot_dsl.kernels.arrays import Floats, Numbers, clusters_first, pieces
from hierannot_dsl.kernels.parallel import for_each


def peaks_of(values: Numbers) -> Floats:
    """Find the largest value of every column, if all of the column is finite and not negative.

    Parameters
    ----------
    values
        Shape ``(G, C)``, at least one gene; either order in memory.

    Returns
    -------
    peaks
        Shape ``(C,)``, in the unit of `values`. NaN where any value of the column is missing, infinite or
        negative.

    Notes
    -----
    One pass with one comparison for each value: as whole numbers without a sign, the bits of numbers from
    zero up are in their order, and those of all that is negative or missing come behind infinity.
    """
    n_genes, n_clusters = values.shape
    bits = values.view(np.dtype(f"u{values.dtype.itemsize}"))
    largest = np.zeros(n_clusters, dtype=bits.dtype)
    if clusters_first(values):

        def look_at_clusters(part: slice) -> None:
            bits[:, part].max(axis=0, out=largest[part])

        for_each(pieces(n_clusters, n_genes), look_at_clusters)
    else:
        comparing = Lock()

        def look_at_genes(part: slice) -> None:
            of_part = bits[part].max(axis=0)
            with comparing:
                np.maximum(largest, of_part, out=largest)

        for_each(pieces(n_genes, n_clusters), look_at_genes)
    doubtful = largest >= np.array(np.inf, dtype=values.dtype).view(bits.dtype)
    peaks = largest.view(values.dtype).astype(np.float64)
    if doubtful.any():
        columns = values[:, doubtful]
        sound = ((columns >= 0) & (columns < np.inf)).all(axis=0)  # zero may have a sign
        peaks[doubtful] = np.where(sound, columns.max(axis=0), np.nan)
    return peaks
