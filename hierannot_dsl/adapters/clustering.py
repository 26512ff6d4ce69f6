"""Cells -> clusters, by a graph of neighbours in any representation."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from hierannot_dsl.adapters.anndata import aggregate_anndata_to_cluster_means
from hierannot_dsl.adapters.averaging import loaded
from hierannot_dsl.adapters.notices import counted
from hierannot_dsl.adapters.places import expression_of
from hierannot_dsl.adapters.scanpy import need_scanpy

if TYPE_CHECKING:
    import pandas as pd
    from anndata import AnnData  # type: ignore[import-untyped]  # it ships no types

MOST_COMPONENTS = 50


@dataclass(frozen=True)
class Clustering:
    """How cells are clustered; see `cluster_anndata_on_representation`."""

    source: str
    source_key: str | None
    cluster_key: str
    neighbors_key: str
    umap_key: str
    pca_key: str
    do_pca: bool
    n_pcs: int
    n_neighbors: int
    metric: str
    leiden_resolution: float
    random_state: int
    compute_umap: bool


def cluster_anndata_on_representation(
    adata: AnnData,
    *,
    source: str = "X",
    source_key: str | None = None,
    cluster_key: str = "leiden",
    neighbors_key: str | None = None,
    umap_key: str | None = None,
    pca_key: str | None = None,
    do_pca: bool | None = None,
    n_pcs: int = MOST_COMPONENTS,
    n_neighbors: int = 15,
    metric: str = "euclidean",
    leiden_resolution: float = 1.0,
    random_state: int = 0,
    compute_umap: bool = True,
    copy: bool = False,
) -> AnnData | None:
    """Cluster cells where they lie: neighbour graph, Leiden, UMAP.

    Parameters
    ----------
    adata
        Cells by genes.
    source, source_key
        Where cells lie: an ``"obsm"`` called `source_key`, such as the embedding of a foundation model;
        ``"X"``, a ``"layer"`` or ``"raw"``, used as they are: normalise counts and take logarithms first.
    cluster_key
        Column of `obs` for the clusters, categories ``"0"``, ``"1"`` and so on by size.
    neighbors_key, umap_key, pca_key
        Where the graph (``uns``, and ``obsp`` with ``_distances`` and ``_connectivities``), the map and the
        components (``obsm``) go. Default: ``neighbors_``, ``X_umap_`` and ``X_pca_`` with `cluster_key`.
        Nothing that other keys hold is changed.
    do_pca
        Whether to take principal components first, of the genes in ``var["highly_variable"]`` where that is
        there. Default: not of an ``"obsm"``, which is compact as it is, and of everything else.
    n_pcs
        The most components; fewer where there are no more cells or genes.
    n_neighbors, metric
        Of the graph.
    leiden_resolution
        Larger values give more clusters.
    random_state
        Seed of all three. The same seed gives the same clusters with the same versions of packages.
    compute_umap
        Whether to draw the map: it takes longest, and clusters do not need it.
    copy
        Whether to leave `adata` as it is and return a copy with the clusters.

    Returns
    -------
    adata
        The copy; None where `adata` itself was changed.

    Raises
    ------
    KeyError
        If there is nothing of this name; the message has names that are near.
    ValueError
        If values are not finite, or there are fewer than three cells.
    ImportError
        If scanpy or igraph is not installed.

    Notes
    -----
    scanpy does the work: `pp.pca`, `pp.neighbors`, `tl.leiden` with the igraph flavour, and `tl.umap`.
    """
    target = adata.copy() if copy else adata
    plan = Clustering(
        source=source,
        source_key=source_key,
        cluster_key=cluster_key,
        neighbors_key=neighbors_key or f"neighbors_{cluster_key}",
        umap_key=umap_key or f"X_umap_{cluster_key}",
        pca_key=pca_key or f"X_pca_{cluster_key}",
        do_pca=source != "obsm" if do_pca is None else do_pca,
        n_pcs=n_pcs,
        n_neighbors=n_neighbors,
        metric=metric,
        leiden_resolution=leiden_resolution,
        random_state=random_state,
        compute_umap=compute_umap,
    )
    _cluster(target, plan)
    return target if copy else None


def cluster_and_aggregate_anndata(
    adata: AnnData,
    *,
    source: str = "X",
    source_key: str | None = None,
    cluster_key: str = "leiden",
    expression_source: str = "X",
    expression_key: str | None = None,
    method: str = "mean",
    uppercase_genes: bool = False,
    min_cells: int = 1,
    neighbors_key: str | None = None,
    umap_key: str | None = None,
    pca_key: str | None = None,
    do_pca: bool | None = None,
    n_pcs: int = MOST_COMPONENTS,
    n_neighbors: int = 15,
    metric: str = "euclidean",
    leiden_resolution: float = 1.0,
    random_state: int = 0,
    compute_umap: bool = True,
) -> pd.DataFrame:
    """Cluster cells where they lie, and average their expression by cluster.

    Parameters
    ----------
    adata
        Cells by genes; clusters are written into it.
    source, source_key, cluster_key, neighbors_key, umap_key, pca_key, do_pca, n_pcs, n_neighbors, metric
        As in `cluster_anndata_on_representation`.
    leiden_resolution, random_state, compute_umap
        Likewise.
    expression_source, expression_key, method, uppercase_genes, min_cells
        What is averaged, and how: `source`, `source_key` and so on of `aggregate_anndata_to_cluster_means`.
        Counts are best.

    Returns
    -------
    cluster_means
        Genes x clusters, for `HierAnnotPipeline.fit_score`.

    Raises
    ------
    KeyError, ValueError, ImportError
        As both functions.
    """
    # What is averaged is looked for first: clustering takes long.
    expression_of(adata, expression_source, expression_key)
    cluster_anndata_on_representation(
        adata,
        source=source,
        source_key=source_key,
        cluster_key=cluster_key,
        neighbors_key=neighbors_key,
        umap_key=umap_key,
        pca_key=pca_key,
        do_pca=do_pca,
        n_pcs=n_pcs,
        n_neighbors=n_neighbors,
        metric=metric,
        leiden_resolution=leiden_resolution,
        random_state=random_state,
        compute_umap=compute_umap,
    )
    return aggregate_anndata_to_cluster_means(
        adata,
        cluster_key,
        source=expression_source,
        source_key=expression_key,
        method=method,
        uppercase_genes=uppercase_genes,
        min_cells=min_cells,
    )


def _cluster(adata: Any, plan: Clustering) -> None:
    scanpy = need_scanpy("clustering", "igraph")
    work = _representation(adata, plan)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of scanpy and umap, to their own developers
        if plan.do_pca:
            components = min(plan.n_pcs, work.n_obs - 1, work.n_vars - 1)
            scanpy.pp.pca(work, n_comps=components, random_state=plan.random_state)
        scanpy.pp.neighbors(
            work,
            n_neighbors=min(plan.n_neighbors, work.n_obs - 1),
            use_rep="X_pca" if plan.do_pca else "X",
            metric=plan.metric,
            random_state=plan.random_state,
        )
        scanpy.tl.leiden(
            work,
            resolution=plan.leiden_resolution,
            random_state=plan.random_state,
            flavor="igraph",
            n_iterations=2,
            directed=False,
        )
        if plan.compute_umap:
            scanpy.tl.umap(work, random_state=plan.random_state)
    _keep(adata, work, plan)


def _representation(adata: Any, plan: Clustering) -> Any:
    """The cells where they lie, apart from the AnnData: what scanpy writes of its own is not left there."""
    from anndata import AnnData

    place = expression_of(adata, plan.source, plan.source_key)
    values: Any = loaded(place.matrix)
    if place.rows is not None:
        values = values[place.rows]
    if place.columns is not None:
        values = values[:, place.columns]
    stored = values.data if hasattr(values, "toarray") else values
    odd = int((~np.isfinite(stored)).sum())
    where = plan.source if plan.source_key is None else f"{plan.source} {plan.source_key!r}"
    if odd:
        msg = f"{where} holds {counted(odd, 'value')} that {'is' if odd == 1 else 'are'} not finite"
        raise ValueError(msg)
    if values.shape[0] < 3:
        msg = f"{counted(values.shape[0], 'cell')}: clusters take three and more"
        raise ValueError(msg)
    if not plan.do_pca and hasattr(values, "toarray"):
        values = values.toarray()
    work = AnnData(values.astype(np.float32, copy=False))
    if plan.do_pca and plan.source in ("X", "layer") and "highly_variable" in adata.var:
        work.var["highly_variable"] = adata.var["highly_variable"].to_numpy()
    return work


def _keep(adata: Any, work: Any, plan: Clustering) -> None:
    clusters = work.obs["leiden"]
    clusters.index = adata.obs.index
    adata.obs[plan.cluster_key] = clusters
    key = plan.neighbors_key
    adata.obsp[f"{key}_distances"] = work.obsp["distances"]
    adata.obsp[f"{key}_connectivities"] = work.obsp["connectivities"]
    params = {name: value for name, value in work.uns["neighbors"]["params"].items() if name != "use_rep"}
    if plan.do_pca:
        adata.obsm[plan.pca_key] = work.obsm["X_pca"]
        params["use_rep"] = plan.pca_key
    elif plan.source == "obsm":
        params["use_rep"] = plan.source_key
    adata.uns[key] = {
        "connectivities_key": f"{key}_connectivities",
        "distances_key": f"{key}_distances",
        "params": params,
    }
    adata.uns[plan.cluster_key] = {
        "params": {
            "resolution": plan.leiden_resolution,
            "random_state": plan.random_state,
            "n_iterations": 2,
            "neighbors_key": key,
        }
    }
    adata.uns.pop(f"{plan.cluster_key}_colors", None)
    if plan.compute_umap:
        adata.obsm[plan.umap_key] = work.obsm["X_umap"]
