import warnings

import anndata
import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from hierannot_dsl.adapters.anndata import aggregate_anndata_to_cluster_means, sum_anndata_by_cluster
from hierannot_dsl.adapters.averaging import METHODS
from hierannot_dsl.adapters.cell_store import open_cells
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
    monkeypatch.setattr("hierannot_dsl.adapters.blocks.STORED", 1)
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


@pytest.mark.parametrize("source", ["X", "raw"])
def test_ids_are_replaced_by_the_symbols_of_a_column(source, tmp_path):
    adata = cells(genes=("ENSG00000167286", "ENSG00000156738.12", "ENSG00000075624"))
    adata.var["feature_name"] = pd.Categorical(["CD3D", None, "ACTB"])
    adata.raw = adata
    told = r"the names of the genes are Ensembl gene ids; their symbols were taken from var\['feature_name'\]"
    with pytest.warns(DataWarning, match=told):
        means = aggregate_anndata_to_cluster_means(adata, "leiden", source=source)
    assert means.index.tolist() == ["CD3D", "ENSG00000156738.12", "ACTB"]
    adata.write_h5ad(tmp_path / "cells.h5ad")
    with open_cells(tmp_path / "cells.h5ad") as stored, pytest.warns(DataWarning, match=told):
        pd.testing.assert_frame_equal(
            aggregate_anndata_to_cluster_means(stored, "leiden", source=source), means
        )


def test_symbols_stay_whatever_columns_there_are():
    adata = cells()
    adata.var["gene_symbols"] = ["a", "b", "c"]
    assert aggregate_anndata_to_cluster_means(adata, "leiden").index.tolist() == ["CD3D", "MS4A1", "ACTB"]


def test_a_number_of_every_cell_is_hardly_a_cluster():
    adata = cells(
        np.ones((30, 3), dtype=np.float32), ids=[str(at // 2 if at < 8 else at) for at in range(30)]
    )
    told = r"22 of 26 clusters in obs\['leiden'\] have one cell: are these clusters at all\?"
    with pytest.warns(DataWarning, match=told):
        aggregate_anndata_to_cluster_means(adata, "leiden")


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
        (
            {"method": "mode"},
            ValueError,
            "method 'mode' is not one of 'mean', 'median', 'trimmed_mean', 'central_cells_mean', "
            "'central_cells_trimmed_mean'",
        ),
        ({"trim_fraction": 0.5}, ValueError, "trim_fraction is 0.5; it is 0 or more and less than 0.5"),
        ({"central_fraction": 0}, ValueError, "central_fraction is 0; it is more than 0 and at most 1"),
        ({"centrality": "middle"}, ValueError, "centrality 'middle' is not one of 'centroid', 'graph'"),
        (
            {"method": "central_cells_mean"},
            KeyError,
            "no obsm is called 'X_pca'; there are: `X_emb`, `X_text`",
        ),
        (
            {"method": "central_cells_mean", "representation_key": "X_emb"},
            ValueError,
            "representation has 1 cell with a value that is not finite",
        ),
        (
            {"method": "central_cells_mean", "centrality": "graph"},
            KeyError,
            "no obsp is called 'connectivities'; there is none",
        ),
        (
            {"min_cells": 3},
            ValueError,
            "no cluster is left to aggregate: none has 3 cells, the largest has 2 cells",
        ),
        ({"cell_mask": np.zeros(5, dtype=bool)}, ValueError, "cell_mask leaves none of 5 cells"),
        ({"cell_mask": [True]}, ValueError, "cell_mask has shape (1,), for 5 cells"),
        (
            {"cell_mask": "leiden"},
            ValueError,
            "the mask obs['leiden'] holds object: a mask is True for the cells that count and False for the "
            "others",
        ),
        ({"cell_mask": "keep"}, KeyError, "no column of obs is called 'keep'; there are: `leiden`"),
        (
            {"cell_mask": pd.Series([True] * 5, index=list("abcde"))},
            ValueError,
            "cell_mask knows nothing of 5 cells: `cell0`, `cell1`, `cell2`, `cell3`, `cell4`",
        ),
        (
            {"source": "obsm", "source_key": "X_text"},
            ValueError,
            "obsm 'X_text' has 1 column of something else than numbers: `word`",
        ),
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
    adata.obsm["X_emb"] = np.array([[np.nan], [0], [0], [0], [0]])
    adata.obsm["X_text"] = pd.DataFrame({"word": list("abcde")}, index=adata.obs_names)
    with pytest.raises(error) as caught:
        aggregate_anndata_to_cluster_means(adata, **({"cluster_key": "leiden"} | arguments))
    assert caught.value.args == (message,)


def test_no_cluster_at_all_is_an_error():
    adata = cells(ids=[None] * 5)
    message = r"no cluster is left to aggregate: none of 5 cells has one in obs\['leiden'\]"
    with pytest.warns(DataWarning), pytest.raises(ValueError, match=message):
        aggregate_anndata_to_cluster_means(adata, "leiden")


def test_values_that_are_no_numbers_are_named():
    adata = cells()
    adata.layers["words"] = np.array([list("abc")] * 5, dtype=object)
    with pytest.raises(ValueError, match=r"^layer 'words' holds object, not numbers$"):
        aggregate_anndata_to_cluster_means(adata, "leiden", source="layer", source_key="words")


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("median", [3.0, 0.0, 1.0]),
        ("trimmed_mean", [10 / 3, 7 / 3, 5 / 3]),  # of five cells, 0.2 cuts off one at each end
        ("mean", [13.0, 21 / 5, 3.0]),
    ],
)
@pytest.mark.parametrize("kind", [np.asarray, sparse.csr_matrix, sparse.csc_matrix])
def test_the_middle_of_a_cluster_counts_zeros_that_are_not_stored(method, expected, kind):
    # By gene, sorted: 0 1 3 6 55; 0 0 0 7 14; 0 0 1 4 10
    counts = np.array([[1, 0, 4], [3, 0, 0], [0, 14, 1], [6, 7, 0], [55, 0, 10]], dtype=np.float32)
    adata = cells(kind(counts), ids=["0"] * 5)
    means = aggregate_anndata_to_cluster_means(adata, "leiden", method=method, trim_fraction=0.2)
    np.testing.assert_allclose(means["0"], expected, rtol=1e-12)


