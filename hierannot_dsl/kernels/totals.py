"""Exact sums of a matrix over clusters and over groups of genes; the matrix may be computed on the way."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, cast

import numpy as np

from hierannot_dsl.kernels.arrays import clusters_first, pieces
from hierannot_dsl.kernels.exact import sum_shifted, unshifted
from hierannot_dsl.kernels.parallel import for_each

if TYPE_CHECKING:
    from collections.abc import Callable

    from hierannot_dsl.kernels.arrays import Floats, Ints, Numbers

ALL = slice(None)


@dataclass(frozen=True, eq=False)
class Matrix:
    """Values that are added up, written down or computed a block at a time, each time that they are needed.

    To compute takes less time than to hold in memory, where it is as little as a logarithm.

    Attributes
    ----------
    values
        Shape ``(G, C)``, either order in memory.
    shift
        From `rounding_shift`: to whose step values are rounded before they are added.
    derive
        From a block of `values`, with all or some of the genes, and the clusters that it has of them, to an
        array of its shape: the one given, or a new one. None: the values are meant as they are.
    """

    values: Numbers
    shift: float
    derive: Callable[[Numbers, slice, Floats | None], Floats] | None = None

    @property
    def shape(self) -> tuple[int, int]:
        n_genes, n_clusters = self.values.shape
        return n_genes, n_clusters

    def shifted(self, genes: slice | Ints, clusters: slice) -> Floats:
        """A block with the shift on top, for `sum_shifted`."""
        block = self.values[genes][:, clusters]
        if self.derive is None:
            return np.add(block, self.shift, dtype=np.float64)
        # Rows that were picked are a copy already; another would not fit the cache beside it.
        picked = isinstance(genes, np.ndarray) and block.dtype == np.float64
        derived = self.derive(block, clusters, cast("Floats", block) if picked else None)
        derived += self.shift
        return derived

    def rounded(self, genes: slice | Ints, clusters: slice) -> Floats:
        """A block as it is added."""
        block = self.shifted(genes, clusters)
        block -= self.shift
        return block


def cluster_totals(matrix: Matrix) -> Floats:
    """Sum over clusters.

    Parameters
    ----------
    matrix
        G genes x C clusters.

    Returns
    -------
    sums
        Shape ``(G,)``, in the unit of `matrix`.
    """
    n_genes, n_clusters = matrix.shape
    sums = np.zeros(n_genes)
    if clusters_first(matrix.values):
        adding = Lock()

        def add_clusters(part: slice) -> None:
            of_part = sum_shifted(matrix.shifted(ALL, part), matrix.shift, axis=1)
            with adding:
                np.add(sums, of_part, out=sums)

        for_each(pieces(n_clusters, n_genes), add_clusters)
        return sums

    def add_genes(part: slice) -> None:
        sums[part] = sum_shifted(matrix.shifted(part, ALL), matrix.shift, axis=1)

    for_each(pieces(n_genes, n_clusters), add_genes)
    return sums


def group_totals(matrix: Matrix, groups: Ints, n_groups: int) -> Floats:
    """Sum genes within groups.

    Parameters
    ----------
    matrix
        G genes x C clusters.
    groups
        Shape ``(G,)``, from 0 to `n_groups` - 1.
    n_groups
        Number of groups; one without genes sums to 0.

    Returns
    -------
    sums
        Shape ``(n_groups, C)``, in the unit of `matrix`.

    Notes
    -----
    Genes are taken group by group: all that is done to them then leaves the interpreter to other threads,
    which a product with an indicator of the groups would not.
    """
    n_genes, n_clusters = matrix.shape
    order = np.argsort(groups, kind="stable")
    sizes = np.bincount(groups, minlength=n_groups)
    starts = np.cumsum(sizes) - sizes
    sums = np.zeros((n_groups, n_clusters))
    if clusters_first(matrix.values):
        filled = np.flatnonzero(sizes)

        def add_clusters(part: slice) -> None:
            bits = matrix.shifted(ALL, part).T.view(np.int64).take(order, axis=1)
            of_part = np.add.reduceat(bits, starts[filled], axis=1)
            sums[filled, part] = unshifted(of_part, sizes[filled], matrix.shift).T

        for_each(pieces(n_clusters, n_genes), add_clusters)
        return sums

    adding = Lock()

    def add_genes(part: slice) -> None:
        genes = order[part]
        of_part = sum_shifted(matrix.shifted(genes, ALL), matrix.shift, axis=0)
        with adding:
            sums[groups[genes[0]]] += of_part

    for_each(
        (
            slice(start + part.start, start + part.stop)
            for start, size in zip(starts.tolist(), sizes.tolist(), strict=True)
            for part in pieces(size, n_clusters)
        ),
        add_genes,
    )
    return sums
