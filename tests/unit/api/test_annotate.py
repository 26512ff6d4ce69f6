"""One call from cells to labels: what it writes, what it replaces, and that the shell writes the same."""

from __future__ import annotations

import json
import warnings
from pathlib import Path

import anndata
import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from hierannot_dsl import (
    DataWarning,
    MarkerProgram,
    annotate,
    load_program,
    open_cells,
    read_hierarchy,
)
from hierannot_dsl.cli.main import status_of

BLOOD = """\
hier 1
hierarchy blood {
  version "1.2.0"
  node "T cell" {
    cl CL:0000084
    + CD3D
    + CD3E
    + TRAC
    node "CD8 T cell" {
      + CD8A
      + CD8B
      + GZMK
    }
    node "CD4 T cell" {
      + CD4
      + IL7R
      + TCF7
    }
  }
  node "B cell" {
    + CD19
    + CD79A
    + MS4A1
  }
}
"""
MARKERS = ("CD3D", "CD3E", "TRAC", "CD8A", "CD8B", "GZMK", "CD4", "IL7R", "TCF7", "CD19", "CD79A", "MS4A1")
ON = {"10": MARKERS[:6], "2": MARKERS[9:], "3": ()}
GENES = [*MARKERS, *(f"GENE{at}" for at in range(600))]


def cells() -> anndata.AnnData:
    """Two cells of each of three clusters, and one without a cluster: counts in a layer, logarithms in X."""
    clusters = ["10", "2", "3", "10", "2", "3", None]
    off = {gene: 0.0 if gene in MARKERS else float(at % 5) for at, gene in enumerate(GENES)}
    counts = [[60.0 if gene in ON.get(name, ()) else off[gene] for gene in GENES] for name in clusters]
    adata = anndata.AnnData(sparse.csr_matrix(np.log1p(counts)))
    adata.obs_names = [f"cell{at}" for at in range(7)]
    adata.var_names = GENES
    adata.obs["leiden"] = pd.Categorical(clusters, categories=["2", "3", "10"])
    adata.layers["counts"] = sparse.csr_matrix(np.array(counts))
    return adata


@pytest.fixture
def adata() -> anndata.AnnData:
    return cells()


@pytest.fixture
def blood(tmp_path: Path) -> Path:
    path = tmp_path / "blood.hier"
    path.write_text(BLOOD)
    return path


@pytest.fixture(autouse=True)
def _quiet() -> None:
    # One cell has no cluster, in every test here; anndata tells how it will write some day.
    warnings.filterwarnings("ignore", message="left out 1 cell without a cluster")
    warnings.filterwarnings("ignore", module="anndata|zarr")


def test_what_it_writes(adata: anndata.AnnData, blood: Path) -> None:
    assert annotate(adata, "leiden", hierarchy=blood, layer="counts") is None
    names = ["", "_label_with_cluster", "_status", "_confidence", "_confidence_score", "_cl_id", "_path"]
    assert adata.obs.columns.tolist() == [
        "leiden",
        *(f"hierannot{name}" for name in names),
        "hierannot_L1",
        "hierannot_L2",
    ]
    assert adata.obs["hierannot"].tolist()[:6] == ["CD8 T cell", "B cell", "unknown"] * 2
    assert adata.obs["hierannot_L1"].iloc[0] == "T cell"
    assert adata.obs.iloc[6].isna().all()
    kinds = adata.obs.dtypes.astype(str)
    assert set(kinds.drop("hierannot_confidence_score")) == {"category"}
    assert kinds["hierannot_confidence_score"] == "float64"
    grades = adata.obs["hierannot_confidence"].cat
    assert (grades.ordered, grades.categories.tolist()) == (True, ["none", "low", "medium", "high"])
    colors = dict(zip(adata.obs["hierannot"].cat.categories, adata.uns["hierannot_colors"], strict=True))
    assert colors["unknown"] == "#bdbdbd"
    assert len(set(colors.values())) == 3
    assert adata.uns["hierannot_L1_colors"][0] == colors["B cell"]


def test_the_record_makes_the_labels_again(adata: anndata.AnnData, blood: Path, tmp_path: Path) -> None:
    annotate(adata, "leiden", hierarchy=blood, layer="counts", cell_mask=None, method="hierannot")
    record = adata.uns["hierannot"]
    params = record["params"]
    assert {
        name: params[name] for name in ("cluster_key", "hierarchy", "hierarchy_version", "hierarchy_by")
    } == {
        "cluster_key": "leiden",
        "hierarchy": "blood",
        "hierarchy_version": "1.2.0",
        "hierarchy_by": "given",
    }
    assert (params["source"], params["source_key"], params["method"]) == ("layer", "counts", "hierannot")
    assert record["clusters"].index.tolist() == ["2", "3", "10"]
    assert len(record["scores"]) == 3 * 4
    assert record["settings"]["scale_factor"] == 1e4
    document = tmp_path / "again.json"
    document.write_text(record["hierarchy"])
    again = annotate(cells(), "leiden", hierarchy=document, layer="counts", method="hierannot", copy=True)
    pd.testing.assert_frame_equal(again.obs, adata.obs)
    assert again.uns["hierannot"]["params"] == params


