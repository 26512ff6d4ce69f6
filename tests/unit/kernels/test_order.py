import numpy as np
import pytest
from scipy import sparse

from hierannot_dsl.kernels.order import entries, mean_of_middle, stored_by_gene

CELLS = np.array([[0, 2, -1], [3, 0, 0], [0, 0, 5], [7, 7, 7]], dtype=np.float32)
GROUPS = np.array([1, 0, 1, -1])
KINDS = [np.asarray, sparse.csr_matrix, sparse.csr_array, sparse.csc_matrix]


@pytest.mark.parametrize("kind", KINDS)
def test_values_with_their_gene_and_group(kind):
    assert stored_by_gene(kind(CELLS), GROUPS).tolist() == [1, 1, 2]
    keys, values = entries(kind(CELLS), GROUPS, slice(1, 3), 2)
    assert sorted(zip(keys.tolist(), values.tolist(), strict=True)) == [(1, 2.0), (3, -1.0), (3, 5.0)]


def middle(values: list[float], size: int, cut: int, dtype: type = np.float64) -> float:
    return mean_of_middle(
        np.zeros(len(values), dtype=np.int64),
        np.array(values, dtype=dtype),
        np.array([size]),
        np.array([cut]),
    )[0]


@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.int64])
@pytest.mark.parametrize(
    ("values", "size", "cut", "expected"),
    [
        ([], 3, 1, 0.0),
        ([4], 1, 0, 4.0),
        ([4, 1], 2, 0, 2.5),
        ([4, 1], 4, 1, 0.5),  # 0 0 1 4
        ([-4, 1], 3, 1, 0.0),  # zeros stand between
        ([-4, -3, -2, 1], 5, 2, -2.0),  # -4 -3 -2 0 1
        ([0, 0, 9], 3, 1, 0.0),  # zeros that are stored
        ([9, 7, 8, 1, 2], 5, 1, 17 / 3),
    ],
)
def test_zeros_that_are_not_stored_have_their_place(values, size, cut, expected, dtype):
    assert middle(values, size, cut, dtype) == pytest.approx(expected, abs=1e-15)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_missing_value_is_not_cut_off(dtype):
    assert np.isnan(middle([np.nan, 1, 2], 3, 1, dtype))
    assert np.isnan(middle([-np.nan, 1, 2], 3, 1, dtype))


def test_values_beyond_single_precision_keep_their_order():
    assert middle([2**24 + 1, 2**24, 2**24 + 2], 3, 1) == 2**24 + 1
    assert middle([1e300, -1e300, 0.1], 3, 1) == 0.1


def test_infinite_values_are_the_last():
    assert middle([np.inf, 1.0, -np.inf], 3, 1) == 1.0
