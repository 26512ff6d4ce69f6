"""The made-up file is one that anndata reads, and cells of such a file are summed in bounded memory."""

import tracemalloc
from pathlib import Path

import anndata
import numpy as np
import pytest

from benchmarks.large import write_cells
from hierannot_dsl.adapters.anndata import sum_anndata_by_cluster
from hierannot_dsl.adapters.cell_store import open_cells

MEBIBYTE = 2**20


@pytest.mark.parametrize("name", ["large.h5ad", "large.zarr"])
def test_the_file_is_an_anndata_with_counts_in_every_cell(name: str, tmp_path: Path) -> None:
    if name.endswith("zarr"):
        pytest.importorskip("zarr", reason="Zarr stores need zarr")
    assert write_cells(tmp_path / name, 70, 100, 0.05) == 350
    adata = (anndata.read_zarr if name.endswith("zarr") else anndata.read_h5ad)(tmp_path / name)
    assert adata.shape == (70, 100)
    assert adata.X.has_canonical_format
    assert np.diff(adata.X.indptr).tolist() == [5] * 70
    assert adata.obs_names[[0, -1]].tolist() == ["cell0", "cell69"]
    with open_cells(tmp_path / name) as cells:
        found = sum_anndata_by_cluster(cells, "leiden")
    assert found.sums.to_numpy().sum() == adata.X.sum()
    sizes = adata.obs["leiden"].astype(str).value_counts()
    assert found.sizes.to_dict() == sizes.to_dict()


def test_memory_is_that_of_a_block(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hierannot_dsl.adapters.blocks.STORED", 100_000)
    monkeypatch.setattr("hierannot_dsl.adapters.blocks.POINTERS", 5_000)
    n_values = write_cells(tmp_path / "large.h5ad", 50_000, 400, 0.1)
    assert n_values * 8 > 15 * MEBIBYTE
    with open_cells(tmp_path / "large.h5ad") as cells:
        sum_anndata_by_cluster(cells, "leiden")  # what is imported and kept does not count
        tracemalloc.start()
        try:
            sum_anndata_by_cluster(cells, "leiden")
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    # 40 clusters x 400 genes, 50,000 codes, and a block with its work space.
    assert peak < 6 * MEBIBYTE
