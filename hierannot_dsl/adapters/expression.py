"""A matrix of cells by genes and their clusters -> cluster means, without an AnnData."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy import sparse

from hierannot_dsl.adapters.aggregate import Cells, cluster_means
from hierannot_dsl.adapters.averaging import Averaging
from hierannot_dsl.adapters.choosing import chosen_clusters
from hierannot_dsl.adapters.notices import counted, some

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hierannot_dsl.adapters.averages import Progress


def aggregate_expression_to_cluster_means(
    expression: Any,
    cluster_assignments: Any,
    *,
    genes: Sequence[str] | None = None,
    method: str = "mean",
    uppercase_genes: bool = False,
    min_cells: int = 1,
    cell_mask: Any = None,
    trim_fraction: float = 0.1,
    central_fraction: float = 0.5,
    centrality: str = "centroid",
    representation: Any = None,
    connectivities: Any = None,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Average the cells of each cluster, gene by gene.

    Parameters
    ----------
    expression
        Cells x genes: a data frame, a NumPy array, a SciPy sparse matrix, a dask array, a matrix in an HDF5
        file or a Zarr store (sparse as anndata hands it out, or dense). What is not in memory is read in
        blocks.
    cluster_assignments
        Cluster of every cell, in the order of cells: text, numbers or categories. A missing id is no cluster.
    genes
        Names of the columns. Default: those of the data frame.
    method, uppercase_genes, min_cells, trim_fraction, central_fraction, centrality, progress
        As in `aggregate_anndata_to_cluster_means`.
    cell_mask
        Shape ``(C,)``: True for the cells that count. Default: all do.
    representation
        Shape ``(C, D)``: points of cells, for central cells by ``"centroid"``.
    connectivities
        Shape ``(C, C)``, sparse: weights of a neighbour graph, for central cells by ``"graph"``.

    Returns
    -------
    cluster_means
        Genes x clusters, float64, in the unit of `expression`; as in `aggregate_anndata_to_cluster_means`.

    Raises
    ------
    TypeError
        If `expression` is nothing that holds a matrix.
    ValueError
        If lengths do not fit, values are not numbers, an option is out of range, or no cluster is left.

    Examples
    --------
    >>> counts = np.array([[1.0, 0.0], [3.0, 0.0], [0.0, 5.0], [8.0, 0.0]])
    >>> aggregate_expression_to_cluster_means(
    ...     counts, [0, 0, 1, 0], genes=["CD3D", "MS4A1"], method="median"
    ... ).to_dict()
    {'0': {'CD3D': 3.0, 'MS4A1': 0.0}, '1': {'CD3D': 0.0, 'MS4A1': 5.0}}
    """
    averaging = Averaging(method, trim_fraction, central_fraction, centrality)
    matrix, names = _matrix(expression, genes)
    assignments = pd.Series(cluster_assignments)
    if len(assignments) != matrix.shape[0]:
        cells = counted(int(matrix.shape[0]), "cell")
        msg = f"expression has {cells}, cluster_assignments has {len(assignments):,}"
        raise ValueError(msg)
    clusters = chosen_clusters(
        assignments, where="cluster_assignments", cell_mask=cell_mask, min_cells=min_cells
    )
    cells_to_average = Cells(
        matrix=matrix,
        genes=[name.upper() for name in names] if uppercase_genes else names,
        clusters=clusters,
        key=str(assignments.name or "cluster"),
        representation=lambda: _needed("representation", representation),
        connectivities=lambda: _needed("connectivities", connectivities),
    )
    return cluster_means(cells_to_average, averaging, progress=progress)


def check_numbers(matrix: Any, where: str) -> None:
    """Say which matrix holds something else than numbers, before it is read.

    Raises
    ------
    ValueError
        If it does.
    """
    if np.dtype(matrix.dtype).kind not in "biuf":
        msg = f"{where} holds {matrix.dtype}, not numbers"
        raise ValueError(msg)


def numbers_of(frame: pd.DataFrame, where: str) -> Any:
    """The values of a data frame.

    Raises
    ------
    ValueError
        If a column is something else than numbers; the message names it.
    """
    texts = [name for name, dtype in frame.dtypes.items() if not pd.api.types.is_numeric_dtype(dtype)]
    if texts:
        msg = f"{where} has {counted(len(texts), 'column')} of something else than numbers: {some(texts)}"
        raise ValueError(msg)
    if any(isinstance(dtype, pd.SparseDtype) for dtype in frame.dtypes):
        return sparse.csr_matrix(_sparse_accessor(frame).to_coo())
    return frame.to_numpy()


def _matrix(expression: Any, genes: Sequence[str] | None) -> tuple[Any, list[str]]:
    if isinstance(expression, pd.DataFrame):
        names = list(map(str, expression.columns if genes is None else genes))
        expression = numbers_of(expression, "expression")
    elif genes is None:
        msg = "expression has no names of genes: give them as genes"
        raise ValueError(msg)
    else:
        names = list(map(str, genes))
    if len(getattr(expression, "shape", ())) != 2:
        msg = f"expression is a {type(expression).__name__}, not a matrix of cells x genes"
        raise TypeError(msg)
    if any(length != length for length in expression.shape):
        msg = "expression has chunks of unknown size: call its compute_chunk_sizes() first"
        raise ValueError(msg)
    check_numbers(expression, "expression")
    if len(names) != expression.shape[1]:
        msg = f"expression has {counted(int(expression.shape[1]), 'gene')}, genes has {len(names):,} names"
        raise ValueError(msg)
    return expression, names


def _sparse_accessor(frame: Any) -> Any:
    return frame.sparse


def _needed(name: str, value: Any) -> Any:
    if value is None:
        msg = f"to tell the central cells, this needs {name}"
        raise ValueError(msg)
    return value
