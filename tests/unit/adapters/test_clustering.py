"""Clusters of cells where they lie; what scanpy has elsewhere in the AnnData stays."""

from __future__ import annotations

import sys

import anndata
import numpy as np
import pytest
from scipy import sparse

from hierannot_dsl import cluster_and_aggregate_anndata, cluster_anndata_on_representation


def cells() -> anndata.AnnData:
    """Three clouds of 30, 20 and 10 cells in an embedding of four dimensions, and counts that follow them."""
    random = np.random.default_rng(0)
    kinds = np.repeat([0, 1, 2], [30, 20, 10])
    adata = anndata.AnnData(sparse.csr_matrix(random.poisson(1 + 20 * np.eye(3)[kinds]).astype(np.float32)))
    adata.obs_names = [f"cell{at}" for at in range(60)]
    adata.var_names = ["a", "b", "c"]
    adata.obs["kind"] = kinds
    adata.obsm["X_emb"] = (20 * np.eye(4)[kinds] + random.normal(size=(60, 4))).astype(np.float32)
    adata.layers["counts"] = adata.X.copy()
    return adata


@pytest.fixture
def adata() -> anndata.AnnData:
    pytest.importorskip("igraph", reason="Leiden needs igraph")
    pytest.importorskip("scanpy", reason="clustering needs scanpy")
    return cells()


def test_clusters_of_an_embedding(adata: anndata.AnnData) -> None:
    adata.uns["neighbors"] = {"kept": 1}
    done = cluster_anndata_on_representation(
        adata,
        source="obsm",
        source_key="X_emb",
        cluster_key="leiden_emb",
        neighbors_key="X_neighbors_emb",
        umap_key="X_umap_emb",
        leiden_resolution=0.2,
    )
    assert done is None
    sizes = adata.obs.groupby("kind")["leiden_emb"].agg(lambda names: set(names))
    assert sizes.tolist() == [{"0"}, {"1"}, {"2"}]
    assert adata.obs["leiden_emb"].cat.categories.tolist() == ["0", "1", "2"]
    assert adata.obsm["X_umap_emb"].shape == (60, 2)
    assert set(adata.obsp) == {"X_neighbors_emb_distances", "X_neighbors_emb_connectivities"}
    assert adata.uns["X_neighbors_emb"]["params"]["use_rep"] == "X_emb"
    assert adata.uns["neighbors"] == {"kept": 1}
    assert set(adata.obsm) == {"X_emb", "X_umap_emb"}


def test_clusters_of_components_and_their_means(adata: anndata.AnnData) -> None:
    means = cluster_and_aggregate_anndata(
        adata,
        source="layer",
        source_key="counts",
        cluster_key="named",
        leiden_resolution=0.2,
        compute_umap=False,
        expression_source="layer",
        expression_key="counts",
    )
    assert means.columns.tolist() == ["0", "1", "2"]
    assert (means.to_numpy() > 10).tolist() == np.eye(3, dtype=bool).tolist()
    assert adata.obsm["X_pca_named"].shape == (60, 2)
    assert set(adata.obsm) == {"X_emb", "X_pca_named"}


def test_a_copy_has_the_clusters_and_the_same_seed_gives_the_same(adata: anndata.AnnData) -> None:
    options = {"source": "obsm", "source_key": "X_emb", "compute_umap": False, "copy": True}
    first, second = (cluster_anndata_on_representation(adata, **options) for _ in range(2))
    assert "leiden" not in adata.obs
    assert first.obs["leiden"].tolist() == second.obs["leiden"].tolist()


def test_what_cannot_be_clustered(adata: anndata.AnnData) -> None:
    with pytest.raises(KeyError, match="no obsm is called 'X_embb'; near: `X_emb`"):
        cluster_anndata_on_representation(adata, source="obsm", source_key="X_embb")
    with pytest.raises(ValueError, match="2 cells: clusters take three and more"):
        cluster_anndata_on_representation(adata[:2].copy(), source="obsm", source_key="X_emb")
    with pytest.raises(KeyError, match="no layer is called 'count'; near: `counts`"):
        cluster_and_aggregate_anndata(adata, expression_source="layer", expression_key="count")
    adata.obsm["X_emb"][3, 1] = np.nan
    with pytest.raises(ValueError, match="obsm 'X_emb' holds 1 value that is not finite"):
        cluster_anndata_on_representation(adata, source="obsm", source_key="X_emb")
    assert "leiden" not in adata.obs


@pytest.mark.parametrize("missing", ["scanpy", "igraph"])
def test_the_extra_is_named_where_it_is_missing(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(ImportError, match=rf"needs {missing}: pip install '/path/to/checkout\[scanpy\]'"):
        cluster_anndata_on_representation(cells(), source="obsm", source_key="X_emb")
