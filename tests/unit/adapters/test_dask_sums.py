"""The same sums on dask: in threads, and on workers that are processes of their own, of which one dies."""

import os
import signal
from contextlib import suppress
from pathlib import Path

import anndata
import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from hierannot_dsl.adapters.anndata import (
    aggregate_anndata_to_cluster_means,
    sum_anndata_by_cluster,
)
from hierannot_dsl.adapters.expression import aggregate_expression_to_cluster_means
from hierannot_dsl.adapters.notices import DataWarning

array = pytest.importorskip("dask.array", reason="dask is an extra")

N_CELLS, N_GENES = 90, 7
COUNTS = np.random.default_rng(0).poisson(0.7, (N_CELLS, N_GENES)).astype(np.float32)
GROUPS = np.random.default_rng(1).integers(0, 4, N_CELLS)
GENES = [f"G{gene}" for gene in range(N_GENES)]


def expected(method: str = "mean", **options: object) -> pd.DataFrame:
    return aggregate_expression_to_cluster_means(COUNTS, GROUPS, genes=GENES, method=method, **options)


@pytest.mark.parametrize("chunks", [(90, 7), (13, 7), (20, 3)])
@pytest.mark.parametrize("kind", [np.asarray, sparse.csr_matrix, sparse.csc_matrix, sparse.csr_array])
def test_chunks_of_any_shape_and_kind_give_the_same(chunks, kind):
    matrix = array.from_array(COUNTS, chunks=chunks).map_blocks(kind, dtype=COUNTS.dtype)
    for method in ("mean", "median", "trimmed_mean"):
        found = aggregate_expression_to_cluster_means(matrix, GROUPS, genes=GENES, method=method)
        pd.testing.assert_frame_equal(found, expected(method), check_exact=True)


def test_masked_cells_and_genes_of_one_name():
    names = ["A", "B", "A", "C", "D", "E", "F"]
    matrix = array.from_array(COUNTS, chunks=(30, 4))
    options = {"genes": names, "cell_mask": GROUPS != 2}
    for method in ("mean", "median"):
        with pytest.warns(DataWarning) as told:
            found = aggregate_expression_to_cluster_means(matrix, GROUPS, method=method, **options)
        assert [str(warning.message) for warning in told] == [
            "left out 1 cluster without a cell: `2`",
            "rows of one name were summed, for 1 gene: `A`",
        ]
        with pytest.warns(DataWarning):
            alone = aggregate_expression_to_cluster_means(COUNTS, GROUPS, method=method, **options)
        pd.testing.assert_frame_equal(found, alone, check_exact=True)


def test_chunks_of_unknown_size_are_refused():
    matrix = array.from_array(COUNTS, chunks=(30, N_GENES))
    with pytest.raises(ValueError, match=r"unknown size: call its compute_chunk_sizes\(\) first"):
        aggregate_expression_to_cluster_means(matrix[matrix[:, 0] > 0], GROUPS, genes=GENES)


def test_values_with_rounding_agree_within_it():
    logs = np.log1p(COUNTS)
    matrix = array.from_array(logs, chunks=(11, 7))
    found = aggregate_expression_to_cluster_means(matrix, GROUPS, genes=GENES)
    alone = aggregate_expression_to_cluster_means(logs, GROUPS, genes=GENES)
    pd.testing.assert_frame_equal(found, alone, rtol=1e-12)


@pytest.mark.filterwarnings("ignore")  # of what dask is built on, also after the test
def test_processes_of_which_one_is_killed_at_work(tmp_path: Path):
    distributed = pytest.importorskip("distributed", reason="distributed is an extra")
    marker = str(tmp_path / "a worker has died")

    def die_once(block: np.ndarray) -> np.ndarray:
        if not os.path.exists(marker):
            Path(marker).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return block

    adata = anndata.AnnData(
        array.from_array(COUNTS, chunks=(10, N_GENES)).map_blocks(die_once, meta=COUNTS[:0]),
        obs=pd.DataFrame(
            {"leiden": pd.Categorical(GROUPS)},
            index=[f"c{at}" for at in range(N_CELLS)],
        ),
        var=pd.DataFrame(index=GENES),
    )
    options = {
        "n_workers": 2,
        "threads_per_worker": 1,
        "dashboard_address": None,
        "silence_logs": 50,
    }
    cluster = distributed.LocalCluster(processes=True, **options)
    try:
        with distributed.Client(cluster) as client:
            found = sum_anndata_by_cluster(adata, "leiden")
            means = aggregate_anndata_to_cluster_means(adata, "leiden")
            assert len(client.scheduler_info()["workers"]) >= 1
    finally:
        # On a busy machine processes end later than distributed waits for them; it kills them then.
        with suppress(TimeoutError):
            cluster.close()
    assert os.path.exists(marker)
    alone = expected()
    np.testing.assert_array_equal(found.means, alone)
    np.testing.assert_array_equal(means, alone)
    np.testing.assert_array_equal(found.detected, expected_detected())


def expected_detected() -> np.ndarray:
    return np.array([(COUNTS[group == GROUPS] > 0).sum(axis=0) for group in range(4)]).T
