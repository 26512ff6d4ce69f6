"""AnnData, in memory or not: its cells into cluster means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hierannot_dsl.adapters.aggregate import Cells, ClusterSums, cluster_means, cluster_sums
from hierannot_dsl.adapters.averaging import Averaging
from hierannot_dsl.adapters.choosing import chosen_clusters
from hierannot_dsl.adapters.gene_names import symbols_of_genes
from hierannot_dsl.adapters.places import column_of_obs, expression_of, member

if TYPE_CHECKING:
    import pandas as pd
    from anndata import AnnData  # type: ignore[import-untyped]  # it ships no types

    from hierannot_dsl.adapters.averages import Progress
    from hierannot_dsl.adapters.cell_store import CellStore


def aggregate_anndata_to_cluster_means(
    adata: AnnData | CellStore,
    cluster_key: str,
    *,
    source: str = "X",
    source_key: str | None = None,
    method: str = "mean",
    uppercase_genes: bool = False,
    min_cells: int = 1,
    cell_mask: Any = None,
    trim_fraction: float = 0.1,
    central_fraction: float = 0.5,
    centrality: str = "centroid",
    representation_key: str = "X_pca",
    connectivities_key: str = "connectivities",
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Average the cells of each cluster, gene by gene.

    Parameters
    ----------
    adata
        Cells by genes, dense or sparse: in memory, backed, read lazily (dask), or opened by `open_cells`; a
        view will do.
    cluster_key
        Column of `obs` that holds the cluster of every cell: text, numbers or categories.
    source, source_key
        What to average: ``"X"``, a ``"layer"`` or an ``"obsm"`` called `source_key`, or ``"raw"``, which is
        ``raw.X`` with the genes of ``raw``. Pass raw counts where there are any: they are normalised later.
    method
        ``"mean"``, over all cells of a cluster, zeros included; ``"median"``; ``"trimmed_mean"``, the mean
        without the lowest and the highest cells, gene by gene; ``"central_cells_mean"`` and
        ``"central_cells_trimmed_mean"``, the same of the central cells of the cluster alone.
    uppercase_genes
        Whether to write gene names in upper case.
    min_cells
        Clusters of fewer cells are left out, with a warning.
    cell_mask
        Shape ``(C,)``, True for the cells that count, or the name of such a column of `obs`. A Series goes by
        the names of cells. Default: all cells count.
    trim_fraction
        Share of the cells of a cluster that a trimmed mean cuts off at each end, rounded down; from 0 up to
        0.5.
    central_fraction
        Share of the cells of a cluster that are central, rounded up; above 0, at most 1.
    centrality
        What is central: ``"centroid"``, near the mean of the cluster in ``obsm[representation_key]``, or
        ``"graph"``, tied to its cluster by the weights of ``obsp[connectivities_key]``. Of equals, the first.
    representation_key, connectivities_key
        Where these are; looked at by the methods with central cells alone.
    progress
        Called with how much has been read, and how much there is, while values are read from a file.

    Returns
    -------
    cluster_means
        Genes x clusters, float64, in the unit of the source. Columns are cluster names as text: categories
        in their order, other ids sorted. A gene that occurs more than once, also by upper-casing, is
        summed (before a median or trimmed mean in every cell), with a warning. Cells without a cluster are
        left out, with a warning. Where the names of genes are Ensembl ids and a column of `var` has symbols
        (``gene_symbols``, ``feature_name``, ``gene_name`` or the like), these are taken, with a warning.

    Raises
    ------
    KeyError
        If a key is not there; the message has names that are near.
    ValueError
        If an option is none of the above, values are not numbers, a mask does not fit, or no cluster is left.

    Notes
    -----
    Means take one pass over the stored values in float64, in the order of cells: the same bits for dense and
    sparse, in memory or in a file, whatever the number of threads; dask adds up chunk by chunk, which for
    counts is the same and for other values within rounding. Extra memory is the result and about 40 MiB.
    Medians and trimmed means read a file once for every 4 million stored values, in about 300 MiB.

    Examples
    --------
    >>> import anndata
    >>> import numpy as np
    >>> cells = anndata.AnnData(np.array([[1.0, 0.0], [3.0, 0.0], [0.0, 5.0]]))
    >>> cells.var_names, cells.obs["leiden"] = ["CD3D", "MS4A1"], ["0", "0", "1"]
    >>> aggregate_anndata_to_cluster_means(cells, "leiden").to_dict()
    {'0': {'CD3D': 2.0, 'MS4A1': 0.0}, '1': {'CD3D': 0.0, 'MS4A1': 5.0}}
    """
    averaging = Averaging(method, trim_fraction, central_fraction, centrality)
    cells = _cells(
        adata,
        cluster_key,
        place=(source, source_key),
        uppercase_genes=uppercase_genes,
        min_cells=min_cells,
        cell_mask=cell_mask,
        representation_key=representation_key,
        connectivities_key=connectivities_key,
    )
    return cluster_means(cells, averaging, progress=progress)


