import warnings

import numpy as np
import pandas as pd
import pytest

from benchmarks.enrichment import (
    MarkerList,
    multivariate_t,
    sctype,
    univariate_t,
    weights,
)


def rows(*values: int) -> np.ndarray:
    return np.array(values, dtype=np.int64)


LISTS = [
    MarkerList(0, rows(0, 1, 2), rows(10)),
    MarkerList(1, rows(2, 3, 4, 5), rows()),
    MarkerList(2, rows(6, 7, 8), rows(0, 3)),
]


@pytest.fixture
def values() -> np.ndarray:
    return np.random.default_rng(0).gamma(1.0, 1.0, size=(60, 4))


@pytest.mark.parametrize(("ours", "theirs"), [(univariate_t, "ulm"), (multivariate_t, "mlm")])
def test_linear_models_are_those_of_decoupler(values: np.ndarray, ours, theirs: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        decoupler = pytest.importorskip("decoupler", reason="decoupler is not installed")
        data = pd.DataFrame(values.T, columns=[f"g{row}" for row in range(60)], index=list("abcd"))
        matrix = weights(60, LISTS)
        net = pd.DataFrame(
            [
                (f"s{column}", f"g{row}", matrix[row, column])
                for row, column in zip(*np.nonzero(matrix), strict=True)
            ],
            columns=["source", "target", "weight"],
        )
        expected = getattr(decoupler.mt, theirs)(data, net, tmin=1)[0]
    expected = expected.loc[list("abcd"), ["s0", "s1", "s2"]].to_numpy().T
    assert ours(values, LISTS) == pytest.approx(expected, rel=1e-4)  # decoupler computes in single precision


def test_sctype_by_hand() -> None:
    # Two clusters: every gene is at plus or minus 1 / sqrt(2) of its standard deviation.
    values = np.array([[1.0, 3.0], [5.0, 2.0], [0.0, 1.0]])
    lists = [MarkerList(0, rows(0), rows(1)), MarkerList(1, rows(0, 2), rows())]
    z = 1 / np.sqrt(2)
    # Gene 0 is in both lists and tells nothing, gene 2 is in one only; gene 1 is in neither.
    expected = [[0 - z, 0 + z], [-z / np.sqrt(2), z / np.sqrt(2)]]
    assert sctype(values, lists) == pytest.approx(np.array(expected))


def test_sctype_of_one_cluster_tells_nothing() -> None:
    assert sctype(np.ones((12, 1)), LISTS).tolist() == [[0.0], [0.0], [0.0]]
