import warnings
from pathlib import Path

import anndata
import h5py
import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from hierannot_dsl.adapters.cell_store import open_cells
from hierannot_dsl.adapters.labelled_copy import write_labelled_copy
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


@pytest.fixture(params=["cells.h5ad", "cells.v2.zarr", "cells.v3.zarr"])
def source(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    if request.param.endswith("zarr"):
        pytest.importorskip("zarr", reason="Zarr stores need zarr")
    adata = anndata.AnnData(sparse.csr_matrix(np.arange(6.0).reshape(3, 2)))
    adata.obs["leiden"] = pd.Categorical(["0", "1", "0"])
    adata.uns["kept"] = {"value": 7}
    return written(adata, tmp_path / request.param)


def written(adata: anndata.AnnData, path: Path) -> Path:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # anndata's, of what it will do some day
        if path.suffix == ".h5ad":
            adata.write_h5ad(path)
        else:
            with anndata.settings.override(zarr_write_format=3 if ".v3" in path.name else 2):
                adata.write_zarr(path)
    return path


def read(path: Path) -> anndata.AnnData:
    return (anndata.read_h5ad if path.suffix == ".h5ad" else anndata.read_zarr)(path)


def label(source: Path, target: Path, **options: object) -> None:
    with open_cells(source) as opened:
        label_anndata(opened, EXPORT, "leiden", **options)
        write_labelled_copy(opened, target)


def bytes_of(path: Path) -> dict[str, bytes]:
    files = [path] if path.is_file() else sorted(file for file in path.rglob("*") if file.is_file())
    return {file.relative_to(path).as_posix(): file.read_bytes() for file in files}


def test_the_copy_has_the_labels_and_everything_else(source: Path, tmp_path: Path) -> None:
    before = bytes_of(source)
    target = tmp_path / f"named{source.suffix}"
    label(source, target, colors={"T cell": "#112233"})
    assert bytes_of(source) == before
    copy = read(target)
    assert copy.obs["hierannot"].tolist() == ["T cell", "unknown", "T cell"]
    assert list(copy.obs.columns)[:2] == ["leiden", "hierannot"]
    assert copy.uns["hierannot_colors"].tolist() == ["#112233", "#bdbdbd"]
    assert copy.uns["kept"] == {"value": 7}
    np.testing.assert_array_equal(copy.X.toarray(), [[0, 1], [2, 3], [4, 5]])
    assert sorted(path.name for path in tmp_path.iterdir()) == [source.name, target.name]


@pytest.mark.parametrize("source", ["cells.h5ad", "cells.v3.zarr"], indirect=True)
def test_labelling_again_leaves_nothing_of_the_first_time(source: Path, tmp_path: Path) -> None:
    once, twice = (tmp_path / f"{name}{source.suffix}" for name in ("once", "twice"))
    label(source, once, colors={"T cell": "#112233"}, key_added="first")
    label(once, twice)
    label(once, twice, key_added="first")  # a second time to the same place
    copy = read(twice)
    assert "first_colors" not in copy.uns
    assert set(copy.uns) == {"first", "kept"}
    assert [name for name in copy.obs if name.startswith("hierannot")] == []


def test_a_file_without_uns_gets_one(tmp_path: Path) -> None:
    source = written(
        anndata.AnnData(np.ones((3, 2)), obs=pd.DataFrame({"leiden": [0, 1, 0]}, index=list("abc"))),
        tmp_path / "a.h5ad",
    )
    with h5py.File(source, "r+") as file:
        del file["uns"]
    label(source, tmp_path / "named.h5ad")
    assert set(anndata.read_h5ad(tmp_path / "named.h5ad").uns) == {"hierannot"}


def test_the_file_that_was_read_is_never_written_to(source: Path) -> None:
    with pytest.raises(ValueError, match="is the file that was read: it is never written to"):
        label(source, source)


@pytest.mark.parametrize("source", ["cells.h5ad"], indirect=True)
def test_a_read_only_file_gives_a_copy_that_can_be_replaced(source: Path, tmp_path: Path) -> None:
    source.chmod(0o444)
    for _ in range(2):
        label(source, tmp_path / "named.h5ad")
    assert (tmp_path / "named.h5ad").stat().st_mode & 0o200


@pytest.mark.parametrize("source", ["cells.h5ad", "cells.v3.zarr"], indirect=True)
@pytest.mark.parametrize("existing", [False, True])
def test_an_interrupt_leaves_what_was_there(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, existing: bool
) -> None:
    target = tmp_path / f"named{source.suffix}"
    if existing:
        label(source, target)
    before = bytes_of(target) if existing else {}

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("hierannot_dsl.adapters.labelled_copy._set_names", interrupt)
    with pytest.raises(KeyboardInterrupt):
        label(source, target, key_added="second")
    assert (bytes_of(target) if existing else {}) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == [source.name] + [target.name] * existing
