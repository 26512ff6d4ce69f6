import numpy as np

from hierannot_dsl.kernels.sets import best_of_groups, group_quantile, group_sums

GROUPS = np.array([0, 2, 0])
VALUES = np.array([[1.0, 4.0], [5.0, 5.0], [3.0, 2.0]])


def test_weighted_sums_of_groups():
    sums = group_sums(VALUES, GROUPS, np.array([0.5, 1.0, 2.0]), 3)
    assert sums.tolist() == [[6.5, 6.0], [0.0, 0.0], [5.0, 5.0]]


def test_quantile_of_groups():
    quantiles = group_quantile(VALUES, GROUPS, 3, quantile=0.5)
    assert quantiles.tolist() == [[2.0, 3.0], [np.inf, np.inf], [5.0, 5.0]]


def test_the_first_of_equals_is_best_and_nan_is_not():
    values = np.array([[1.0, np.nan], [1.0, -5.0], [np.nan, np.nan]])
    assert best_of_groups(values, np.array([0, 0, 1]), 2).tolist() == [[0, 1], [-1, -1]]


def test_nothing_to_weigh():
    empty = np.empty((0, 2))
    assert group_sums(empty, np.empty(0, dtype=int), np.empty(0), 1).tolist() == [[0.0, 0.0]]
    assert group_quantile(empty, np.empty(0, dtype=int), 1, quantile=0.5).tolist() == [[np.inf, np.inf]]
    assert best_of_groups(empty, np.empty(0, dtype=int), 1).tolist() == [[-1, -1]]
