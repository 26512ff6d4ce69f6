import numpy as np

from hierannot_dsl.kernels.ambient import ambient_profile, linear_share, without_ambient
from hierannot_dsl.kernels.normalise import log_normalise, scale_to

VALUES = np.array([[30.0, 0.0, 5.0], [70.0, 0.0, 15.0]])


def test_log_normalise_is_ln_of_counts_per_ten_thousand():
    factors = scale_to(VALUES.sum(axis=0), 1e4)
    expected = np.log([[3001, 1, 2501], [7001, 1, 7501]])
    np.testing.assert_allclose(log_normalise(VALUES, factors), expected, rtol=1e-14)


def test_layout_and_precision_of_the_input_change_nothing():
    factors = scale_to(VALUES.sum(axis=0), 1e4)
    expected = log_normalise(VALUES, factors)
    np.testing.assert_array_equal(log_normalise(np.asfortranarray(VALUES), factors), expected)
    np.testing.assert_array_equal(log_normalise(VALUES.astype(np.float32), factors), expected)
    np.testing.assert_array_equal(log_normalise(np.repeat(VALUES, 2, axis=1)[:, ::2], factors), expected)


def test_the_input_is_left_alone():
    before = VALUES.copy()
    log_normalise(VALUES, None)
    log_normalise(VALUES, scale_to(VALUES.sum(axis=0), 1e4))
    ambient_profile(VALUES, None, quantile=0.5)
    np.testing.assert_array_equal(VALUES, before)


def test_values_on_a_log_scale_are_brought_back():
    np.testing.assert_allclose(linear_share(np.log1p(VALUES), None), VALUES, rtol=1e-6)


def test_what_all_clusters_hold_is_taken_away():
    factors = scale_to(np.array([10.0, 10.0, 10.0]), 1.0)
    values = np.array([[2.0, 2.0, 2.0], [8.0, 0.0, 0.0]])
    profile = ambient_profile(values, factors, quantile=0.25)
    np.testing.assert_allclose(profile, [0.2, 0.0])
    cleaned = without_ambient(np.array(linear_share(values, factors).T, order="C"), profile, weight=0.5)
    np.testing.assert_allclose(cleaned, [[0.1, 0.8], [0.1, 0.0], [0.1, 0.0]], rtol=1e-6)


def test_with_one_cluster_no_rank_changes():
    values = np.array([[5.0], [3.0], [2.0]])
    profile = ambient_profile(values, None, quantile=0.25)
    cleaned = without_ambient(np.array(linear_share(values, None).T, order="C"), profile, weight=0.6)
    assert np.argsort(cleaned[0]).tolist() == [2, 1, 0]
