import pytest

from hierannot_dsl.curation.placing import Known, tree_of
from hierannot_dsl.curation.propose import candidates
from hierannot_dsl.curation.report import curate, find_program, worst_first
from hierannot_dsl.curation.verdict import Verdict
from hierannot_dsl.model.content import content_hash
from tests.unit.curation.benches import bench, profiles
from tests.unit.panel.trees import contrast, hierarchy, node

TREE = hierarchy(
    node("I", "PTPRC", node("T", "CD3E -LYZ"), node("B", "CD79A")), contrasts=(contrast("R", "HBB"),)
)
# CD2 holds in both sets, CD5 in one, Trac in both and less clearly; HBB is above T in half of the others.
ONE = profiles(
    "one",
    "T1 B1 R1",
    {
        "CD3E": [1.0, 0, 0],
        "CD2": [1.5, 0, 0],
        "CD5": [1.0, 0, 0],
        "Trac": [1.2, 0, 0],
        "HBB": [1.0, 0, 2.0],
        "LYZ": [1, 0, 0],
    },
)
TWO = profiles(
    "two", "T1 B1 R1", {"CD2": [1.5, 0, 0], "CD5": [0.6, 0, 0], "Trac": [1.2, 0.5, 0], "HBB": [1.0, 0.2, 2.0]}
)
BENCH = bench(TREE, ONE, TWO)


def test_candidates_are_not_listed_and_hold_in_enough_data_sets() -> None:
    found = candidates(BENCH, "T", datasets=2)
    assert [(row.gene, row.holds_in) for row in found] == [("CD2", ("one", "two")), ("Trac", ("one", "two"))]
    assert [row.gene for row in candidates(BENCH, "T", datasets=1)] == ["CD2", "Trac", "CD5"]
    assert [row.gene for row in candidates(BENCH, "T", datasets=1, most=1)] == ["CD2"]
    assert candidates(BENCH, "T", datasets=3) == ()


def test_asking_for_no_data_set_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="1 data set or more, not in 0"):
        candidates(BENCH, "T", datasets=0)


def test_a_report_holds_nodes_and_contrasts_and_says_what_has_no_place() -> None:
    known = [
        Known("one", "T1", node="T"),
        Known("one", "R1", node="R"),
        Known("one", "B1", name="who knows"),
        Known("one", "gone", node="T"),
        Known("elsewhere", "T1", node="T"),
    ]
    report = curate(TREE, (ONE, TWO), known, lambda term: frozenset())
    assert (report.hierarchy, report.version, report.content_hash) == (TREE.name, "", content_hash(TREE))
    assert report.datasets == ("one", "two")
    assert (report.n_known, report.unplaced) == (3, (("one", "B1"),))
    assert [(each.path, each.is_contrast, dict(each.clusters)) for each in report.programs] == [
        ("I", False, {"one": 1}),
        ("I > T", False, {"one": 1}),
        ("I > B", False, {}),
        ("R", True, {"one": 1}),
    ]
    assert report.counts() == {
        Verdict.SINGLE: 1,
        Verdict.NO_RIVAL: 2,
        Verdict.NOT_MEASURED: 1,
        Verdict.NO_CLUSTER: 1,
    }


def test_one_node_is_measured_alone() -> None:
    report = curate(
        TREE, (ONE,), [Known("one", "T1", node="T")], lambda term: frozenset(), node="I > T", propose=1
    )
    (program,) = report.programs
    assert [row.gene for row in program.markers] == ["CD3E", "LYZ"]
    assert program.candidates == ()  # there is no cluster of a rival


@pytest.mark.parametrize("text", ["T", "I > T", "I>T"])
def test_a_node_is_found_by_name_and_by_path(text: str) -> None:
    assert find_program(BENCH.tree, text) == "T"


def test_a_path_may_start_below_the_root() -> None:
    tree = tree_of(hierarchy(node("I", "PTPRC", node("T", "CD3E", node("CD4", "CD4 IL7R")))))
    assert find_program(tree, "T > CD4") == "CD4"


@pytest.mark.parametrize("text", ["R > T", "TT", "B > T"])
def test_a_node_that_is_not_there_is_said(text: str) -> None:
    with pytest.raises(KeyError, match=f"has no node {text!r}"):
        find_program(BENCH.tree, text)


def test_the_worst_stand_first() -> None:
    found = worst_first(candidates(BENCH, "T", datasets=1))
    assert [row.gene for row in found] == ["CD5", "Trac", "CD2"]  # one single, then strong ones by their lead
