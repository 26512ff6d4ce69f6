import numpy as np
import pytest

from hierannot_dsl.kernels.draws import draw, hashes, widened

MARKERS = ["CD3D", "MS4A1"]


def pool(size):
    return [f"gene{number}" for number in range(size)]


@pytest.mark.parametrize(
    ("size", "drawn"), [(300, 100), (100, 100), (99, 50), (49, 25), (24, 10), (9, 5), (4, 4)]
)
def test_as_many_as_the_pool_can_give(size, drawn):
    chosen = draw(hashes(MARKERS, seed=0), hashes(pool(size), seed=0))
    assert chosen.sum(axis=1).tolist() == [drawn, drawn]


def names_of(chosen, names):
    return {name for name, is_in in zip(names, chosen, strict=True) if is_in}


def test_a_draw_depends_on_the_seed_and_the_marker_alone():
    names = pool(200)
    both = draw(hashes(MARKERS, seed=0), hashes(names, seed=0))
    alone = draw(hashes(["MS4A1"], seed=0), hashes(names[::-1], seed=0))
    assert names_of(alone[0], names[::-1]) == names_of(both[1], names)
    assert names_of(both[0], names) != names_of(both[1], names)
    other = draw(hashes(MARKERS, seed=1), hashes(names, seed=1))
    assert names_of(other[0], names) != names_of(both[0], names)


def test_every_gene_is_drawn_as_often_as_another():
    names = pool(200)
    markers = [f"marker{number}" for number in range(400)]
    counts = draw(hashes(markers, seed=0), hashes(names, seed=0)).sum(axis=0)
    # 400 draws of half of the genes: mean 200, standard deviation 10.
    assert abs(counts - 200).max() < 50


def test_a_pool_that_is_too_small_takes_neighbouring_bins():
    bins = np.array([0, 1, 1, 2, 5])
    assert widened(bins, 1, minimum=2).tolist() == [1, 2]
    assert widened(bins, 1, minimum=3).tolist() == [0, 1, 2, 3]
    assert widened(bins, 0, minimum=9).tolist() == [0, 1, 2, 3, 4]
