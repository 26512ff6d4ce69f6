from functools import partial

import numpy as np
import pytest

from hierannot_dsl.kernels.arrays import pieces
from hierannot_dsl.kernels.exact import on_grid, rounding_shift
from hierannot_dsl.kernels.totals import Matrix, cluster_totals, group_totals

VALUES = np.random.default_rng(0).random((50, 3))
GROUPS = np.arange(50) % 4
SHIFT = float(rounding_shift(2.0, 50))


def double(block, clusters, out):
    return np.multiply(block, 2.0, out=out)


def matrices(layout):
    """The same matrix as it is, and computed from one with half of its values."""
    doubled = np.array(2 * VALUES, order=layout)
    return [Matrix(doubled, SHIFT), Matrix(np.array(VALUES, order=layout), SHIFT, double)]


@pytest.fixture(params=[1 << 17, 21], ids=["in one block", "in many"])
def _blocks(request, monkeypatch):
    monkeypatch.setattr("hierannot_dsl.kernels.totals.pieces", partial(pieces, values=request.param))


@pytest.mark.usefixtures("_blocks")
@pytest.mark.parametrize("layout", ["C", "F"])
def test_totals_are_those_of_the_rounded_matrix(layout):
    rounded = on_grid(2 * VALUES, SHIFT)
    of_groups = [[rounded[group == GROUPS, column].sum() for column in range(3)] for group in range(4)]
    for matrix in matrices(layout):
        assert cluster_totals(matrix).tolist() == rounded.sum(axis=1).tolist()
        assert group_totals(matrix, GROUPS, 4).tolist() == of_groups
        assert group_totals(matrix, GROUPS + 1, 6).tolist() == [[0.0] * 3, *of_groups, [0.0] * 3]


@pytest.mark.parametrize("layout", ["C", "F"])
def test_a_matrix_can_be_asked_for_a_part(layout):
    rounded = on_grid(2 * VALUES, SHIFT)
    genes = np.array([7, 3])
    for matrix in matrices(layout):
        assert matrix.rounded(genes, slice(1, 3)).tolist() == rounded[genes, 1:3].tolist()


def test_the_values_that_it_is_computed_from_are_left_alone():
    before = VALUES.copy()
    group_totals(Matrix(VALUES, SHIFT, double), GROUPS, 4)
    assert (before == VALUES).all()
