import numpy as np

from hierannot_dsl.kernels.abundance import abundance_bins, relative_rank, widened_means


def test_bins_are_of_equal_size_where_abundances_differ():
    bins = abundance_bins(np.arange(12.0)[::-1], 4)
    assert bins.tolist() == [3, 3, 3, 2, 2, 2, 1, 1, 1, 0, 0, 0]


def test_genes_of_equal_abundance_share_a_bin():
    assert abundance_bins(np.zeros(6), 3).tolist() == [0] * 6
    assert abundance_bins(np.array([0, 0, 0, 0, 1.0, 2.0]), 3).tolist() == [0, 0, 0, 0, 2, 2]


def test_the_low_tail_is_one_bin():
    abundance = np.array([0.0, 0.01, 0.02, 1.0, 2.0, 3.0, 4.0])
    assert abundance_bins(abundance, 3, tail=0.05).tolist() == [0, 0, 0, 1, 1, 2, 2]
    assert abundance_bins(abundance, 1, tail=0.05).tolist() == [0] * 7
    assert abundance_bins(abundance, 3, tail=9.0).tolist() == abundance_bins(abundance, 3).tolist()


def test_a_small_bin_takes_its_neighbours_until_it_is_large_enough():
    sums = np.array([[10.0], [1.0], [20.0], [300.0]])
    counts = np.array([5, 1, 4, 3])
    means = widened_means(sums, counts, minimum=5)
    assert means[:, 0].tolist() == [2.0, 3.1, 321 / 8, 320 / 7]


def test_fewer_genes_than_needed_serve_as_they_are():
    assert widened_means(np.array([[2.0], [4.0]]), np.array([1, 1]), minimum=5).tolist() == [[3.0], [3.0]]
    assert np.isnan(widened_means(np.zeros((2, 1)), np.array([0, 0]), minimum=5)).all()


def test_unknown_genes_have_no_rank():
    ranks = relative_rank(np.array([3.0, np.nan, 1.0, 3.0]))
    np.testing.assert_allclose(ranks, [2 / 3, np.nan, 1 / 6, 2 / 3])
    assert np.isnan(relative_rank(np.array([np.nan]))).all()
