"""Cells, their clusters and how to average -> a table of genes x clusters."""

from __future__ import annotations

import warnings
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from hierannot_dsl.adapters.averages import columns_added_up, middle_means_of, sums_of
from hierannot_dsl.adapters.genes import sum_duplicates
from hierannot_dsl.adapters.notices import DataWarning, counted, some

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    from hierannot_dsl.adapters.averages import Progress
    from hierannot_dsl.adapters.averaging import Averaging
    from hierannot_dsl.adapters.clusters import Clusters
    from hierannot_dsl.kernels.arrays import Ints

# From the warning up to the line that called the public function.
STACK_LEVEL = 4


@dataclass(frozen=True, eq=False)
class ClusterSums:
    """What one walk through the cells gives.

    Attributes
    ----------
    sums
        Genes x clusters, in the unit of the cells.
    detected
        Genes x clusters: number of cells with a value above zero.
    sizes
        By cluster: number of cells, at least 1.
    """

    sums: pd.DataFrame
    detected: pd.DataFrame
    sizes: pd.Series[int]

    @property
    def means(self) -> pd.DataFrame:
        """Genes x clusters, in the unit of the cells: over all cells of a cluster, zeros included."""
        return self.sums / self.sizes

    @property
    def detected_fraction(self) -> pd.DataFrame:
        """Genes x clusters, from 0 to 1: share of the cells with a value above zero."""
        return self.detected / self.sizes


@dataclass(frozen=True, eq=False)
class Cells:
    """What is averaged.

    Attributes
    ----------
    matrix
        Cells x genes, anything that `blocks_of` walks.
    genes
        Names of its columns.
    clusters
        Clusters of cells, those that are masked and those of small clusters left out.
    key
        What the clusters are called, such as ``leiden``.
    rows, columns
        Where the cells of `clusters` and the genes that are wanted are in the matrix, if it has more of them.
    representation, connectivities
        What says how central a cell is; called when it is needed.
    """

    matrix: Any
    genes: list[str]
    clusters: Clusters
    key: str
    rows: Ints | None = None
    columns: Ints | None = None
    representation: Callable[[], Any] = lambda: None
    connectivities: Callable[[], Any] = lambda: None

    def groups_in_matrix(self, groups: Ints) -> Ints:
        """Groups of all cells of the matrix, -1 for those that `clusters` does not know."""
        if self.rows is None:
            return groups
        spread = np.full(self.matrix.shape[0], -1, dtype=np.int64)
        spread[self.rows] = groups
        return spread

    def names_in_matrix(self) -> list[str]:
        """Names of all columns of the matrix; one that is not wanted has a name that no gene has."""
        if self.columns is None:
            return self.genes
        names = [f"\0{column}" for column in range(self.matrix.shape[1])]
        for gene, column in zip(self.genes, self.columns.tolist(), strict=True):
            names[column] = gene
        return names


def cluster_means(cells: Cells, averaging: Averaging, *, progress: Progress | None) -> pd.DataFrame:
    """Average the cells of every cluster: genes x clusters, rows of one name summed, with a warning."""
    n_clusters, groups = len(cells.clusters.names), cells.clusters.codes
    if averaging.of_central_cells:
        groups = averaging.central_only(groups, n_clusters, cells.representation, cells.connectivities)
    sizes = np.bincount(groups[groups >= 0], minlength=n_clusters)
    groups, names = cells.groups_in_matrix(groups), cells.names_in_matrix()
    if averaging.is_mean:
        sums, _ = sums_of(cells.matrix, groups, n_clusters, counting=False, progress=progress)
        distinct, means, _ = sum_duplicates(names, sums.T / sizes)
    else:
        means = middle_means_of(cells.matrix, groups, averaging.cut(sizes), genes=names, progress=progress)
        distinct = list(dict.fromkeys(names))
    return _table(means, distinct, cells)


def cluster_sums(cells: Cells, *, progress: Progress | None) -> ClusterSums:
    """Sum the cells of every cluster, and count those in which a gene is seen."""
    n_clusters = len(cells.clusters.names)
    groups, names = cells.groups_in_matrix(cells.clusters.codes), cells.names_in_matrix()
    summed, counted_cells = sums_of(cells.matrix, groups, n_clusters, progress=progress)
    distinct, sums, repeated = sum_duplicates(names, summed.T)
    _, detected, _ = sum_duplicates(names, counted_cells.T.astype(np.float64))
    if repeated:
        # A cell that has a gene in two columns has it once.
        added_up = columns_added_up(cells.matrix, names, repeated)
        rows = pd.Index(distinct).get_indexer(pd.Index(repeated))
        detected[rows] = sums_of(added_up, groups, n_clusters)[1].T
    sizes = pd.Series(
        cells.clusters.sizes, index=pd.Index(cells.clusters.names, name=cells.key), name="cells"
    )
    return ClusterSums(
        _table(sums, distinct, cells), _table(detected.astype(np.int64), distinct, cells, told=True), sizes
    )


def _table(values: npt.NDArray[Any], names: list[str], cells: Cells, *, told: bool = False) -> pd.DataFrame:
    genes = list(dict.fromkeys(cells.genes))
    repeated = [gene for gene, count in Counter(cells.genes).items() if count > 1]
    if repeated and not told:
        msg = f"rows of one name were summed, for {counted(len(repeated), 'gene')}: {some(repeated)}"
        warnings.warn(msg, DataWarning, stacklevel=STACK_LEVEL)
    if len(genes) < len(names):
        values = values[pd.Index(names).get_indexer(pd.Index(genes))]
    index, columns = pd.Index(genes, name="gene"), pd.Index(cells.clusters.names, name=cells.key)
    return pd.DataFrame(values, index=index, columns=columns)
