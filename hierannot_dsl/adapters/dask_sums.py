"""Cells x genes as a dask array -> sums by group, where dask computes: threads, processes or a cluster."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np

from hierannot_dsl.adapters.blocks import in_memory
from hierannot_dsl.kernels.groups import sum_and_detected_by_group

if TYPE_CHECKING:
    from hierannot_dsl.kernels.arrays import Floats, Ints

FAN_IN = 8


def sum_dask_by_group(matrix: Any, groups: Ints, n_groups: int) -> tuple[Floats, Ints]:
    """Sum the cells of each group, and count those with a value above zero, chunk by chunk.

    Parameters
    ----------
    matrix
        Shape ``(C, G)``, a dask array of NumPy arrays or SciPy sparse matrices, in chunks of any shape.
    groups
        Shape ``(C,)``. Group of every cell; -1 for a cell that counts nowhere.
    n_groups
        Number of groups, K.

    Returns
    -------
    sums
        Shape ``(K, G)``, in the unit of `matrix`.
    detected
        Shape ``(K, G)``, number of cells with a value above zero.

    Notes
    -----
    A task holds one chunk, and hands on two arrays of K x the genes of the chunk; eight of these are added at
    a time, in the order of cells. Which worker does what, and how often a task is repeated because a worker
    died, does not change the result. Only groups travel with the tasks, in as few bytes as they need.
    """
    dask: Any = import_module("dask")  # an extra, without types of all it has
    codes = groups.astype(np.min_scalar_type(-max(1, n_groups)))
    ends = np.cumsum(matrix.chunks[0])
    starts = ends - np.asarray(matrix.chunks[0])
    partial = dask.delayed(_partial, pure=True, traverse=False)
    add_up = dask.delayed(_add_up, pure=True)
    totals = []
    for column in matrix.to_delayed().T:
        level = [
            partial(chunk, codes[start:end], n_groups)
            for chunk, start, end in zip(column, starts, ends, strict=True)
        ]
        while len(level) > 1:
            level = [add_up(level[at : at + FAN_IN]) for at in range(0, len(level), FAN_IN)]
        totals.extend(level)
    done = dask.compute(*totals)
    sums, detected = (np.concatenate(parts, axis=1) for parts in zip(*done, strict=True))
    return sums, detected


def _partial(chunk: Any, codes: Any, n_groups: int) -> tuple[Floats, Ints]:
    return sum_and_detected_by_group(in_memory(chunk), codes.astype(np.int64), n_groups)


def _add_up(parts: list[tuple[Floats, Ints]]) -> tuple[Floats, Ints]:
    sums, detected = parts[0][0].copy(), parts[0][1].copy()
    for more_sums, more_detected in parts[1:]:
        sums += more_sums
        detected += more_detected
    return sums, detected
