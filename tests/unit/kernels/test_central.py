import numpy as np
import pytest
from scipy import sparse

from hierannot_dsl.kernels import central
from hierannot_dsl.kernels.central import closeness_to_centroid, degree_within_group, most_central

GROUPS = np.array([0, 1, 0, -1, 1])


@pytest.mark.parametrize("block", [1, 100])
def test_closeness_is_minus_the_squared_distance(block, monkeypatch):
    monkeypatch.setattr(central, "BLOCK", block)
    points = np.array([[0, 0], [5, 5], [4, 2], [9, 9], [5, 7]], dtype=np.float32)
    found = closeness_to_centroid(points, GROUPS, 2)  # centres (2, 1) and (5, 6)
    assert found.tolist() == [-5, -1, -5, -np.inf, -1]


@pytest.mark.parametrize("block", [1, 100])
def test_edges_count_within_the_group_alone(block, monkeypatch):
    monkeypatch.setattr(central, "BLOCK", block)
    weights = sparse.csr_matrix(
        [[0, 9, 0.5, 9, 0], [0, 0, 0, 0, 0.25], [0.5, 0, 0.5, 0, 0], [0, 0, 0, 1, 0], [9, 0, 0, 0, 0]]
    )
    assert degree_within_group(weights, GROUPS).tolist() == [0.5, 0.25, 1.0, -np.inf, 0]


@pytest.mark.parametrize(
    ("fraction", "expected"),
    [
        (0.01, [False, True, False, False, True, False]),
        (0.5, [False, True, True, False, True, False]),
        (1.0, [True, True, True, False, True, True]),
    ],
)
def test_the_share_is_rounded_up_and_the_first_of_equals_is_taken(fraction, expected):
    groups = np.array([0, 0, 0, -1, 1, 1])
    centrality = np.array([1.0, 3.0, 2.0, 9.0, 5.0, 5.0])
    assert most_central(centrality, groups, 2, fraction=fraction).tolist() == expected


def test_a_tenth_of_thirty_is_three():
    assert most_central(np.zeros(30), np.zeros(30, dtype=np.int64), 1, fraction=0.1).sum() == 3


def test_a_group_without_cells_has_none_chosen():
    assert most_central(np.zeros(2), np.array([2, 2]), 3, fraction=1).tolist() == [True, True]
