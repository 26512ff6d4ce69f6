"""Sums, detected cells, means and medians of clusters are those of scanpy, on made-up and on real cells."""

from __future__ import annotations

import os
import warnings
from pathlib import Path
from typing import Any

import anndata
import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from hierannot_dsl.adapters.anndata import aggregate_anndata_to_cluster_means, sum_anndata_by_cluster
from hierannot_dsl.adapters.cell_store import open_cells
from hierannot_dsl.kernels import groups as kernel

scanpy = pytest.importorskip("scanpy", reason="scanpy is an extra")

# What scanpy's median may differ by: it takes single precision.
TOLERANCE = {"rtol": 1e-6, "atol": 1e-6}


@pytest.fixture(scope="module")
def made_up() -> anndata.AnnData:
    random = np.random.default_rng(0)
    counts = random.poisson(0.8, (700, 60)) * random.lognormal(0, 1, 60).round(2)
    obs = pd.DataFrame({"leiden": pd.Categorical(random.integers(0, 9, 700).astype(str))})
    obs.index = obs.index.astype(str)
    var = pd.DataFrame(index=[f"G{gene}" for gene in range(60)])
    return anndata.AnnData(sparse.csr_matrix(counts.astype(np.float32)), obs=obs, var=var)


def aggregated(adata: anndata.AnnData, key: str, *more: str) -> dict[str, pd.DataFrame]:
    found = scanpy.get.aggregate(adata, by=key, func=["sum", "mean", "count_nonzero", *more])
    return {
        name: pd.DataFrame(values.T, index=adata.var_names, columns=list(found.obs[key]))
        for name, values in found.layers.items()
    }


def assert_same(found: pd.DataFrame, expected: pd.DataFrame) -> None:
    assert list(found.columns) == list(map(str, expected.columns))
    np.testing.assert_allclose(found.to_numpy(), expected.to_numpy(), **TOLERANCE)


def agree(ours: Any, expected: dict[str, pd.DataFrame], key: str) -> None:
    found = sum_anndata_by_cluster(ours, key)
    assert_same(found.sums, expected["sum"])
    assert_same(found.detected, expected["count_nonzero"])
    assert_same(found.means, expected["mean"])
    assert_same(aggregate_anndata_to_cluster_means(ours, key), expected["mean"])
    if "median" in expected:
        assert_same(aggregate_anndata_to_cluster_means(ours, key, method="median"), expected["median"])


@pytest.mark.parametrize("kind", [sparse.csr_matrix, sparse.csc_matrix, sparse.csr_matrix.toarray])
@pytest.mark.parametrize("compiled_from", [0, 10**12])
def test_made_up_cells(
    made_up: anndata.AnnData, kind: Any, compiled_from: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kernel, "COMPILED_FROM", compiled_from)
    adata = made_up.copy()
    adata.X = kind(made_up.X)
    agree(adata, aggregated(made_up, "leiden", "median"), "leiden")


def test_a_trimmed_mean_is_that_of_scipy(made_up: anndata.AnnData) -> None:
    from scipy.stats import trim_mean

    for trim in (0.05, 0.1, 0.33):
        found = aggregate_anndata_to_cluster_means(
            made_up, "leiden", method="trimmed_mean", trim_fraction=trim
        )
        for name in found.columns:
            own = made_up[made_up.obs["leiden"] == name].X.toarray().astype(np.float64)
            np.testing.assert_allclose(found[name], trim_mean(own, trim, axis=0), rtol=1e-12)


def test_real_cells_from_the_file() -> None:
    folder = os.environ.get("HIERANNOT_DATA")
    if not folder:
        pytest.skip("HIERANNOT_DATA does not name the folder of development data")
    path = Path(folder) / "cells/pbmc3k.h5ad"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the age of the file
        adata = anndata.read_h5ad(path)
    with open_cells(path) as cells:
        agree(cells, aggregated(adata, "cell_type"), "cell_type")
