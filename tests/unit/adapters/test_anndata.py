import warnings

import anndata
import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from hierannot_dsl.adapters.anndata import aggregate_anndata_to_cluster_means
from hierannot_dsl.adapters.notices import DataWarning

COUNTS = np.array(
    [
        [1, 0, 4],
        [3, 0, 0],
        [0, 5, 1],
        [0, 7, 1],
        [9, 9, 9],
    ],
    dtype=np.float32,
)
EXPECTED = pd.DataFrame(
    {"0": [2.0, 0.0, 2.0], "1": [0.0, 6.0, 1.0], "2": [9.0, 9.0, 9.0]},
    index=pd.Index(["CD3D", "MS4A1", "ACTB"], name="gene"),
).rename_axis(columns="leiden")


def cells(matrix=COUNTS, genes=("CD3D", "MS4A1", "ACTB"), ids=("0", "0", "1", "1", "2")) -> anndata.AnnData:
    adata = anndata.AnnData(matrix)
    adata.obs_names = [f"cell{at}" for at in range(adata.n_obs)]
    adata.var_names = list(genes)
    adata.obs["leiden"] = pd.Categorical(ids)
    return adata


@pytest.mark.parametrize("kind", [np.asarray, sparse.csr_matrix, sparse.csc_matrix, sparse.csr_array])
@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.int32])
def test_means_of_cells_whatever_holds_them(kind, dtype):
    means = aggregate_anndata_to_cluster_means(cells(kind(COUNTS.astype(dtype))), "leiden")
    pd.testing.assert_frame_equal(means, EXPECTED)


@pytest.mark.parametrize("kind", [np.asarray, sparse.csr_matrix, sparse.csc_matrix])
def test_a_view_is_averaged_over_its_own_cells_and_genes(kind):
    view = cells(kind(COUNTS))[[3, 1, 0], ["ACTB", "CD3D"]]
    means = aggregate_anndata_to_cluster_means(view, "leiden")
    assert means.to_dict() == {"0": {"ACTB": 2.0, "CD3D": 2.0}, "1": {"ACTB": 1.0, "CD3D": 0.0}}


@pytest.mark.parametrize("kind", [np.asarray, sparse.csr_matrix, sparse.csc_matrix])
def test_backed_data_are_read_in_blocks(kind, tmp_path, monkeypatch):
    monkeypatch.setattr("hierannot_dsl.adapters.anndata.BLOCK", 1)
    path = tmp_path / "cells.h5ad"
    cells(kind(COUNTS)).write_h5ad(path)
    backed = anndata.read_h5ad(path, backed="r")
    pd.testing.assert_frame_equal(aggregate_anndata_to_cluster_means(backed, "leiden"), EXPECTED)
    backed.file.close()


def test_each_source_is_averaged_with_its_own_genes():
    adata = cells(COUNTS * 0)
    adata.layers["counts"] = sparse.csr_matrix(COUNTS)
    adata.raw = cells(np.ones((5, 4)), genes="ABCD")
    adata.obsm["X_emb"] = COUNTS[:, :2]
    adata.obsm["imputed"] = pd.DataFrame(COUNTS[:, :1], columns=["CD3D"], index=adata.obs_names)
    layer = aggregate_anndata_to_cluster_means(adata, "leiden", source="layer", source_key="counts")
    pd.testing.assert_frame_equal(layer, EXPECTED)
    raw = aggregate_anndata_to_cluster_means(adata, "leiden", source="raw")
    assert raw.index.tolist() == list("ABCD")
    assert (raw == 1).all(axis=None)
    embedding = aggregate_anndata_to_cluster_means(adata, "leiden", source="obsm", source_key="X_emb")
    assert embedding["1"].to_dict() == {"X_emb_0": 0.0, "X_emb_1": 6.0}
    imputed = aggregate_anndata_to_cluster_means(adata, "leiden", source="obsm", source_key="imputed")
    assert imputed.loc["CD3D"].tolist() == [2.0, 0.0, 9.0]


def test_upper_case_names_that_meet_are_summed_with_a_warning():
    adata = cells(genes=("Cd3d", "CD3D", "Actb"))
    with pytest.warns(DataWarning, match="rows of one name were summed, for 1 gene: `CD3D`"):
        means = aggregate_anndata_to_cluster_means(adata, "leiden", uppercase_genes=True)
    assert means["1"].to_dict() == {"CD3D": 6.0, "ACTB": 1.0}


def test_duplicate_names_are_summed_as_they_stand():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # anndata's own
        adata = cells(genes=("A", "A", "B"))
    with pytest.warns(DataWarning, match="summed, for 1 gene: `A`"):
        means = aggregate_anndata_to_cluster_means(adata, "leiden")
    assert means["1"].to_dict() == {"A": 6.0, "B": 1.0}


def test_cells_without_a_cluster_are_left_out_with_a_warning():
    adata = cells(ids=["0", "0", "1", "1", None])
    with pytest.warns(DataWarning, match=r"left out 1 cell without a cluster in obs\['leiden'\]"):
        means = aggregate_anndata_to_cluster_means(adata, "leiden")
    pd.testing.assert_frame_equal(means, EXPECTED[["0", "1"]])


def test_small_clusters_are_left_out_by_name():
    with pytest.warns(DataWarning, match="left out 1 cluster of fewer than 2 cells: `2`"):
        means = aggregate_anndata_to_cluster_means(cells(), "leiden", min_cells=2)
    pd.testing.assert_frame_equal(means, EXPECTED[["0", "1"]])


def test_a_cluster_may_have_one_cell_and_any_name():
    means = aggregate_anndata_to_cluster_means(cells(ids=["NA", "a_b", "T (x)", "0", "10"]), "leiden")
    assert means["NA"].tolist() == [1.0, 0.0, 4.0]


def test_numbers_as_ids_are_columns_of_text():
    adata = cells()
    adata.obs["louvain"] = [10, 10, 9, 9, 9]
    assert aggregate_anndata_to_cluster_means(adata, "louvain").columns.tolist() == ["9", "10"]


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"cluster_key": "Leiden"}, KeyError, "no column of obs is called 'Leiden'; near: `leiden`"),
        ({"cluster_key": "louvain"}, KeyError, "no column of obs is called 'louvain'; there are: `leiden`"),
        ({"method": "median"}, ValueError, "method 'median' is not known: it is 'mean'"),
        ({"source": "counts"}, ValueError, "source 'counts' is not one of 'X', 'layer', 'raw', 'obsm'"),
        ({"source": "layer"}, ValueError, "source 'layer' needs a source_key"),
        ({"source_key": "counts"}, ValueError, "source 'X' takes no source_key"),
        ({"source": "layer", "source_key": "count"}, KeyError, "no layer is called 'count'; near: `counts`"),
        ({"source": "raw"}, ValueError, "source 'raw' of this AnnData is empty"),
    ],
)
def test_slips_are_told_by_name(arguments, error, message):
    adata = cells()
    adata.layers["counts"] = COUNTS
    with pytest.raises(error) as caught:
        aggregate_anndata_to_cluster_means(adata, **({"cluster_key": "leiden"} | arguments))
    assert caught.value.args == (message,)


def test_no_cluster_at_all_is_an_error():
    adata = cells(ids=[None] * 5)
    with pytest.warns(DataWarning), pytest.raises(ValueError, match="no cluster is left to aggregate"):
        aggregate_anndata_to_cluster_means(adata, "leiden")