@pytest.mark.parametrize("suffix", ["h5ad", "zarr"])
def test_a_file_brings_everything_back(
    adata: anndata.AnnData, blood: Path, tmp_path: Path, suffix: str
) -> None:
    if suffix == "zarr":
        pytest.importorskip("zarr", reason="Zarr stores need zarr")
    annotate(adata, "leiden", hierarchy=blood, layer="counts")
    path = tmp_path / f"labelled.{suffix}"
    (adata.write_h5ad if suffix == "h5ad" else adata.write_zarr)(path)
    back = (anndata.read_h5ad if suffix == "h5ad" else anndata.read_zarr)(path)
    loose = {"check_categorical": False, "check_index_type": False, "check_dtype": False}
    pd.testing.assert_frame_equal(back.obs, adata.obs, **loose)
    record, kept = back.uns["hierannot"], adata.uns["hierannot"]
    for table in ("clusters", "scores", "fit"):
        assert kept[table].select_dtypes(object).empty
        assert not kept[table].select_dtypes("category").isna().any().any()
        pd.testing.assert_frame_equal(record[table], kept[table], **loose)
    assert record["params"] == kept["params"]
    assert record["settings"] == kept["settings"]
    assert json.loads(record["hierarchy"])["name"] == "blood"
    assert list(back.uns["hierannot_colors"]) == adata.uns["hierannot_colors"]


def test_a_second_run_replaces_all_of_the_first(adata: anndata.AnnData, blood: Path) -> None:
    annotate(adata, "leiden", hierarchy=blood, layer="counts")
    annotate(adata, "leiden", hierarchy=blood, layer="counts", key_added="other")
    flat = [MarkerProgram("Lymphocyte", ["CD3D", "CD3E", "TRAC", "CD19", "CD79A"])]
    annotate(adata, "leiden", hierarchy=flat, layer="counts")
    assert "hierannot_L2" not in adata.obs
    assert "hierannot_L2_colors" not in adata.uns
    assert adata.uns["hierannot"]["params"]["hierarchy"] == "custom"
    assert "version" in adata.uns["hierannot"]["params"]
    assert adata.obs["other_L2"].iloc[0] == "CD8 T cell"


def test_a_copy_leaves_the_cells_alone(adata: anndata.AnnData) -> None:
    named = annotate(adata, "leiden", hierarchy="immune_core", layer="counts", copy=True)
    assert adata.obs.columns.tolist() == ["leiden"]
    assert dict(adata.uns) == {}
    assert named.obs["hierannot_L1"].iloc[0] == "T cell"


def test_hierarchies_of_every_kind_give_the_same(adata: anndata.AnnData, blood: Path, tmp_path: Path) -> None:
    (tmp_path / "genes.txt").write_text("\n".join(GENES))
    assert status_of(["compile", f"{blood}", "--panel", f"{tmp_path}/genes.txt", "--out", f"{tmp_path}"]) == 0
    kinds = [
        blood,
        str(blood),
        read_hierarchy(blood),
        tmp_path / "blood.hierc.json",
        load_program(tmp_path / "blood.hierc.json"),
    ]
    labels = [
        annotate(adata, "leiden", hierarchy=kind, layer="counts", copy=True).obs["hierannot"].tolist()[:6]
        for kind in kinds
    ]
    assert labels == [["CD8 T cell", "B cell", "unknown"] * 2] * len(kinds)


