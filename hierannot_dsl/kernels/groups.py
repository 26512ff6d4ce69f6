"""Cells x genes and a group for every cell -> sums and detection counts, groups x genes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import numpy.typing as npt

from hierannot_dsl.kernels.arrays import pieces
from hierannot_dsl.kernels.compiled import row_adder
from hierannot_dsl.kernels.parallel import for_each

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scipy import sparse

    from hierannot_dsl.kernels.arrays import Floats, Ints

Matrix: TypeAlias = (
    "npt.NDArray[Any] | sparse.csr_array[Any] | sparse.csc_array[Any]"
    "| sparse.csr_matrix[Any] | sparse.csc_matrix[Any]"
)

BLOCK = 1_500_000  # stored values that are looked at together: about 40 MiB of work space
WIDE = 200  # genes from which on a row is worth a call of its own
COMPILED_BLOCK = 8_000_000
THREADED_FROM = 4_000_000
COMPILED_TYPES = {"f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4"}
COMPILED_FROM = 20_000_000  # stored values that are worth the half second in which numba is imported


class GroupSums:
    """Sums of groups of cells, filled block by block.

    Every sum is taken in float64 in the order of cells, so that it is the same bits for dense and sparse
    cells, for blocks of any size, on any number of threads, and with or without numba.

    Attributes
    ----------
    sums
        Shape ``(K, G)``, in the unit of the cells. Zero where a group has no cell.
    detected
        Shape ``(K, G)``, number of cells with a value above zero; zero if they are not counted.
    """

    def __init__(self, n_groups: int, n_genes: int, *, counting: bool = True, stored: int = 0) -> None:
        """Start with no cells; `stored` is how many values will come about, if that is known."""
        # Cells of no group are gathered in a row of their own, which is never shown.
        self._sums = np.zeros((n_groups + 1, n_genes))
        self._counting = counting
        self._detected = np.zeros((n_groups + 1, n_genes), dtype=np.int32)
        self._add_compiled: Any = row_adder() if stored >= COMPILED_FROM else None

    @property
    def sums(self) -> Floats:
        return self._sums[:-1]

    @property
    def detected(self) -> Ints:
        return self._detected[:-1].astype(np.int64)

    def add(self, block: Matrix, groups: Ints, *, first_gene: int = 0) -> None:
        """Add cells.

        Parameters
        ----------
        block
            Shape ``(C, g)``, dense or sparse, any real number type. Implicit zeros are zeros; a NaN makes its
            group's sum NaN.
        groups
            Shape ``(C,)``. Group of every cell, from 0; -1 for a cell that counts nowhere.
        first_gene
            Where the genes of the block start among all.

        Raises
        ------
        ValueError
            If there is not one group per cell.
        """
        if groups.shape != (block.shape[0],):
            msg = f"matrix has {block.shape[0]} cells, groups have shape {groups.shape}"
            raise ValueError(msg)
        groups = np.where(groups < 0, len(self._sums) - 1, groups)
        if isinstance(block, np.ndarray):
            self._add_dense(block, groups, first_gene)
        elif block.format == "csc":
            self._add_entries(_csc_entries(block, groups, self._sums.shape[1]), first_gene)
        elif self._add_compiled and first_gene == 0:
            self._add_rows(block, groups)
        else:
            self._add_entries(_csr_entries(block, groups, self._sums.shape[1]), first_gene)

    def _add_entries(self, entries: Iterator[tuple[Ints, npt.NDArray[Any]]], first_gene: int) -> None:
        for key, values in entries:
            key += first_gene
            np.add.at(self._sums.reshape(-1), key, values.astype(np.float64, copy=False))
            if not self._counting:
                continue
            seen = values > 0
            key = key if seen.all() else key[seen]
            detected = self._detected.reshape(-1)
            if len(key) > len(detected):
                detected += np.bincount(key, minlength=len(detected)).astype(np.int32)
            else:
                np.add.at(detected, key, np.int32(1))

    def _add_rows(self, block: Any, groups: Ints) -> None:
        data = block.data if block.data.dtype.str[1:] in COMPILED_TYPES else block.data.astype(np.float64)
        # Starting threads costs more than they save on a small block.
        n_parts = 8 if len(data) > THREADED_FROM else 1
        parts = pieces(len(self._sums) - 1, 1, values=max(1, len(self._sums) // n_parts))
        for start, end in cuts(block.indptr, COMPILED_BLOCK):
            order = np.argsort(groups[start:end], kind="stable")
            starts = np.searchsorted(groups[start:end], np.arange(len(self._sums) + 1), sorter=order)
            window = (data, block.indices, block.indptr[start : end + 1], order, starts)

            # A thread has groups of its own. The last one, of cells that count nowhere, is left out.
            def add_groups(part: slice, window: tuple[Any, ...] = window) -> None:
                self._add_compiled(*window, part.start, part.stop, self._sums, self._detected)

            for_each(parts, add_groups)

    def _add_dense(self, block: npt.NDArray[Any], groups: Ints, first_gene: int) -> None:
        n_genes = block.shape[1]
        genes = slice(first_gene, first_gene + n_genes)
        if n_genes < WIDE:
            for part in pieces(block.shape[0], n_genes, values=BLOCK):
                key = groups[part, np.newaxis] * self._sums.shape[1] + np.arange(n_genes)
                self._add_entries(iter([(key.reshape(-1), block[part].reshape(-1))]), first_gene)
            return
        for row, group in zip(block, groups.tolist(), strict=True):
            self._sums[group, genes] += row
            if self._counting:
                self._detected[group, genes] += row > 0


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
    block.

    Examples
    --------
    >>> sum_by_group(np.array([[1.0, 0.0], [2.0, 5.0], [9.0, 9.0]]), np.array([0, 0, -1]), 1)
    array([[3., 5.]])
    """
    totals = GroupSums(n_groups, matrix.shape[1], counting=False, stored=stored_values(matrix))
    totals.add(matrix, groups)
    return totals.sums


