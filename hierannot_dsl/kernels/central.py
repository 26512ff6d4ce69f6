"""Which cells of a group stand for it: those near its centre, or those that it is tied together by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from hierannot_dsl.kernels.arrays import pieces
from hierannot_dsl.kernels.groups import BLOCK, cuts, sum_by_group

if TYPE_CHECKING:
    import numpy.typing as npt

    from hierannot_dsl.kernels.arrays import Flags, Floats, Ints


def closeness_to_centroid(points: npt.NDArray[Any], groups: Ints, n_groups: int) -> Floats:
    """Measure how near each cell is to the mean of its group.

    Parameters
    ----------
    points
        Shape ``(C, D)``: cells in any space, such as principal components; finite.
    groups
        Shape ``(C,)``. Group of every cell; -1 for a cell of none.
    n_groups
        Number of groups.

    Returns
    -------
    closeness
        Shape ``(C,)``. Minus the squared distance, so that more is nearer; ``-inf`` for a cell of no group.
    """
    sizes = np.bincount(groups[groups >= 0], minlength=n_groups)
    centroids = sum_by_group(points, groups, n_groups) / np.maximum(sizes, 1)[:, np.newaxis]
    closeness = np.full(len(groups), -np.inf)
    for part in pieces(len(groups), points.shape[1], values=BLOCK):
        difference = points[part].astype(np.float64) - centroids[groups[part]]
        closeness[part] = -np.square(difference, out=difference).sum(axis=1)
    closeness[groups < 0] = -np.inf
    return closeness


def degree_within_group(connectivities: Any, groups: Ints) -> Floats:
    """Sum the weights of each cell's edges to cells of its own group.

    Parameters
    ----------
    connectivities
        Shape ``(C, C)``, sparse: weights of a neighbour graph. What is not stored is no edge.
    groups
        Shape ``(C,)``. Group of every cell; -1 for a cell of none.

    Returns
    -------
    degree
        Shape ``(C,)``, in the unit of the weights; ``-inf`` for a cell of no group.
    """
    rows = connectivities.tocsr()
    degree = np.zeros(len(groups))
    for start, end in cuts(rows.indptr, BLOCK):
        stored = slice(rows.indptr[start], rows.indptr[end])
        cells = np.repeat(np.arange(start, end), np.diff(rows.indptr[start : end + 1]))
        same = groups[cells] == groups[rows.indices[stored]]
        degree += np.bincount(cells[same], weights=rows.data[stored][same], minlength=len(groups))
    degree[groups < 0] = -np.inf
    return degree


def most_central(centrality: Floats, groups: Ints, n_groups: int, *, fraction: float) -> Flags:
    """Choose the most central cells of every group.

    Parameters
    ----------
    centrality
        Shape ``(C,)``: more is more central.
    groups
        Shape ``(C,)``. Group of every cell; -1 for a cell of none.
    n_groups
        Number of groups.
    fraction
        Share of each group that is chosen, above 0 and up to 1, rounded up: at least one cell.

    Returns
    -------
    chosen
        Shape ``(C,)``. Of cells that are equally central, the first ones are chosen.
    """
    order = np.lexsort((-centrality, groups))
    order = order[np.count_nonzero(groups < 0) :]
    sizes = np.bincount(groups[order], minlength=n_groups)
    rank = np.arange(len(order)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    # Rounded first, so that a tenth of 30 is 3 and not 4.
    wanted = np.ceil(np.round(fraction * sizes, 9))
    chosen = np.zeros(len(groups), dtype=np.bool_)
    chosen[order] = rank < np.repeat(wanted, sizes)
    return chosen
