import numpy as np

from hierannot_dsl.kernels.robust import lead, standardise


def test_scale_is_the_median_absolute_deviation():
    np.testing.assert_allclose(
        standardise(np.array([[1.0, 2.0, 3.0, 4.0, 100.0]]))[0, :2], np.array([-2, -1]) / 1.4826
    )


def test_standard_deviation_where_most_are_equal_and_one_where_all_are():
    scores = np.array([[0.0, 0.0, 0.0, 4.0], [7.0, 7.0, 7.0, 7.0]])
    np.testing.assert_allclose(standardise(scores), [[0, 0, 0, 4 / np.sqrt(3)], [0, 0, 0, 0]])


def test_one_and_two_clusters():
    assert standardise(np.array([[5.0]])).tolist() == [[0.0]]
    np.testing.assert_allclose(standardise(np.array([[0.0, 2.0]])), np.array([[-1, 1]]) / 1.4826)


def test_a_row_without_scores_stays_so():
    assert np.isnan(standardise(np.array([[np.nan, np.nan], [0.0, 1.0]]))[0]).all()


def test_lead_over_the_best_other():
    scores = np.array([[3.0, 1.0], [1.0, 1.0], [np.nan, np.nan]])
    np.testing.assert_array_equal(lead(scores), [[2.0, 0.0], [-2.0, 0.0], [np.nan, np.nan]])
    assert lead(np.array([[-2.0]])).tolist() == [[-2.0]]
