"""What other tools do for the same work, where they are installed."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

import pandas as pd

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from scipy import sparse

Call: TypeAlias = Callable[[], object]


def univariate_linear_models(means: pd.DataFrame, markers: dict[str, list[str]]) -> Call | None:
    """decoupler's ulm, a score for every cluster and marker list; None where decoupler is not installed."""
    decoupler = _installed("decoupler")
    if decoupler is None:
        return None
    data = means.T
    pairs = [(name, gene, 1.0) for name, genes in markers.items() for gene in dict.fromkeys(genes)]
    net = pd.DataFrame(pairs, columns=["source", "target", "weight"])
    return lambda: decoupler.mt.ulm(data, net, tmin=1)


def score_genes(means: pd.DataFrame, markers: dict[str, list[str]]) -> Call | None:
    """scanpy's score_genes, once per marker list; None where scanpy is not installed."""
    scanpy = _installed("scanpy")
    if scanpy is None:
        return None
    import anndata

    data = anndata.AnnData(means.T)

    def call() -> None:
        for name, genes in markers.items():
            scanpy.tl.score_genes(data, [gene for gene in genes if gene in means.index], score_name=name)

    return call


def aggregate(cells: sparse.csr_matrix, groups: np.ndarray) -> Call | None:
    """scanpy's aggregation of cells by group; None where scanpy is not installed."""
    scanpy = _installed("scanpy")
    if scanpy is None:
        return None
    import anndata

    obs = pd.DataFrame({"group": pd.Categorical(groups)}, index=[str(cell) for cell in range(len(groups))])
    data = anndata.AnnData(cells, obs=obs)
    return lambda: scanpy.get.aggregate(data, by="group", func=["mean", "count_nonzero"])


def aggregate_file(path: Path) -> Call | None:
    """The same from a file, which scanpy wants to be loaded; None where scanpy is not installed."""
    scanpy = _installed("scanpy")
    if scanpy is None:
        return None
    import anndata

    read = anndata.read_h5ad if path.suffix == ".h5ad" else anndata.read_zarr
    return lambda: scanpy.get.aggregate(read(path), by="group", func=["mean", "count_nonzero"])


def _installed(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None