def test_central_cells_by_centroid_and_by_graph():
    adata = cells(ids=["0"] * 3 + ["1"] * 2)
    adata.obsm["X_pca"] = np.array([[0.0], [1.0], [20.0], [5.0], [5.0]])
    # In cluster 0 (centre 7) the cells are 7, 6 and 13 away; in cluster 1 they tie, and the first is taken.
    near = aggregate_anndata_to_cluster_means(
        adata, "leiden", method="central_cells_mean", central_fraction=0.3
    )
    assert near.T.to_numpy().tolist() == [[3, 0, 0], [0, 7, 1]]
    weights = np.zeros((5, 5))
    weights[0, 2] = weights[2, 0] = 0.9
    weights[0, 1] = weights[1, 0] = 0.2
    weights[1, 3] = weights[3, 1] = 5.0  # an edge to another cluster ties a cell to neither
    weights[3, 4] = 0.1
    adata.obsp["connectivities"] = sparse.csr_matrix(weights)
    tied = aggregate_anndata_to_cluster_means(
        adata, "leiden", method="central_cells_mean", centrality="graph", central_fraction=0.5
    )
    # Of three cells, half is rounded up to two: 1.1 and 0.9 against 0.2.
    assert tied.T.to_numpy().tolist() == [[0.5, 2.5, 2.5], [0, 7, 1]]


def test_a_mask_is_an_array_a_series_by_name_or_a_column():
    adata = cells()
    keep = pd.Series([True, False, True, True, False], index=adata.obs_names)
    adata.obs["keep"] = keep
    expected = {"0": [1.0, 0.0, 4.0], "1": [0.0, 6.0, 1.0]}
    for mask in (keep.to_numpy(), keep[::-1], keep.astype("boolean"), "keep"):
        with pytest.warns(DataWarning, match="left out 1 cluster without a cell: `2`"):
            means = aggregate_anndata_to_cluster_means(adata, "leiden", cell_mask=mask)
        assert means.to_dict("list") == expected


def test_cells_outside_the_mask_are_not_missed():
    adata = cells(ids=["0", "0", "1", "1", None])
    means = aggregate_anndata_to_cluster_means(adata, "leiden", cell_mask=[True] * 4 + [False])
    pd.testing.assert_frame_equal(means, EXPECTED[["0", "1"]])


