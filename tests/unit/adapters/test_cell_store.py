import warnings
from pathlib import Path

import anndata
import h5py
import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from hierannot_dsl.adapters.anndata import aggregate_anndata_to_cluster_means
from hierannot_dsl.adapters.averaging import METHODS, loaded
from hierannot_dsl.adapters.cell_store import open_cells

COUNTS = np.random.default_rng(0).poisson(0.7, (40, 6)).astype(np.float32)


@pytest.fixture(scope="module")
def cells() -> anndata.AnnData:
    adata = anndata.AnnData(sparse.csr_matrix(COUNTS))
    adata.var_names = [f"G{gene}" for gene in range(6)]
    adata.obs_names = [f"c{cell}" for cell in range(40)]
    adata.obs["leiden"] = pd.Categorical(
        [f"k{cell % 3}" for cell in range(40)], categories=["k2", "k0", "k1"]
    )
    adata.obs["number"] = np.arange(40) % 4
    adata.obs["keep"] = np.arange(40) % 5 > 0
    adata.raw = anndata.AnnData(sparse.csr_matrix(COUNTS[:, :2]), adata.obs, pd.DataFrame(index=["A", "B"]))
    adata.layers["columns"] = sparse.csc_matrix(COUNTS)
    adata.layers["dense"] = COUNTS
    adata.obsm["X_pca"] = COUNTS[:, :2].astype(np.float64)
    adata.obsm["table"] = pd.DataFrame({"G0": COUNTS[:, 0]}, index=adata.obs_names)
    adata.obsp["connectivities"] = sparse.csr_matrix(COUNTS @ COUNTS.T)
    return adata


@pytest.fixture(scope="module", params=["cells.h5ad", "cells.zarr"])
def path(request: pytest.FixtureRequest, cells: anndata.AnnData, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("stored") / request.param
    if path.suffix == ".zarr":
        pytest.importorskip("zarr", reason="Zarr stores need zarr")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # anndata's, of what it will do some day
        (cells.write_zarr if path.suffix == ".zarr" else cells.write_h5ad)(path)
    return path


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    "place",
    [
        {},
        {"source": "raw"},
        {"source": "layer", "source_key": "columns"},
        {"source": "layer", "source_key": "dense"},
        {"source": "obsm", "source_key": "X_pca"},
        {"source": "obsm", "source_key": "table"},
    ],
    ids=lambda place: "-".join(place.values()) or "X",
)
def test_cells_on_the_disk_average_like_those_in_memory(path, cells, place, method, monkeypatch):
    monkeypatch.setattr("hierannot_dsl.adapters.blocks.STORED", 20)
    monkeypatch.setattr("hierannot_dsl.adapters.blocks.POINTERS", 7)
    options = {"method": method, "cell_mask": "keep", **place}
    expected = aggregate_anndata_to_cluster_means(cells, "leiden", **options)
    with open_cells(path) as opened:
        found = aggregate_anndata_to_cluster_means(opened, "leiden", **options)
    assert list(found.columns) == ["k2", "k0", "k1"]
    pd.testing.assert_frame_equal(found, expected, check_exact=True)


def test_central_cells_by_the_graph_on_the_disk(path, cells):
    options = {"method": "central_cells_mean", "centrality": "graph"}
    expected = aggregate_anndata_to_cluster_means(cells, "number", **options)
    with open_cells(path) as opened:
        found = aggregate_anndata_to_cluster_means(opened, "number", **options)
    pd.testing.assert_frame_equal(found, expected, check_exact=True)


def test_nothing_is_read_but_what_is_asked_for(path, cells, monkeypatch):
    read = []
    monkeypatch.setattr("hierannot_dsl.adapters.cell_store._read", lambda element: read.append(element.name))
    with open_cells(path) as opened:
        assert list(opened.obs) == ["leiden", "number", "keep"]
        assert list(opened.layers) == ["columns", "dense"]
        assert opened.X.shape == (40, 6)
        assert opened.layers["columns"].format == "csc"
        assert read == []
        opened.obs["number"]
    assert [name.strip("/") for name in read] == ["obs/number"]


def test_what_is_set_stays_in_memory(path):
    with open_cells(path) as opened:
        opened.obs["label"] = pd.Categorical(["x"] * 40)
        del opened.obs["keep"]
        assert list(opened.obs) == ["leiden", "number", "label"]
        assert opened.obs["label"].cat.categories.tolist() == ["x"]
        with pytest.raises(KeyError):
            opened.obs["keep"]
        with pytest.raises(KeyError):
            del opened.obs["keep"]
        opened.uns["mine"] = {}
        assert list(opened.uns) == ["mine"]
    with open_cells(path) as opened:
        assert list(opened.obs) == ["leiden", "number", "keep"]
        assert len(opened.uns) == 0


def test_a_stored_matrix_is_loaded_as_it_is(path, cells):
    with open_cells(path) as opened:
        for found in (opened.X, opened.layers["columns"]):
            np.testing.assert_array_equal(loaded(found).toarray(), COUNTS)
        np.testing.assert_array_equal(loaded(opened.layers["dense"]), COUNTS)


def test_what_is_no_file_of_cells_is_said(tmp_path: Path):
    with pytest.raises(FileNotFoundError, match=r"none.h5ad: no such file"):
        open_cells(tmp_path / "none.h5ad")
    (tmp_path / "text.h5ad").write_text("text")
    with pytest.raises(ValueError, match=r"text.h5ad holds no AnnData that can be read: .*signature"):
        open_cells(tmp_path / "text.h5ad")
    with h5py.File(tmp_path / "other.h5ad", "w") as file:
        file.create_group("obs")
    with pytest.raises(ValueError, match=r"other.h5ad holds no AnnData: it has no var"):
        open_cells(tmp_path / "other.h5ad")
    with h5py.File(tmp_path / "old.h5ad", "w") as file:
        file["obs"] = np.zeros(3, dtype=[("index", "i4")])
        file["var"] = np.zeros(3, dtype=[("index", "i4")])
    with pytest.raises(ValueError, match=r"written by an anndata before 0.7; read and write it"):
        open_cells(tmp_path / "old.h5ad")
    with h5py.File(tmp_path / "old.h5ad", "r+"):
        pass  # it was closed
