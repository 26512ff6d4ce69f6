"""Cells x genes and a group for every cell -> sums and detection counts, groups x genes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy import sparse

if TYPE_CHECKING:
    from collections.abc import Iterator

Matrix: TypeAlias = "npt.NDArray[Any] | sparse.csr_array[Any] | sparse.csc_array[Any] | sparse.spmatrix[Any]"
Floats: TypeAlias = "npt.NDArray[np.float64]"
Ints: TypeAlias = "npt.NDArray[np.int64]"

BLOCK = 1_500_000  # stored values that are looked at together: about 40 MiB of work space


def sum_by_group(matrix: Matrix, groups: Ints, n_groups: int) -> Floats:
    """Sum the cells of each group, gene by gene.

    Parameters
    ----------
    matrix
        Shape ``(C, G)``, cells by genes, dense or sparse, any number type. Implicit zeros are zeros; a
        NaN makes its group's sum NaN.
    groups
        Shape ``(C,)``. Group of every cell, 0 to `n_groups` - 1; -1 for a cell that counts nowhere.
    n_groups
        Number of groups, K.

    Returns
    -------
    sums
        Shape ``(K, G)``, in the unit of `matrix`. Zero where a group has no cell.

    Raises
    ------
    ValueError
        If there is not one group per cell.

    Notes
    -----
    One pass in float64 whatever the input, so that counts stay exact. Extra memory is the result and one
    block. Rows are blocked for dense and CSR, columns for CSC; other formats are converted to CSR.

    Examples
    --------
    >>> sum_by_group(np.array([[1.0, 0.0], [2.0, 5.0], [9.0, 9.0]]), np.array([0, 0, -1]), 1)
    array([[3., 5.]])
    """
    return _by_group(matrix, groups, n_groups, detected=None)


def sum_and_detected_by_group(matrix: Matrix, groups: Ints, n_groups: int) -> tuple[Floats, Floats]:
    """Sum the cells of each group, and count those with a value above zero, gene by gene.

    Parameters
    ----------
    matrix, groups, n_groups
        As in `sum_by_group`.

    Returns
    -------
    sums
        Shape ``(K, G)``, in the unit of `matrix`.
    detected
        Shape ``(K, G)``, number of cells with a value above zero.

    Raises
    ------
    ValueError
        If there is not one group per cell.

    Examples
    --------
    >>> sum_and_detected_by_group(np.array([[1.0, 0.0], [2.0, 5.0]]), np.array([0, 0]), 1)
    (array([[3., 5.]]), array([[2., 1.]]))
    """
    detected = np.zeros((n_groups + 1, matrix.shape[1]))
    return _by_group(matrix, groups, n_groups, detected=detected), detected[:n_groups]


def _by_group(matrix: Any, groups: Ints, n_groups: int, *, detected: Floats | None) -> Floats:
    if groups.shape != (matrix.shape[0],):
        msg = f"matrix has {matrix.shape[0]} cells, groups have shape {groups.shape}"
        raise ValueError(msg)
    # Cells of no group are gathered in a row of their own, which is cut off at the end.
    groups = np.where(groups < 0, n_groups, groups)
    sums = np.zeros((n_groups + 1, matrix.shape[1]))
    if isinstance(matrix, np.ndarray):
        _add_dense(matrix, groups, sums, detected)
        return sums[:n_groups]
    blocks = _csc_blocks(matrix, groups) if matrix.format == "csc" else _csr_blocks(matrix, groups, sums.size)
    for columns, key, values in blocks:
        window = sums[:, columns]
        window += np.bincount(key, weights=values, minlength=window.size).reshape(window.shape)
        if detected is not None:
            seen = values > 0
            counted = np.bincount(key if seen.all() else key[seen], minlength=window.size)
            detected[:, columns] += counted.reshape(window.shape)
    return sums[:n_groups]


def _add_dense(matrix: Any, groups: Ints, sums: Floats, detected: Floats | None) -> None:
    step = max(1, BLOCK // max(1, matrix.shape[1]))
    for start in range(0, matrix.shape[0], step):
        block = np.asarray(matrix[start : start + step])  # (b, G)
        belongs = _indicator(groups[start : start + step], len(sums))  # (K + 1, b)
        sums += belongs @ block.astype(np.float64, copy=False)
        if detected is not None:
            detected += belongs @ (block > 0).astype(np.float64)


def _indicator(groups: Ints, n_groups: int) -> sparse.csr_array[np.float64]:
    entries = (np.ones(len(groups)), (groups, np.arange(len(groups))))
    return sparse.csr_array(entries, shape=(n_groups, len(groups)))


def _csr_blocks(matrix: Any, groups: Ints, size: int) -> Iterator[tuple[slice, Ints, npt.NDArray[Any]]]:
    rows = matrix.tocsr()
    n_genes = rows.shape[1]
    # Every block costs one pass over the result: with many groups and genes, fewer and larger blocks.
    for start, end in _cuts(rows.indptr, max(BLOCK, size)):
        stored = slice(rows.indptr[start], rows.indptr[end])
        per_row = np.diff(rows.indptr[start : end + 1])
        key = np.repeat(groups[start:end] * n_genes, per_row)
        key += rows.indices[stored]
        yield slice(0, n_genes), key, rows.data[stored]


def _csc_blocks(matrix: Any, groups: Ints) -> Iterator[tuple[slice, Ints, npt.NDArray[Any]]]:
    for start, end in _cuts(matrix.indptr, BLOCK):
        stored = slice(matrix.indptr[start], matrix.indptr[end])
        key = groups[matrix.indices[stored]] * (end - start)
        key += np.repeat(np.arange(end - start), np.diff(matrix.indptr[start : end + 1]))
        yield slice(start, end), key, matrix.data[stored]


def _cuts(indptr: Any, target: int) -> Iterator[tuple[int, int]]:
    """Windows of rows (or columns) that hold about `target` stored values each, and at least one row."""
    start, last = 0, len(indptr) - 1
    while start < last:
        end = int(np.searchsorted(indptr, int(indptr[start]) + target, side="right")) - 1
        end = min(max(end, start + 1), last)
        yield start, end
        start = end
