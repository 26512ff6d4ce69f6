"""Ways to be wrong that were measured in the published tool: the default method must not fall for one."""

import numpy as np
import pytest

from hierannot_dsl.export import annotate_clusters, make_cluster_annotation_export_summary
from hierannot_dsl.score import DefaultSettings
from tests.unit.score.trees import contrast, matrix, node, tree

GENES = [f"G{number}" for number in range(200)]


def profile(*high, level=30.0, seed=0):
    """A cluster in which genes of these numbers are high above a background."""
    values = np.random.default_rng(seed).gamma(0.6, 1.0, 200)
    values[list(high)] = level
    return values


def told(program, *profiles):
    fit = annotate_clusters(program, matrix(GENES, np.array(profiles).T), DefaultSettings())
    table = make_cluster_annotation_export_summary(fit)
    return list(zip(table["annot_export_label"], table["annot_export_reason"], strict=True))


LYMPHOID = tree(
    node("B cell", "G0 G1 G2 G3 G4", node("Plasma cell", "G5 G6 G7 G8 G9")),
    node("T cell", "G10 G11 G12 G13 G14"),
    contrast("Erythroid", "G20 G21 G22 G23 G24"),
)
B, PLASMA, T, RED = range(5), range(5, 10), range(10, 15), range(20, 25)


def test_a_label_does_not_depend_on_which_other_clusters_are_there():
    clusters = [profile(*B, seed=seed) for seed in range(8)] + [profile(*T, seed=9), profile(*RED, seed=10)]
    together = [label for label, _ in told(LYMPHOID, *clusters)]
    assert together == ["B cell"] * 8 + ["T cell", "unknown"]
    for number, cluster in enumerate(clusters):
        assert told(LYMPHOID, cluster)[0][0] == together[number]
    assert [label for label, _ in told(LYMPHOID, *clusters[::2])] == together[::2]


def test_an_only_child_does_not_win_by_default():
    assert told(LYMPHOID, profile(*B), profile(*PLASMA, *B, seed=1)) == [("B cell", ""), ("Plasma cell", "")]


def test_an_unbalanced_parent_does_not_block_its_branch():
    """Of the parent's markers only one in five is high; the child's own evidence carries the branch."""
    program = tree(
        node("Immune", "G30 G31 G32 G33 G34", node("T cell", "G10 G11 G12 G13 G14")), node("E", "G40 G41")
    )
    assert told(program, profile(*T, 30, 31))[0][0] == "T cell"


def test_a_score_near_zero_is_no_label():
    assert told(LYMPHOID, profile())[0][0] == "unknown"


def test_what_the_hierarchy_has_no_node_for_is_unknown_and_says_what_it_looks_like():
    assert told(LYMPHOID, profile(*RED)) == [("unknown", "looks like Erythroid")]


@pytest.mark.parametrize("n_clusters", [1, 2])
def test_few_clusters(n_clusters):
    clusters = [profile(*T, seed=1), profile(*PLASMA, *B, seed=2)][:n_clusters]
    assert [label for label, _ in told(LYMPHOID, *clusters)] == ["T cell", "Plasma cell"][:n_clusters]


def test_nothing_to_go_by():
    assert told(LYMPHOID, np.zeros(200), profile(*T)) == [
        ("unknown", "nothing is expressed (no_expression)"),
        ("T cell", ""),
    ]
    foreign = tree(node("T cell", "X Y"))
    assert told(foreign, profile(*T)) == [("unknown", "no type has enough markers in the data (no_markers)")]