def test_the_shell_writes_the_same(
    adata: anndata.AnnData, blood: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    adata.write_h5ad(tmp_path / "cells.h5ad")
    monkeypatch.chdir(tmp_path)
    asked = ["annotate", "cells.h5ad", "--cluster", "leiden", "--layer", "counts"]
    assert status_of([*asked, "--hierarchy", "blood.hier"]) == 0
    there = anndata.read_h5ad(tmp_path / "output/cells_labelled.h5ad")
    annotate(adata, "leiden", hierarchy=blood, layer="counts")
    adata.write_h5ad(tmp_path / "here.h5ad")
    here = anndata.read_h5ad(tmp_path / "here.h5ad")
    pd.testing.assert_frame_equal(there.obs, here.obs)
    assert set(there.uns) == set(here.uns)
    for name, value in here.uns["hierannot"].items():
        if isinstance(value, pd.DataFrame):
            pd.testing.assert_frame_equal(there.uns["hierannot"][name], value)
        else:
            assert there.uns["hierannot"][name] == value


def test_scaled_values_are_refused_with_what_there_is_instead(adata: anndata.AnnData, blood: Path) -> None:
    scaled = anndata.AnnData(np.asarray(adata.X.todense()) - 1.0, obs=adata.obs, var=adata.var)
    with pytest.raises(ValueError, match="X holds negative values") as caught:
        annotate(scaled, "leiden", hierarchy=blood)
    assert str(caught.value) == (
        'X holds negative values, as after sc.pp.scale; average counts: layer="NAME" (there is no other '
        "layer)"
    )
    scaled.raw, scaled.layers["counts"] = adata, adata.X
    with pytest.raises(ValueError, match="X holds negative values") as caught:
        annotate(scaled, "leiden", hierarchy=blood)
    assert str(caught.value).endswith(
        'layer="NAME" (there is `counts`), or .raw: raw=True, with input_type="normalized" '
        "if it holds logarithms"
    )
    assert "hierannot" not in scaled.uns


def test_auto_takes_what_fits_best(adata: anndata.AnnData) -> None:
    told = "hierarchy 'immune_core' was taken; no hierarchy fits well: immune_core names 2 of 3 clusters"
    with pytest.warns(DataWarning, match=told):
        annotate(adata, "leiden", layer="counts")
    record = adata.uns["hierannot"]
    assert (record["params"]["hierarchy"], record["params"]["hierarchy_by"]) == ("immune_core", "auto")
    assert record["suggested"]["name"].iloc[0] == "immune_core"


def test_the_shell_takes_what_fits_best_and_names_what_fits_as_well(
    adata: anndata.AnnData,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in ("blood", "lymph"):
        about = f'hierarchy {name} {{\n  tissue "{name}"'
        (tmp_path / f"{name}.hier").write_text(BLOOD.replace("hierarchy blood {", about))
    adata[adata.obs["leiden"] != "3"].write_h5ad(tmp_path / "cells.h5ad")
    monkeypatch.chdir(tmp_path)
    asked = ("annotate", "cells.h5ad", "--cluster", "leiden", "--layer", "counts", "--catalog", ".")
    assert status_of(asked) == 0
    told = capsys.readouterr().err
    assert "warning: hierarchy 'blood' was taken; equal: blood, lymph; these data cannot tell them" in told
    assert "hierarchy: blood, by fit\n" in told
    params = anndata.read_h5ad(tmp_path / "output/cells_labelled.h5ad").uns["hierannot"]["params"]
    assert (params["hierarchy"], params["hierarchy_by"]) == ("blood", "auto")


def test_cells_on_the_disk_are_named_in_memory(adata: anndata.AnnData, blood: Path, tmp_path: Path) -> None:
    adata.write_h5ad(tmp_path / "cells.h5ad")
    before = (tmp_path / "cells.h5ad").read_bytes()
    with open_cells(tmp_path / "cells.h5ad") as opened:
        annotate(opened, "leiden", hierarchy=blood, layer="counts")
        assert opened.obs["hierannot"].tolist()[:3] == ["CD8 T cell", "B cell", "unknown"]
        with pytest.raises(ValueError, match="cells that are on the disk are not copied"):
            annotate(opened, "leiden", hierarchy=blood, layer="counts", copy=True)
    assert (tmp_path / "cells.h5ad").read_bytes() == before


@pytest.mark.parametrize(
    ("options", "kind", "message"),
    [
        ({"groupby": "ledien"}, KeyError, "no column of obs is called 'ledien'; near: `leiden`"),
        ({"layer": "count"}, KeyError, "no layer is called 'count'; near: `counts`"),
        ({"hierarchy": "imune_core"}, KeyError, "no built-in hierarchy 'imune_core'; did you mean"),
        ({"raw": True}, ValueError, "layer and raw are two places: name one"),
        ({"method": "best"}, ValueError, "best"),
    ],
)
def test_what_cannot_be_named_writes_nothing(
    adata: anndata.AnnData, options: dict[str, object], kind: type[Exception], message: str
) -> None:
    asked = {"groupby": "leiden", "hierarchy": "immune_core", "layer": "counts"} | options
    with pytest.raises(kind, match=message):
        annotate(adata, asked.pop("groupby"), **asked)
    assert adata.obs.columns.tolist() == ["leiden"]
    assert dict(adata.uns) == {}
