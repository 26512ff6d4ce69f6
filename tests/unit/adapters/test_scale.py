import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from hierannot_dsl.adapters.scale import evidence_of_counts, evidence_of_logs

DATA = os.environ.get("HIERANNOT_DATA", "")


def flat(n_genes: int, top: float) -> np.ndarray:
    """One cluster in which every gene has 1 and one has `top`."""
    values = np.ones((n_genes, 1))
    values[0] = top
    return values


def test_the_limit_is_2_2_times_the_cube_root_of_the_genes_seen():
    # 1,000 genes: the limit is 22 times the mean, and the mean of the others is 1.
    assert evidence_of_logs(flat(1000, 21.5 * 999 / 978.5)) is not None
    assert evidence_of_logs(flat(1000, 22.5 * 999 / 977.5)) is None


def test_the_evidence_is_in_the_sentence():
    assert evidence_of_logs(flat(1000, 1.0)) == (
        "the top gene of a typical cluster has 0.10% of its column, 1 times the mean of the genes seen "
        "there; counts have 22 times and more"
    )


def test_few_genes_and_empty_clusters_tell_nothing():
    assert evidence_of_logs(flat(499, 1.0)) is None
    assert evidence_of_logs(np.zeros((1000, 3))) is None
    assert evidence_of_logs(np.zeros((0, 3))) is None
    with_empty = np.hstack([flat(1000, 1.0), np.zeros((1000, 1))])
    assert evidence_of_logs(with_empty) == evidence_of_logs(flat(1000, 1.0))


def test_no_logarithm_of_a_count_is_above_30():
    assert evidence_of_counts(np.array([[30.0]])) is None
    assert evidence_of_counts(np.zeros((0, 0))) is None
    assert evidence_of_counts(np.array([[31.5]])) == (
        "the largest value is 31.5, and no number of transcripts has such a logarithm"
    )


@pytest.mark.skipif(not DATA, reason="HIERANNOT_DATA does not name the folder of development data")
def test_real_cluster_means_are_told_apart():
    for row in pd.read_csv(Path(DATA) / "datasets.csv").itertuples():
        values = pd.read_parquet(Path(DATA) / "profiles" / f"{row.dataset}.parquet").to_numpy()
        assert (evidence_of_logs(values) is not None) == (row.scale == "log"), row.dataset
