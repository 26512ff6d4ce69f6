"""Cells in clusters -> sums, means and medians of clusters, by one walk through the cells or several."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from scipy import sparse

from hierannot_dsl.adapters.blocks import blocks_of, is_dask, values_in
from hierannot_dsl.kernels.groups import GroupSums
from hierannot_dsl.kernels.order import entries, mean_of_middle, stored_by_gene

if TYPE_CHECKING:
    from hierannot_dsl.adapters.blocks import Block
    from hierannot_dsl.kernels.arrays import Floats, Ints

GATHERED = 4_000_000  # values that are sorted together: about 300 MiB of work space

Progress: TypeAlias = Callable[[int, int], None]


def sums_of(
    matrix: Any, groups: Ints, n_groups: int, *, counting: bool = True, progress: Progress | None = None
) -> tuple[Floats, Ints]:
    """Sum cells by group, and count those with a value above zero.

    Parameters
    ----------
    matrix
        Shape ``(C, G)``, anything that `blocks_of` walks.
    groups
        Shape ``(C,)``. Group of every cell; -1 for a cell that counts nowhere.
    n_groups
        Number of groups, K.
    counting
        Whether `detected` is wanted; it takes about as long again.
    progress
        Called with how many values have been looked at, of how many. Not called for a dask array, which is
        left to dask.

    Returns
    -------
    sums
        Shape ``(K, G)``, in the unit of the matrix.
    detected
        Shape ``(K, G)``, number of cells with a value above zero; of no use where it is not wanted.
    """
    if is_dask(matrix):
        from hierannot_dsl.adapters.dask_sums import sum_dask_by_group

        return sum_dask_by_group(matrix, groups, n_groups)
    totals = GroupSums(n_groups, matrix.shape[1], counting=counting, stored=values_in(matrix))
    for block in _told(blocks_of(matrix), matrix.shape, progress):
        totals.add(block.values, groups[block.cells], first_gene=block.genes.start)
    return totals.sums, totals.detected


def middle_means_of(
    matrix: Any, groups: Ints, cut: Ints, *, genes: list[str], progress: Progress | None = None
) -> Floats:
    """Average what is left of every group and gene when the lowest and the highest cells are cut off.

    Parameters
    ----------
    matrix
        Shape ``(C, G)``, anything that `blocks_of` walks.
    groups
        Shape ``(C,)``. Group of every cell; -1 for a cell that counts nowhere. No group is empty.
    cut
        Shape ``(K,)``. How many cells of each group are cut off at each end.
    genes
        G names. Columns of one name are added up in every cell first.
    progress
        As in `sums_of`.

    Returns
    -------
    means
        Shape ``(distinct names, K)``, names in order of first appearance.
    """
    codes, columns = _distinct(genes)
    means = _middle(matrix, groups, cut, progress)[columns]
    repeated = np.flatnonzero(np.bincount(codes) > 1)
    if len(repeated):
        summed = columns_added_up(matrix, genes, [genes[columns[code]] for code in repeated])
        means[repeated] = _middle(summed, groups, cut, None)
    return means


def columns_added_up(matrix: Any, genes: list[str], wanted: list[str]) -> sparse.csr_array[Any]:
    """Add up the columns of one name in every cell.

    Parameters
    ----------
    matrix
        Shape ``(C, G)``, anything that `blocks_of` walks.
    genes
        G names.
    wanted
        Distinct names.

    Returns
    -------
    sums
        Shape ``(C, wanted)``, float64.
    """
    place = {name: at for at, name in enumerate(wanted)}
    place_of = np.array([place.get(gene, -1) for gene in genes], dtype=np.int64)
    rows, columns, values = [], [], []
    for block in blocks_of(matrix):
        here = np.flatnonzero(place_of[block.genes] >= 0)
        part: Any = sparse.coo_array(block.values[:, here])
        rows.append(part.coords[0].astype(np.int64) + block.cells.start)
        columns.append(place_of[block.genes][here][part.coords[1]])
        values.append(part.data.astype(np.float64))
    coords = (np.concatenate(rows), np.concatenate(columns))
    added_up = sparse.coo_array((np.concatenate(values), coords), shape=(matrix.shape[0], len(wanted)))
    return added_up.tocsr()


def _middle(matrix: Any, groups: Ints, cut: Ints, progress: Progress | None) -> Floats:
    n_groups, n_genes = len(cut), matrix.shape[1]
    sizes = np.bincount(groups[groups >= 0], minlength=n_groups)
    counts = np.zeros(n_genes, dtype=np.int64)
    for block in blocks_of(matrix):
        counts[block.genes] += stored_by_gene(block.values, groups[block.cells])
    windows = list(_windows(counts))
    means = np.empty((n_genes, n_groups))
    for at, window in enumerate(windows):
        walk = _told(blocks_of(matrix, genes=window), matrix.shape, progress, walk=at, walks=len(windows))
        keys, values = _gathered(walk, groups, window, n_groups)
        width = window.stop - window.start
        middle = mean_of_middle(keys, values, np.tile(sizes, width), np.tile(cut, width))
        means[window] = middle.reshape(width, n_groups)
    return means


def _gathered(walk: Iterator[Block], groups: Ints, window: slice, n_groups: int) -> tuple[Ints, Any]:
    found = [(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32))]
    for block in walk:
        first, last = max(window.start, block.genes.start), min(window.stop, block.genes.stop)
        if first < last:
            genes = slice(first - block.genes.start, last - block.genes.start)
            keys, values = entries(block.values, groups[block.cells], genes, n_groups)
            found.append((keys + (first - window.start) * n_groups, values))
    return np.concatenate([keys for keys, _ in found]), np.concatenate([values for _, values in found])


def _windows(counts: Ints) -> Iterator[slice]:
    """Cut genes into runs of about as many values as are sorted together."""
    start, held = 0, 0
    for gene, count in enumerate(counts.tolist()):
        if held and held + count > GATHERED:
            yield slice(start, gene)
            start, held = gene, 0
        held += count
    if start < len(counts):
        yield slice(start, len(counts))


def _distinct(genes: list[str]) -> tuple[Ints, Ints]:
    """For every name its place among the distinct ones, and where each of these comes first."""
    seen: dict[str, int] = {}
    codes = np.array([seen.setdefault(gene, len(seen)) for gene in genes], dtype=np.int64)
    return codes, np.unique(codes, return_index=True)[1]


def _told(
    blocks: Iterator[Block],
    shape: tuple[int, int],
    progress: Progress | None,
    *,
    walk: int = 0,
    walks: int = 1,
) -> Iterator[Block]:
    whole = shape[0] * shape[1]
    done = walk * whole
    for block in blocks:
        yield block
        done += block.values.shape[0] * block.values.shape[1]
        if progress is not None:
            progress(done, walks * whole)
