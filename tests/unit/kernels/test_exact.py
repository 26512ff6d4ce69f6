import tracemalloc

import numpy as np
import pytest

from hierannot_dsl.kernels.exact import column_sums, membership, on_grid, rounding_shift, sum_shifted
from hierannot_dsl.kernels.extremes import peaks_of


@pytest.fixture
def values():
    return np.random.default_rng(0).lognormal(0, 4, (700, 5))


def test_the_order_of_genes_changes_no_bit_of_a_sum(values):
    sums = column_sums(values, values.max(axis=0))
    shuffled = values[np.random.default_rng(1).permutation(len(values))]
    assert column_sums(shuffled, values.max(axis=0)).tolist() == sums.tolist()
    assert column_sums(np.asfortranarray(values), values.max(axis=0)).tolist() == sums.tolist()
    np.testing.assert_allclose(sums, values.sum(axis=0), rtol=1e-11)


def test_plain_addition_would_depend_on_it(values):
    """The reason for the module: if this ever fails, it has lost its purpose."""
    orders = [np.random.default_rng(seed).permutation(len(values)) for seed in range(20)]
    assert len({float(np.add.reduce(values[order, 0])) for order in orders}) > 1


def test_zeros_sum_to_zero():
    assert column_sums(np.zeros((4, 2)), np.zeros(2)).tolist() == [0.0, 0.0]


def test_rounding_moves_by_less_than_the_step():
    values = np.array([0.1, 3.3, 9.0])
    shift = rounding_shift(9.0, 20_000)
    rounded = on_grid(values.copy(), shift)
    assert np.abs(rounded - values).max() < 1e-10
    step = np.spacing(shift)
    assert (rounded / step == np.round(rounded / step)).all()


@pytest.mark.parametrize("axis", [0, 1])
def test_shifted_values_are_summed_as_rounded_ones_are(values, axis):
    shift = rounding_shift(values.max(), values.size)
    expected = on_grid(values.copy(), shift).sum(axis=axis)
    assert sum_shifted(values + shift, shift, axis=axis).tolist() == expected.tolist()


def test_every_column_may_have_a_shift_of_its_own(values):
    shift = rounding_shift(values.max(axis=0), len(values))
    expected = on_grid(values.copy(), shift).sum(axis=0)
    assert sum_shifted(values + shift, shift, axis=0).tolist() == expected.tolist()


def test_membership_adds_the_rows_of_a_group_in_their_order():
    groups, weights = np.array([2, 0, 2, 2]), np.array([1.0, 3.0, 1.0, 1.0])
    assert membership(groups, 4).toarray().tolist() == [[0, 1, 0, 0], [0] * 4, [1, 0, 1, 1], [0] * 4]
    rows = np.array([[1e16], [5.0], [1.0], [-1e16]])
    assert (membership(groups, 4, weights) @ rows).tolist() == [[15.0], [0.0], [1e16 + 1.0 - 1e16], [0.0]]


def test_many_clusters_take_little_memory_beyond_the_matrix():
    values = np.ones((400, 40_000), dtype=np.float32)
    tracemalloc.start()
    try:
        sums = column_sums(values, peaks_of(values))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (sums == 400).all()
    assert most < values.nbytes / 8
