"""AnnData: cells into cluster means, and labels back into its tables."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy import sparse

from hierannot_dsl.adapters.clusters import read_clusters
from hierannot_dsl.adapters.genes import sum_duplicates
from hierannot_dsl.adapters.notices import DataWarning, counted, some
from hierannot_dsl.diagnostics.suggest import closest
from hierannot_dsl.kernels.groups import BLOCK, sum_by_group

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy.typing as npt
    from anndata import AnnData  # type: ignore[import-untyped]  # it ships no types

    from hierannot_dsl.adapters.clusters import Clusters

SOURCES = ("X", "layer", "raw", "obsm")


def aggregate_anndata_to_cluster_means(
    adata: AnnData,
    cluster_key: str,
    *,
    source: str = "X",
    source_key: str | None = None,
    method: str = "mean",
    uppercase_genes: bool = False,
    min_cells: int = 1,
) -> pd.DataFrame:
    """Average the cells of each cluster, gene by gene.

    Parameters
    ----------
    adata
        Cells by genes, dense or sparse, in memory or backed; a view will do.
    cluster_key
        Column of `obs` that holds the cluster of every cell: text, numbers or categories.
    source, source_key
        What to average: ``"X"``, a ``"layer"`` or an ``"obsm"`` called `source_key`, or ``"raw"``, which is
        ``raw.X`` with the genes of ``raw``. Pass raw counts where there are any: they are normalised later.
    method
        ``"mean"``, over all cells of a cluster, zeros included.
    uppercase_genes
        Whether to write gene names in upper case.
    min_cells
        Clusters of fewer cells are left out, with a warning.

    Returns
    -------
    cluster_means
        Genes x clusters, float64, in the unit of the source. Columns are cluster names as text: categories
        in their order, other ids sorted. A gene that occurs more than once, also by upper-casing, is
        summed, with a warning. Cells without a cluster are left out, with a warning.

    Raises
    ------
    KeyError
        If `cluster_key` or `source_key` is not there; the message has names that are near.
    ValueError
        If `source` or `method` is not one of the above, or no cluster is left.

    Notes
    -----
    One pass over the stored values in float64; extra memory is the result and about 40 MiB. Backed data are
    read in blocks.

    Examples
    --------
    >>> import anndata
    >>> cells = anndata.AnnData(np.array([[1.0, 0.0], [3.0, 0.0], [0.0, 5.0]]))
    >>> cells.var_names, cells.obs["leiden"] = ["CD3D", "MS4A1"], ["0", "0", "1"]
    >>> aggregate_anndata_to_cluster_means(cells, "leiden").to_dict()
    {'0': {'CD3D': 2.0, 'MS4A1': 0.0}, '1': {'CD3D': 0.0, 'MS4A1': 5.0}}
    """
    if method != "mean":
        msg = f"method {method!r} is not known: it is 'mean'"
        raise ValueError(msg)
    clusters = read_clusters(_column(adata, cluster_key))
    _report_unassigned(clusters, cluster_key)
    matrix, genes = _values(adata, source, source_key)
    sums = _sums(matrix, clusters).T  # (G, K)
    genes = [gene.upper() for gene in genes] if uppercase_genes else genes
    genes, sums, repeated = sum_duplicates(genes, sums)
    if repeated:
        msg = f"rows of one name were summed, for {counted(len(repeated), 'gene')}: {some(repeated)}"
        warnings.warn(msg, DataWarning, stacklevel=2)
    means = pd.DataFrame(
        sums / clusters.sizes,
        index=pd.Index(genes, name="gene"),
        columns=pd.Index(clusters.names, name=cluster_key),
    )
    return means.loc[:, _large_enough(clusters, min_cells)]


def _column(adata: AnnData, key: str) -> pd.Series[Any]:
    column: pd.Series[Any] = _member("column of obs", key, adata.obs)
    return column


def _values(adata: AnnData, source: str, key: str | None) -> tuple[Any, list[str]]:
    if source not in SOURCES:
        msg = f"source {source!r} is not one of {', '.join(map(repr, SOURCES))}"
        raise ValueError(msg)
    if (source in ("layer", "obsm")) is not (key is not None):
        msg = f"source {source!r} " + ("needs a source_key" if key is None else "takes no source_key")
        raise ValueError(msg)
    if source == "obsm":
        values = _member("obsm", key, adata.obsm)
        if isinstance(values, pd.DataFrame):
            return values.to_numpy(), list(map(str, values.columns))
        return values, [f"{key}_{at}" for at in range(values.shape[1])]
    holder = adata.raw if source == "raw" else adata
    values = _member("layer", key, adata.layers) if source == "layer" else getattr(holder, "X", None)
    if values is None:
        msg = f"source {source!r} of this AnnData is empty"
        raise ValueError(msg)
    return values, list(map(str, holder.var_names))


def _sums(matrix: Any, clusters: Clusters) -> npt.NDArray[np.float64]:
    n_clusters = len(clusters.names)
    in_memory: bool = isinstance(matrix, np.ndarray) or sparse.issparse(matrix)
    if in_memory:
        return sum_by_group(matrix, clusters.codes, n_clusters)
    sums = np.zeros((n_clusters, matrix.shape[1]))
    if getattr(matrix, "format", "csr") == "csc":
        for columns in _windows(matrix.shape[1], matrix.shape[0]):
            sums[:, columns] = sum_by_group(matrix[:, columns], clusters.codes, n_clusters)
        return sums
    for rows in _windows(matrix.shape[0], matrix.shape[1]):
        sums += sum_by_group(matrix[rows], clusters.codes[rows], n_clusters)
    return sums


def _windows(length: int, width: int) -> Iterable[slice]:
    step = max(1, 4 * BLOCK // max(1, width))
    return (slice(start, start + step) for start in range(0, length, step))


def _large_enough(clusters: Clusters, min_cells: int) -> npt.NDArray[np.bool_]:
    large = clusters.sizes >= min_cells
    if not large.all():
        small = [name for name, kept in zip(clusters.names, large, strict=True) if not kept]
        msg = f"left out {counted(len(small), 'cluster')} of fewer than {min_cells} cells: {some(small)}"
        warnings.warn(msg, DataWarning, stacklevel=3)
    if not large.any():
        msg = "no cluster is left to aggregate"
        raise ValueError(msg)
    return large


def _report_unassigned(clusters: Clusters, key: str) -> None:
    if clusters.n_unassigned:
        msg = f"left out {counted(clusters.n_unassigned, 'cell')} without a cluster in obs[{key!r}]"
        warnings.warn(msg, DataWarning, stacklevel=3)


def _member(what: str, key: str | None, holder: Any) -> Any:
    if key in holder:
        return holder[key]
    names = list(map(str, holder.keys()))
    near = closest(str(key), names)
    msg = f"no {what} is called {key!r}; " + (f"near: {some(near)}" if near else f"there are: {some(names)}")
    raise KeyError(msg)
