"""Which cells and clusters are averaged: clusters read, cells masked, small clusters left out."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from hierannot_dsl.adapters.clusters import read_clusters
from hierannot_dsl.adapters.notices import DataWarning, counted, some

if TYPE_CHECKING:
    import numpy.typing as npt

    from hierannot_dsl.adapters.clusters import Clusters

# From the warning up to the line that called the public function.
STACK_LEVEL = 4
# A few cells on their own are clusters that somebody drew; so many are a number of every cell.
MANY_ALONE = 10


def chosen_clusters(
    assignments: Any, *, where: str, cell_mask: Any, min_cells: int, mask_where: str = "cell_mask"
) -> Clusters:
    """Read the clusters that are averaged.

    Parameters
    ----------
    assignments
        Cluster of every cell, as `read_clusters` takes it.
    where
        Where they stand, for messages: ``obs['leiden']``.
    cell_mask
        Shape ``(C,)``: True for the cells that count; a missing value is no. None: all do. A Series goes by
        its index where that of `assignments` has the same names in another order.
    min_cells
        Clusters of fewer cells, among those that count, are left out with a warning. Another one tells where
        most clusters have one cell.

    Raises
    ------
    ValueError
        If the mask is of another length or type, or no cell or no cluster is left.
    """
    clusters = read_clusters(assignments)
    n_cells = len(clusters.codes)
    if cell_mask is not None:
        mask = _mask(cell_mask, assignments, mask_where)
        if not mask.any():
            msg = f"{mask_where} leaves none of {counted(n_cells, 'cell')}"
            raise ValueError(msg)
        unassigned = int((mask & (clusters.codes < 0)).sum())
        clusters = clusters.only(mask)
    else:
        unassigned = clusters.n_unassigned
    if unassigned:
        msg = f"left out {counted(unassigned, 'cell')} without a cluster in {where}"
        warnings.warn(msg, DataWarning, stacklevel=STACK_LEVEL)
    kept = clusters.of_at_least(max(1, min_cells))
    if not kept.names:
        raise ValueError(_nothing_left(clusters, where, min_cells))
    small = [name for name in clusters.names if name not in set(kept.names)]
    if small:
        size = f"of fewer than {min_cells} cells" if min_cells > 1 else "without a cell"
        msg = f"left out {counted(len(small), 'cluster')} {size}: {some(small)}"
        warnings.warn(msg, DataWarning, stacklevel=STACK_LEVEL)
    alone = int((kept.sizes == 1).sum())
    if alone > MANY_ALONE and alone > len(kept.names) / 2:
        msg = (
            f"{alone:,} of {len(kept.names):,} clusters in {where} have one cell: are these clusters at all?"
        )
        warnings.warn(msg, DataWarning, stacklevel=STACK_LEVEL)
    return kept


def _nothing_left(clusters: Clusters, where: str, min_cells: int) -> str:
    if not clusters.sizes.sum():
        n_cells = counted(len(clusters.codes), "cell")
        return f"no cluster is left to aggregate: none of {n_cells} has one in {where}"
    largest = counted(int(clusters.sizes.max()), "cell")
    return f"no cluster is left to aggregate: none has {min_cells} cells, the largest has {largest}"


def _mask(cell_mask: Any, assignments: Any, where: str) -> npt.NDArray[np.bool_]:
    if isinstance(cell_mask, pd.Series) and isinstance(assignments, pd.Series):
        cell_mask = _aligned(cell_mask, assignments.index)
    if isinstance(getattr(cell_mask, "dtype", None), pd.BooleanDtype):
        cell_mask = cell_mask.to_numpy(dtype=bool, na_value=False)
    mask = np.asarray(cell_mask)
    if mask.dtype != np.bool_:
        msg = f"{where} holds {mask.dtype}: a mask is True for the cells that count and False for the others"
        raise ValueError(msg)
    if mask.shape != (len(assignments),):
        msg = f"cell_mask has shape {mask.shape}, for {counted(len(assignments), 'cell')}"
        raise ValueError(msg)
    return mask


def _aligned(mask: pd.Series[Any], names: pd.Index) -> pd.Series[Any]:
    if mask.index.equals(names) or not mask.index.is_unique or len(mask) != len(names):
        return mask
    missing = names.difference(mask.index)
    if len(missing):
        msg = f"cell_mask knows nothing of {counted(len(missing), 'cell')}: {some(list(missing))}"
        raise ValueError(msg)
    return mask.loc[names]