def sum_anndata_by_cluster(
    adata: AnnData | CellStore,
    cluster_key: str,
    *,
    source: str = "X",
    source_key: str | None = None,
    uppercase_genes: bool = False,
    min_cells: int = 1,
    cell_mask: Any = None,
    progress: Progress | None = None,
) -> ClusterSums:
    """Sum the cells of each cluster, and count those in which a gene is seen, in one pass.

    Parameters
    ----------
    adata, cluster_key, source, source_key, uppercase_genes, min_cells, cell_mask, progress
        As in `aggregate_anndata_to_cluster_means`.

    Returns
    -------
    cluster_sums
        Tables of genes x clusters: `sums`, `detected` (cells with a value above zero), and from these `means`
        and `detected_fraction`; `sizes` has the cells of each cluster.

    Raises
    ------
    KeyError, ValueError
        As in `aggregate_anndata_to_cluster_means`.

    Examples
    --------
    >>> import anndata
    >>> import numpy as np
    >>> cells = anndata.AnnData(np.array([[1.0, 0.0], [3.0, 0.0], [0.0, 5.0]]))
    >>> cells.var_names, cells.obs["leiden"] = ["CD3D", "MS4A1"], ["0", "0", "1"]
    >>> sum_anndata_by_cluster(cells, "leiden").detected.to_dict()
    {'0': {'CD3D': 2, 'MS4A1': 0}, '1': {'CD3D': 0, 'MS4A1': 1}}
    """
    cells = _cells(
        adata,
        cluster_key,
        place=(source, source_key),
        uppercase_genes=uppercase_genes,
        min_cells=min_cells,
        cell_mask=cell_mask,
    )
    return cluster_sums(cells, progress=progress)


def _cells(
    adata: Any,
    cluster_key: str,
    *,
    place: tuple[str, str | None],
    uppercase_genes: bool,
    min_cells: int,
    cell_mask: Any,
    representation_key: str = "",
    connectivities_key: str = "",
) -> Cells:
    assignments = column_of_obs(adata, cluster_key)
    expression = expression_of(adata, *place)
    mask_where = "cell_mask"
    if isinstance(cell_mask, str):
        mask_where = f"the mask obs[{cell_mask!r}]"
        cell_mask = column_of_obs(adata, cell_mask)
    clusters = chosen_clusters(
        assignments,
        where=f"obs[{cluster_key!r}]",
        cell_mask=cell_mask,
        min_cells=min_cells,
        mask_where=mask_where,
    )
    genes = expression.genes
    if place[0] != "obsm":
        genes = symbols_of_genes(genes, (adata.raw if place[0] == "raw" else adata).var)
    return Cells(
        matrix=expression.matrix,
        genes=[gene.upper() for gene in genes] if uppercase_genes else genes,
        clusters=clusters,
        key=cluster_key,
        rows=expression.rows,
        columns=expression.columns,
        representation=lambda: member("obsm", representation_key, adata.obsm),
        connectivities=lambda: member("obsp", connectivities_key, adata.obsp),
    )
