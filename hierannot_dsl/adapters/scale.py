"""Cluster means -> whether they are what they are said to be: counts, or values on a log scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from hierannot_dsl.kernels.arrays import pieces
from hierannot_dsl.kernels.parallel import for_each

if TYPE_CHECKING:
    import numpy.typing as npt

MIN_GENES = 500
MANY_CLUSTERS = 9
PEAK = 2.2
MAX_LOG = 30.0


def evidence_of_logs(values: npt.NDArray[np.floating]) -> str | None:
    """What speaks for means of log values in a matrix that is said to hold means of counts.

    Parameters
    ----------
    values
        Shape ``(G, C)``, genes by clusters, finite and not negative.

    Returns
    -------
    evidence
        A clause for a message, or None: where the values look like counts, or where fewer than 500 genes are
        seen in a typical cluster, too few to tell.

    Notes
    -----
    Logarithms flatten a profile: the top gene stands out less above the mean of the genes that are seen.
    With n genes seen, counts have their top gene above 2.2 times the cube root of n. Measured on eight
    count-like and five log-scale sets of cluster means, each whole and cut to six panels: none of the
    count-like ones is below (the nearest is at 1.18 times the limit), one of the log-scale ones is above it.
    """
    # A typical cluster is found among nine or more, evenly spread, as well as among all.
    chosen = values[:, :: max(1, values.shape[1] // MANY_CLUSTERS)]
    if not chosen.size:
        return None
    counted = {}

    def count(part: slice) -> None:
        block = np.ascontiguousarray(chosen[part])
        total = block.sum(axis=0, dtype=np.float64)
        counted[part.start] = (np.count_nonzero(block, axis=0), total, block.max(axis=0))

    for_each(pieces(*chosen.shape), count)
    # In the order of the genes, whichever thread was first.
    seen, total, peak = map(np.array, zip(*(counted[start] for start in sorted(counted)), strict=True))
    seen, total, peak = seen.sum(axis=0), total.sum(axis=0), peak.max(axis=0)
    expressed = total > 0
    if not expressed.any() or np.median(seen[expressed]) < MIN_GENES:
        return None
    top = peak[expressed] / total[expressed]
    limit = PEAK * np.cbrt(seen[expressed])
    if np.median(top * seen[expressed] / limit) >= 1:
        return None
    return (
        f"the top gene of a typical cluster has {np.median(top):.2%} of its column, "
        f"{np.median(top * seen[expressed]):.0f} times the mean of the genes seen there; "
        f"counts have {np.median(limit):.0f} times and more"
    )


def evidence_of_counts(values: npt.NDArray[np.floating]) -> str | None:
    """What speaks for counts in a matrix that is said to be on a log scale, as a clause for a message."""
    largest = float(values.max(initial=0))
    if largest <= MAX_LOG:
        return None
    return f"the largest value is {largest:g}, and no number of transcripts has such a logarithm"
