import numpy as np
import pytest

from benchmarks.bench import Row
from benchmarks.timing import Cost, measure
from benchmarks.workloads import cells, cluster_means, groups_of, large_source
from hierannot_dsl.catalog.builtins import BuiltinLoader
from hierannot_dsl.compiler import read_hierarchy
from hierannot_dsl.source import Source


def test_the_large_source_is_a_program_without_findings() -> None:
    outcome = read_hierarchy(Source("large.hier", large_source(200, 7)), BuiltinLoader())
    assert outcome.diagnostics == ()
    assert outcome.value is not None
    nodes = [node for _, node in outcome.value.walk()]
    assert len(nodes) == 200
    assert {len(node.markers) for node in nodes} == {7}


def test_cells_are_one_tenth_full_and_canonical() -> None:
    matrix = cells(25_000, 50)
    assert matrix.shape == (25_000, 50)
    assert matrix.nnz == 25_000 * 5
    assert matrix.has_canonical_format
    assert matrix.data.min() >= 1


def test_groups_are_all_there() -> None:
    assert np.unique(groups_of(2_000, 40)).tolist() == list(range(40))


def test_means_hold_the_markers_and_nothing_below_zero() -> None:
    means = cluster_means(["CD3D", "LYZ", "CD3D"], 100, 7)
    assert means.shape == (100, 7)
    assert means.index.is_unique
    assert {"CD3D", "LYZ"} <= set(means.index)
    assert (means >= 0).all(axis=None)


def test_a_cost_sees_what_numpy_allocates() -> None:
    cost = measure(lambda: np.ones(4 * 2**20, dtype=np.uint8), repeats=1)
    assert cost.mebibytes == pytest.approx(4, abs=0.1)
    assert cost.seconds > 0


def test_a_row_shows_its_rivals_and_what_is_not_there() -> None:
    row = Row("labels", Cost(0.1, 20.0), 0.15, 120, {"other": Cost(0.4, 5.0)})
    ours, other = row.lines()
    assert ours.split() == ["labels", "0.100", "0.15", "20", "120"]
    assert other.split() == ["other", "0.400", "5", "4", "times", "ours"]
    assert [*Row("from disk", None, 1.0, note="not yet").lines()] == [f"{'from disk':58}not yet"]