def sum_and_detected_by_group(matrix: Matrix, groups: Ints, n_groups: int) -> tuple[Floats, Ints]:
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
    (array([[3., 5.]]), array([[2, 1]]))
    """
    totals = GroupSums(n_groups, matrix.shape[1], stored=stored_values(matrix))
    totals.add(matrix, groups)
    return totals.sums, totals.detected


def stored_values(matrix: Any) -> int:
    """How many values a matrix holds: all of a dense one."""
    return int(matrix.size if isinstance(matrix, np.ndarray) else matrix.nnz)


def cuts(indptr: Any, target: int) -> Iterator[tuple[int, int]]:
    """Windows of rows (or columns) that hold about `target` stored values each, and at least one row.

    Parameters
    ----------
    indptr
        Shape ``(C + 1,)``: where each row starts among the stored values.
    target
        Values per window.

    Yields
    ------
    start, end
        The first row, and the one after the last.
    """
    start, last = 0, len(indptr) - 1
    while start < last:
        end = int(np.searchsorted(indptr, int(indptr[start]) + target, side="right")) - 1
        end = min(max(end, start + 1), last)
        yield start, end
        start = end


def _csr_entries(block: Any, groups: Ints, n_genes: int) -> Iterator[tuple[Ints, npt.NDArray[Any]]]:
    for start, end in cuts(block.indptr, BLOCK):
        stored = slice(block.indptr[start], block.indptr[end])
        key = np.repeat(groups[start:end] * n_genes, np.diff(block.indptr[start : end + 1]))
        key += block.indices[stored]
        yield key, block.data[stored]


def _csc_entries(block: Any, groups: Ints, n_genes: int) -> Iterator[tuple[Ints, npt.NDArray[Any]]]:
    for start, end in cuts(block.indptr, BLOCK):
        stored = slice(block.indptr[start], block.indptr[end])
        key = groups[block.indices[stored]] * n_genes
        key += np.repeat(np.arange(start, end), np.diff(block.indptr[start : end + 1]))
        yield key, block.data[stored]
