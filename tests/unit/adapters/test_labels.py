import anndata
import numpy as np
import pandas as pd
import pytest

from hierannot_dsl.adapters.labels import label_anndata
from hierannot_dsl.adapters.notices import DataWarning

EXPORT = pd.DataFrame(
    {
        "cluster_id": ["1", "0"],
        "annot_label": ["T cell", "Unresolved"],
        "annot_export_label": ["T cell", "unknown"],
        "annot_export_label_with_cluster": ["T_cell_1", "unknown_0"],
        "annot_export_status": ["resolved", "unknown"],
        "annot_confidence": ["high", "none"],
        "annot_final_call_margin": [0.5, np.nan],
        "annot_cl_id": ["CL:0000084", None],
        "annot_path": ["Immune > T cell", ""],
        "annot_l1_label": ["Immune", None],
        "annot_l2_label": ["T cell", None],
    }
)


def cells() -> anndata.AnnData:
    adata = anndata.AnnData(np.zeros((3, 2), dtype=np.float32))
    adata.obs_names = ["a", "b", "c"]
    adata.obs["leiden"] = pd.Categorical(["1", "0", "1"])
    return adata


def test_obs_and_uns_hold_what_scverse_tools_look_for():
    adata = cells()
    label_anndata(
        adata, EXPORT, "leiden", params={"hierarchy": "colon_tme", "n": 3}, colors={"T cell": "#00ff00"}
    )
    assert adata.obs.columns.tolist() == [
        "leiden",
        "hierannot",
        "hierannot_label_with_cluster",
        "hierannot_status",
        "hierannot_confidence",
        "hierannot_cl_id",
        "hierannot_path",
        "hierannot_L1",
        "hierannot_L2",
    ]
    assert adata.obs["hierannot"].tolist() == ["T cell", "unknown", "T cell"]
    assert adata.obs["hierannot_status"].cat.categories.tolist() == ["resolved", "mixed", "unknown"]
    assert adata.obs["hierannot_L2"].isna().tolist() == [False, True, False]
    assert adata.uns["hierannot"]["params"] == {"cluster_key": "leiden", "hierarchy": "colon_tme", "n": 3}
    assert adata.uns["hierannot_colors"] == ["#00ff00", "#bdbdbd"]


def test_a_file_brings_everything_back(tmp_path):
    adata = cells()
    label_anndata(adata, EXPORT, "leiden")
    adata.write_h5ad(tmp_path / "labelled.h5ad")
    back = anndata.read_h5ad(tmp_path / "labelled.h5ad")
    pd.testing.assert_frame_equal(back.obs, adata.obs, check_categorical=False, check_index_type=False)
    table = back.uns["hierannot"]["clusters"]
    assert table.index.tolist() == ["1", "0"]
    assert table["annot_cl_id"].tolist() == ["CL:0000084", ""]
    np.testing.assert_array_equal(table["annot_final_call_margin"], [0.5, np.nan])


def test_a_second_run_replaces_the_first_and_another_key_keeps_both():
    adata = cells()
    label_anndata(adata, EXPORT, "leiden", colors={"T cell": "#00ff00"})
    label_anndata(adata, EXPORT, "leiden", key_added="hierannot_embed")
    label_anndata(adata, EXPORT.drop(columns=["annot_l2_label", "annot_path"]), "leiden")
    assert "hierannot_L2" not in adata.obs
    assert "hierannot_path" not in adata.obs
    assert "hierannot_colors" not in adata.uns
    assert adata.obs["hierannot_embed_L2"].tolist()[0] == "T cell"


def test_the_export_is_left_alone():
    before = EXPORT.copy()
    label_anndata(cells(), EXPORT, "leiden")
    pd.testing.assert_frame_equal(EXPORT, before)


def test_a_cluster_without_a_row_is_named():
    adata = cells()
    adata.obs["leiden"] = ["1", "2", "1"]
    with pytest.warns(DataWarning, match="1 cluster without a row in the summary: `2`"):
        label_anndata(adata, EXPORT, "leiden")
    assert adata.obs["hierannot"].isna().tolist() == [False, True, False]


@pytest.mark.parametrize(
    ("export", "key", "message"),
    [
        (EXPORT, "louvain", "obs has no column 'louvain'; there are: `leiden`"),
        (
            EXPORT.drop(columns="annot_export_label"),
            "leiden",
            "the export has no column `annot_export_label`",
        ),
        (EXPORT.drop(columns="cluster_id"), "leiden", "the summary has no column 'cluster_id'"),
    ],
)
def test_what_is_not_there_is_a_key_error(export, key, message):
    with pytest.raises(KeyError) as caught:
        label_anndata(cells(), export, key)
    assert caught.value.args == (message,)


def test_the_record_names_the_hierarchy_that_the_table_names():
    table = EXPORT.assign(
        annot_hierarchy="colon_tme", annot_hierarchy_version="1.2.0", annot_hierarchy_hash="f00"
    )
    adata = cells()
    label_anndata(adata, table, "leiden")
    assert adata.uns["hierannot"]["params"] == {
        "cluster_key": "leiden",
        "hierarchy": "colon_tme",
        "hierarchy_version": "1.2.0",
        "hierarchy_hash": "f00",
    }
    table["annot_hierarchy"] = ["colon_tme", "lung_tme"]
    label_anndata(adata, table, "leiden")
    assert "hierarchy" not in adata.uns["hierannot"]["params"]


@pytest.mark.parametrize("key", ["leiden", "leiden_L1"])
def test_the_clusters_themselves_are_never_replaced(key):
    adata = cells()
    adata.obs[key] = adata.obs["leiden"]
    with pytest.raises(ValueError, match=f"labels under 'leiden' would replace the clusters in '{key}'"):
        label_anndata(adata, EXPORT, key, key_added="leiden")
    assert adata.obs[key].tolist() == ["1", "0", "1"]


@pytest.mark.parametrize("key", ["", "first/second"])
def test_a_key_that_files_cannot_hold_is_refused(key):
    with pytest.raises(ValueError, match="it is a name, without slashes"):
        label_anndata(cells(), EXPORT, "leiden", key_added=key)