def test_genes_of_one_name_are_summed_in_every_cell_before_the_median():
    counts = np.array([[1, 0, 5], [0, 9, 5], [2, 2, 5]])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # anndata's own
        adata = cells(counts, genes=("A", "A", "B"), ids=["0"] * 3)
    with pytest.warns(DataWarning, match="summed, for 1 gene: `A`"):
        means = aggregate_anndata_to_cluster_means(adata, "leiden", method="median")
    assert means["0"].to_dict() == {"A": 4.0, "B": 5.0}  # of 1, 9 and 4


def test_sums_and_cells_with_a_gene_in_one_pass():
    found = sum_anndata_by_cluster(cells(sparse.csr_matrix(COUNTS)), "leiden")
    pd.testing.assert_frame_equal(found.means, EXPECTED)
    assert found.sums.loc["CD3D"].tolist() == [4.0, 0.0, 9.0]
    assert found.detected.T.to_numpy().tolist() == [[2, 0, 1], [0, 2, 2], [1, 1, 1]]
    assert found.sizes.to_dict() == {"0": 2, "1": 2, "2": 1}
    assert found.detected_fraction.loc["ACTB"].tolist() == [0.5, 1.0, 1.0]


def test_a_cell_with_a_gene_in_two_columns_has_it_once():
    with pytest.warns(DataWarning, match="summed, for 1 gene: `CD3D`"):
        found = sum_anndata_by_cluster(cells(genes=("Cd3d", "CD3D", "Actb")), "leiden", uppercase_genes=True)
    assert found.detected.loc["CD3D"].tolist() == [2, 2, 1]
    assert found.sums.loc["CD3D"].tolist() == [4.0, 12.0, 18.0]


@pytest.mark.parametrize("method", METHODS)
def test_a_view_of_backed_data_is_read_in_blocks_from_the_whole(method, tmp_path):
    adata = cells(sparse.csr_matrix(COUNTS))
    adata.obsm["X_pca"] = np.arange(5.0)[:, np.newaxis]
    adata.raw = adata.copy()
    adata.write_h5ad(tmp_path / "cells.h5ad")
    backed = anndata.read_h5ad(tmp_path / "cells.h5ad", backed="r")
    for cells_wanted in ([3, 1, 0], [0, 0, 2]):
        for source in ("X", "raw"):
            expected, found = (
                aggregate_anndata_to_cluster_means(
                    whole[cells_wanted, ["ACTB", "CD3D"]], "leiden", source=source, method=method
                )
                for whole in (adata, backed)
            )
            pd.testing.assert_frame_equal(found, expected)
    backed.file.close()


@pytest.mark.parametrize("method", METHODS)
def test_data_that_are_read_lazily(method, tmp_path):
    pytest.importorskip("xarray", reason="anndata reads lazily with xarray")
    experimental = pytest.importorskip("anndata.experimental")
    if not hasattr(experimental, "read_lazy"):
        pytest.skip("anndata reads lazily from 0.12 on")
    adata = cells(sparse.csr_matrix(COUNTS), ids=["b", "b", "a", "a", None])
    adata.obs["leiden"] = adata.obs["leiden"].cat.reorder_categories(["b", "a"])
    adata.obsm["X_pca"] = np.arange(5.0)[:, np.newaxis]
    adata.layers["counts"] = sparse.csc_matrix(COUNTS)
    adata.write_h5ad(tmp_path / "cells.h5ad")
    with pytest.warns(DataWarning):
        expected = aggregate_anndata_to_cluster_means(adata, "leiden", method=method)
    lazy = experimental.read_lazy(tmp_path / "cells.h5ad")
    for place in ({}, {"source": "layer", "source_key": "counts"}):
        with pytest.warns(DataWarning, match="left out 1 cell without a cluster"):
            found = aggregate_anndata_to_cluster_means(lazy, "leiden", method=method, **place)
        pd.testing.assert_frame_equal(found, expected)


def test_how_far_it_is_can_be_told(tmp_path, monkeypatch):
    monkeypatch.setattr("hierannot_dsl.adapters.blocks.STORED", 4)
    cells(sparse.csr_matrix(COUNTS)).write_h5ad(tmp_path / "cells.h5ad")
    backed = anndata.read_h5ad(tmp_path / "cells.h5ad", backed="r")
    told: list[tuple[int, int]] = []
    aggregate_anndata_to_cluster_means(backed, "leiden", progress=lambda *done: told.append(done))
    backed.file.close()
    assert len(told) > 1
    assert told[-1] == (15, 15)
