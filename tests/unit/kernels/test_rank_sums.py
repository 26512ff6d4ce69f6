import numpy as np
import pytest
from scipy import sparse
from scipy.stats import false_discovery_control, rankdata

from hierannot_dsl.kernels.rank_sums import adjusted, rank_sum_scores, two_sided


def by_hand(values: np.ndarray, inside: np.ndarray) -> float:
    """The rank sum of some cells of one gene, as a standard score; its textbook formula."""
    n, m = len(values), int(inside.sum())
    total = rankdata(values)[inside].sum()
    return (total - m * (n + 1) / 2) / np.sqrt(m * (n - m) * (n + 1) / 12)


def test_three_cells_worked_out():
    # Ranks 3, 1.5, 1.5; expected 1 * 4 / 2 = 2, spread sqrt(1 * 2 * 4 / 12).
    scores = rank_sum_scores(np.array([[7.0], [0.0], [0.0]]), np.array([0, 1, 1]), 2)
    np.testing.assert_allclose(scores[:, 0], [1 / np.sqrt(2 / 3), -1 / np.sqrt(2 / 3)])


@pytest.mark.parametrize("make", [np.array, sparse.csr_matrix, sparse.csc_matrix])
@pytest.mark.parametrize("lowest", [0, -2])
def test_agrees_with_the_textbook(make, lowest):
    random = np.random.default_rng(1)
    values = random.integers(lowest, 4, (40, 6)).astype(float)
    values[:, 5] = 0
    groups = random.permutation(np.repeat([0, 1, 2], [20, 15, 5]))
    expected = [[by_hand(values[:, gene], groups == group) for gene in range(6)] for group in range(3)]
    np.testing.assert_allclose(rank_sum_scores(make(values), groups, 3), expected, atol=1e-12)


def test_a_zero_that_is_stored_is_a_zero():
    stored = sparse.csc_matrix((np.array([0.0, 3.0]), np.array([0, 1]), np.array([0, 2])), shape=(4, 1))
    groups = np.array([0, 1, 0, 1])
    np.testing.assert_array_equal(
        rank_sum_scores(stored, groups, 2), rank_sum_scores(stored.toarray(), groups, 2)
    )


def test_p_values():
    np.testing.assert_allclose(two_sided(np.array([0.0, 1.959963984540054, -40.0])), [1, 0.05, 0], atol=1e-12)
    chances = np.array([0.04, 0.01, 0.9, 0.03, 0.01])
    np.testing.assert_allclose(adjusted(chances), false_discovery_control(chances), rtol=1e-12)
