from pathlib import Path

import anndata
import h5py
import numpy as np
import pandas as pd
import pytest

from hierannot_dsl.adapters.h5ad import write_labelled_copy
from hierannot_dsl.adapters.labels import label_anndata

EXPORT = pd.DataFrame(
    {
        "cluster_id": ["0", "1"],
        "annot_export_label": ["T cell", "unknown"],
        "annot_export_label_with_cluster": ["T_cell_0", "unknown_1"],
        "annot_export_status": ["resolved", "unknown"],
        "annot_confidence": ["high", "none"],
    }
)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    adata = anndata.AnnData(np.arange(6.0).reshape(3, 2))
    adata.obs["leiden"] = pd.Categorical(["0", "1", "0"])
    adata.uns["kept"] = {"value": 7}
    path = tmp_path / "cells.h5ad"
    adata.write_h5ad(path)
    return path


def labelled(source: Path, **options: object) -> anndata.AnnData:
    adata = anndata.read_h5ad(source, backed="r")
    label_anndata(adata, EXPORT, "leiden", **options)
    return adata


def test_the_copy_has_the_labels_and_everything_else(source: Path, tmp_path: Path) -> None:
    before = source.read_bytes()
    write_labelled_copy(labelled(source, colors={"T cell": "#112233"}), source, tmp_path / "named.h5ad")
    assert source.read_bytes() == before
    copy = anndata.read_h5ad(tmp_path / "named.h5ad")
    assert copy.obs["hierannot"].tolist() == ["T cell", "unknown", "T cell"]
    assert copy.uns["hierannot_colors"].tolist() == ["#112233", "#bdbdbd"]
    assert copy.uns["kept"] == {"value": 7}
    np.testing.assert_array_equal(copy.X, [[0, 1], [2, 3], [4, 5]])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cells.h5ad", "named.h5ad"]


def test_labelling_again_leaves_nothing_of_the_first_time(source: Path, tmp_path: Path) -> None:
    once, twice = tmp_path / "once.h5ad", tmp_path / "twice.h5ad"
    write_labelled_copy(labelled(source, colors={"T cell": "#112233"}), source, once)
    write_labelled_copy(labelled(once), once, twice)
    assert "hierannot_colors" not in anndata.read_h5ad(twice).uns


def test_a_file_without_uns_gets_one(source: Path, tmp_path: Path) -> None:
    with h5py.File(source, "r+") as file:
        del file["uns"]
    write_labelled_copy(labelled(source), source, tmp_path / "named.h5ad")
    assert set(anndata.read_h5ad(tmp_path / "named.h5ad").uns) == {"hierannot"}


def test_the_file_that_was_read_is_never_written_to(source: Path) -> None:
    with pytest.raises(ValueError, match="is the file that was read: it is never written to"):
        write_labelled_copy(labelled(source), source, source)


def test_a_read_only_file_gives_a_copy_that_can_be_replaced(source: Path, tmp_path: Path) -> None:
    source.chmod(0o444)
    for _ in range(2):
        write_labelled_copy(labelled(source), source, tmp_path / "named.h5ad")
    assert (tmp_path / "named.h5ad").stat().st_mode & 0o200
