import numpy as np
import pytest

from hierannot_dsl.kernels.ranks import rank_expression, rank_scale


def ranked(rows):
    values = np.array(rows, dtype=np.float32)
    out = np.full(values.shape, np.nan)
    rank_expression(values, rank_scale(values.shape[1], n_terms=values.shape[1]), out=out)
    return out


def test_the_scale_has_the_values_of_its_docstring():
    scale = rank_scale(1000, n_terms=1000)
    assert scale[500] == 0
    assert scale[901] == pytest.approx(0.7, abs=0.01)
    assert scale[991] == pytest.approx(1.7, abs=0.01)
    assert scale[1000] == pytest.approx(np.log10(500))


def test_equals_share_the_highest_rank():
    scale = rank_scale(4, n_terms=4)
    assert ranked([[1, 2, 2, 0]]).tolist() == [[scale[2], scale[4], scale[4], 0.0]]


def test_a_tie_across_the_median_is_one_tie():
    """All but the lowest are equal: their common rank is the highest, though most stand below the median."""
    row = [1.0] + [2.0] * 299
    assert set(ranked([row])[0, 1:]) == {rank_scale(300, n_terms=300)[300]}


def test_ties_of_one_cluster_stay_in_it():
    """The last value of a cluster is the first of the next."""
    ends, starts = [1.0, 2.0, 3.0, 7.0, 7.0], [7.0, 7.0, 8.0, 9.0, 9.0]
    assert ranked([ends, starts]).tolist() == [*ranked([ends]).tolist(), *ranked([starts]).tolist()]


def test_a_constant_cluster_has_one_rank_and_zeros_have_none():
    assert len(set(ranked([[3, 3, 3, 3]])[0])) == 1
    assert ranked([[0, 0, 0, 0]]).tolist() == [[0.0] * 4]
    assert ranked([[0, 0, 0, 0.5]])[0, 3] == rank_scale(4, n_terms=4)[4]


def test_one_gene():
    assert ranked([[5.0], [0.0]]).tolist() == [[0.0], [0.0]]


def test_any_monotone_change_of_scale_changes_nothing():
    rows = np.random.default_rng(0).random((3, 101)).astype(np.float32)
    np.testing.assert_array_equal(ranked(rows), ranked(np.expm1(7 * rows)))


def test_too_many_genes_are_refused():
    with pytest.raises(ValueError, match="more than can be ranked"):
        rank_expression(np.zeros((0, 1 << 24), dtype=np.float32), np.zeros(1), out=np.zeros((0, 1 << 24)))
