"""Cells x genes wherever they are, in memory, in a file, in a lazy graph -> blocks that fit into memory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse

from hierannot_dsl.kernels.groups import cuts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.kernels.groups import Matrix

STORED = 1_500_000  # values of a block: 12 MiB as they are stored in a sparse matrix
POINTERS = 1_000_000  # rows whose places in the file are known at a time
EVERY = slice(0, None)
FORMATS = (sparse.csr_matrix, sparse.csr_array, sparse.csc_matrix, sparse.csc_array)


@dataclass(frozen=True, eq=False)
class Block:
    """Some cells of some genes, in memory."""

    cells: slice
    genes: slice
    values: Matrix


def blocks_of(matrix: Any, *, genes: slice = EVERY) -> Iterator[Block]:
    """Walk a matrix of cells x genes in blocks.

    Parameters
    ----------
    matrix
        A NumPy array or a SciPy sparse matrix, which is one block; a sparse or dense matrix in an HDF5 file
        or a Zarr store; or a dask array.
    genes
        Genes that are wanted. Blocks of others may come too, where leaving them out saves nothing.

    Yields
    ------
    block
        Cells in their order, all genes; of a matrix stored by columns: genes in their order, all cells.

    Raises
    ------
    TypeError
        If it is none of these.
    """
    if isinstance(matrix, np.ndarray) or sparse.issparse(matrix):
        values = _readable(matrix)
        yield Block(slice(0, values.shape[0]), slice(0, values.shape[1]), values)
    elif is_stored_sparse(matrix):
        yield from _columns(matrix, genes) if matrix.format == "csc" else _rows(matrix)
    elif is_dask(matrix):
        yield from _chunks(matrix)
    elif len(getattr(matrix, "shape", ())) == 2 and hasattr(matrix, "chunks"):
        yield from _windows(matrix)
    else:
        msg = f"{type(matrix).__name__} is no matrix of cells x genes that is known here"
        raise TypeError(msg)


def is_stored_sparse(matrix: Any) -> bool:
    """Whether it is a sparse matrix in a file, as anndata hands it out."""
    return hasattr(matrix, "group") and hasattr(matrix, "format")


def is_dask(matrix: Any) -> bool:
    """Whether it is a dask array; dask is not imported for that."""
    return hasattr(matrix, "dask") and hasattr(matrix, "to_delayed")


def values_in(matrix: Any) -> int:
    """How many values are stored, as far as that can be told without reading them."""
    if is_stored_sparse(matrix):
        return int(matrix.group["data"].shape[0])
    stored = getattr(matrix, "nnz", None)
    return int(matrix.shape[0]) * int(matrix.shape[1]) if stored is None else int(stored)


def in_memory(chunk: Any) -> Matrix:
    """A chunk of a lazy matrix as NumPy or SciPy know it."""
    return _readable(chunk)


def _readable(matrix: Any) -> Matrix:
    # Subclasses of arrays, such as those of views, have costs of their own for every row.
    if not isinstance(matrix, FORMATS):
        convert: Any = sparse.csr_matrix if sparse.issparse(matrix) else np.asarray
        matrix = convert(matrix)
    readable: Matrix = matrix
    return readable


def _rows(matrix: Any) -> Iterator[Block]:
    data, indices, indptr = (matrix.group[name] for name in ("data", "indices", "indptr"))
    n_cells, n_genes = matrix.shape
    for begin in range(0, n_cells, POINTERS):
        pointers = np.asarray(indptr[begin : begin + POINTERS + 1])
        for start, end in cuts(pointers, STORED):
            stored = slice(int(pointers[start]), int(pointers[end]))
            parts = (data[stored], indices[stored], pointers[start : end + 1] - pointers[start])
            values = sparse.csr_matrix(parts, shape=(end - start, n_genes))
            yield Block(slice(begin + start, begin + end), slice(0, n_genes), values)


def _columns(matrix: Any, genes: slice) -> Iterator[Block]:
    data, indices, indptr = (matrix.group[name] for name in ("data", "indices", "indptr"))
    n_cells, n_genes = matrix.shape
    first, last, _ = genes.indices(n_genes)
    pointers = np.asarray(indptr[first : last + 1])
    for start, end in cuts(pointers, STORED):
        stored = slice(int(pointers[start]), int(pointers[end]))
        parts = (data[stored], indices[stored], pointers[start : end + 1] - pointers[start])
        values = sparse.csc_matrix(parts, shape=(n_cells, end - start))
        yield Block(slice(0, n_cells), slice(first + start, first + end), values)


def _chunks(matrix: Any) -> Iterator[Block]:
    row_ends, column_ends = (np.cumsum(sizes) for sizes in matrix.chunks)
    for row, row_end in enumerate(row_ends):
        for column, column_end in enumerate(column_ends):
            cells = slice(int(row_end - matrix.chunks[0][row]), int(row_end))
            genes = slice(int(column_end - matrix.chunks[1][column]), int(column_end))
            yield Block(cells, genes, in_memory(matrix.blocks[row, column].compute()))


def _windows(matrix: Any) -> Iterator[Block]:
    n_cells, n_genes = matrix.shape
    # A chunk is decompressed as a whole: whole chunks are read, at least one.
    chunk = (matrix.chunks or (1,))[0]
    step = max(1, STORED // max(1, n_genes) // chunk) * chunk
    for start in range(0, n_cells, step):
        cells = slice(start, min(start + step, n_cells))
        yield Block(cells, slice(0, n_genes), np.asarray(matrix[cells]))
