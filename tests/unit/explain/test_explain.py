from dataclasses import replace

import numpy as np
import pytest

from hierannot_dsl.explain.evidence import node_evidence
from hierannot_dsl.export import AnnotationResult, annotate_clusters
from hierannot_dsl.route import route_clusters
from hierannot_dsl.score import DefaultSettings, HierannotSettings
from tests.unit.score.trees import contrast, matrix, node, scored, tree

PROGRAM = tree(
    node(
        "T cell",
        "A B -N",
        node("CD4 T cell", "A C -D", variants={"naive": "E F"}),
        node("CD8 T cell", "D G"),
        contrast("Thymocyte", "H I"),
    ),
    node("B cell", "N O"),
    contrast("Platelet", "P Q"),
    absent={"G"},
)
NAN = float("nan")


def decided(branch, settings=None, program=PROGRAM, **given):
    settings = settings or DefaultSettings(margin_threshold=0.1)
    scores = scored(program, branch, **given)
    return AnnotationResult(program, settings, scores, route_clusters(program, scores, settings))


#         T   CD4  CD8  Thym. B    Platelet
CD4 = [1.0, 0.9, 0.1, 0.0, 0.2, 0.0]


def test_a_leaf_is_reached_by_forks_that_all_passed():
    told = decided(CD4).explain("c0")
    assert (told.label, told.status, told.stop, told.called) == (
        "CD4 T cell",
        "resolved",
        "leaf",
        "CD4 T cell",
    )
    assert told.path == ("T cell", "CD4 T cell")
    assert [(fork.parent, fork.winner, fork.runner_up, fork.verdict) for fork in told.forks] == [
        ("", "T cell", "B cell", "passed"),
        ("T cell", "CD4 T cell", "CD8 T cell", "passed"),
    ]
    assert [gate.told for gate in told.forks[0].gates] == [
        "B 1.00, needs 0.30",
        "margin 0.80 over B cell, needs 0.10",
        "R 1.00, needs -0.20",
    ]
    assert told.forks[0].otherwise == ("B cell would need B 1.10: it has 0.20, short by 0.90",)
    assert [node.name for node in told.evidence] == ["T cell", "B cell", "CD4 T cell", "CD8 T cell"]
    assert told.advice == ()


def test_the_fork_where_the_way_ended_says_what_was_short():
    told = decided([1.0, 0.42, 0.3, 0.0, 0.2, 0.0]).explain("c0")
    assert (told.label, told.stop) == ("T cell", "low_score")
    last = told.forks[-1]
    assert last.verdict == "low_score"
    assert [(gate.stop, gate.passed, gate.told) for gate in last.gates] == [
        ("unscorable_siblings", True, "0 of 2 nodes cannot be scored, at most 0.3 of them may be"),
        ("low_score", False, "B 0.42, needs 0.50: short by 0.08"),
        ("weak_for_parent", False, "B 0.42, needs 0.50 (0.5 of R of T cell): short by 0.08"),
        ("low_margin", False, "margin 0.12 over CD8 T cell, needs 0.20: short by 0.08"),
        ("low_raw", True, "R 0.42, needs -0.20"),
    ]


def test_none_of_them_is_a_rival_of_the_default_method():
    gates = decided([0.9, NAN, NAN, NAN, -0.5, -0.5]).explain("c0").forks[0].gates
    assert gates[1].told == "margin 0.90 over 0, which no other reaches, needs 0.10"


def test_without_a_rival_the_published_method_asks_for_no_margin():
    program = tree(node("T cell", "A B"))
    gates = decided([0.9], HierannotSettings(), program).explain("c0").forks[0].gates
    assert gates[1].told == "margin: no rival, nothing to ask"
    assert gates[1].passed


def test_a_weight_is_said_where_it_ranks():
    program = tree(node("T cell", "A B", weight=2), node("B cell", "C D", weight=3))
    told = decided([0.6, 0.3], program=program).explain("c0").forks[0]
    assert [(one.branch, one.ranked) for one in told.candidates] == [(0.6, 1.2), (0.3, pytest.approx(0.9))]
    assert told.otherwise == (
        # (0.6 x 2 + 0.1) / 3
        "B cell would need B 0.43 with its weight of 3: it has 0.30, short by 0.13",
    )


def test_a_contrast_that_won_has_no_node():
    told = decided([0.1, 0.0, 0.0, 0.0, 0.2, 0.9]).explain("c0")
    assert (told.label, told.stop, told.called, told.path) == ("unknown", "contrast", "", ())
    assert told.forks[0].gates[-1].told == "Platelet is a contrast: no label"
    assert [(one.about, one.text) for one in told.advice] == [
        ("no_node", "looks like Platelet: the hierarchy has no node for it")
    ]
    below = decided([1.0, 0.1, 0.1, 0.9, 0.2, 0.0]).explain("c0")
    assert below.label == "T cell"
    assert below.advice[0].text == "looks like Thymocyte: the hierarchy has no node for it below T cell"


def test_behind_two_contrasts_the_best_node_is_told_too():
    program = tree(
        node("T cell", "A B"), node("B cell", "C D"), contrast("Germ", "E F"), contrast("HSPC", "G H")
    )
    told = decided([0.1, 0.2, 0.8, 0.9], program=program).explain("c0")
    assert told.forks[0].otherwise == (
        "Germ would need B 1.00: it has 0.80, short by 0.20; a contrast, it would end the way",
        "B cell would need B 1.00: it has 0.20, short by 0.80",
    )
    assert [one.name for one in told.evidence] == ["HSPC", "Germ", "B cell"]


def test_a_rival_needs_its_part_of_the_parent_too():
    told = decided([3.0, 0.9, 0.1, 0.0, 0.2, 0.0]).explain("c0").forks[-1]
    assert told.verdict == "weak_for_parent"
    assert told.otherwise == ("CD8 T cell would need B 1.50: it has 0.10, short by 1.40",)


def test_mixed_clusters_are_told_to_be_reclustered():
    told = decided([1.0, 0.1, 0.1, 0.0, 0.95, 0.0]).explain("c0")
    assert told.status == "mixed"
    assert told.advice[0].about == "mixed"
    assert "recluster at a higher resolution" in told.advice[0].text


def test_a_subtype_without_its_siblings_is_told():
    settings = DefaultSettings(max_unscorable_fraction=1.0)
    told = decided([1.0, 0.9, NAN, NAN, 0.2, 0.0], settings).explain("c0")
    assert told.label == "CD4 T cell"
    assert told.advice[0].about == "lone_subtype"
    assert told.advice[0].text == (
        "CD4 T cell stands without its siblings: CD8 T cell cannot be scored with these genes; "
        "calling it T cell may be safer"
    )


def test_a_subtype_that_two_markers_set_apart_is_told():
    result = decided(CD4)
    evidence = replace(result.scores.evidence, set_markers=np.full(len(PROGRAM.set_variant), 2))
    thin = replace(result, scores=replace(result.scores, evidence=evidence))
    assert thin.explain("c0").advice[0].text == (
        "no cluster is called CD8 T cell, and no more than 2 markers set CD4 T cell apart: "
        "calling it T cell may be safer"
    )


def test_a_fork_with_too_few_markers_is_told():
    told = decided([1.0, NAN, NAN, NAN, 0.2, 0.0]).explain("c0")
    assert (told.label, told.stop) == ("T cell", "no_markers")
    assert told.forks[-1].gates[0].told == "no candidate has enough markers"
    assert told.forks[-1].otherwise == ()


def test_a_silent_cluster_says_so():
    told = decided(CD4, silent=[0]).explain("c0")
    assert told.stop == "no_expression"
    assert told.forks[0].gates[0].told == "the cluster expresses nothing"


@pytest.mark.parametrize("settings", [DefaultSettings(), HierannotSettings()], ids=lambda one: one.method)
def test_every_marker_has_one_fate_and_the_parts_sum_to_r(settings):
    genes = "A B C D E F H I N O P Q X Y Z"
    values = np.array([9, 8, 1, 0, 7, 6, 0, 0, 3, 0, 0, 0, 1, 2, 3], dtype=np.float64)
    result = annotate_clusters(PROGRAM, matrix(genes, values), settings)
    nodes = {name: node_evidence(result, index, 0) for index, name in enumerate(PROGRAM.names)}
    for one in nodes.values():
        if one.raw is not None:
            assert sum(part.contribution for part in one.markers) == pytest.approx(one.raw, abs=1e-9)
    cd4 = nodes["CD4 T cell"]
    assert cd4.variant == "naive"
    assert [(part.gene, part.sign) for part in cd4.markers] == [("D", -1), ("E", 1), ("F", 1)]
    cd8 = nodes["CD8 T cell"]
    assert cd8.raw is None
    assert [part.fate for part in cd8.markers] == ["absent", "absent"]
    assert cd8.unscorable.startswith("1 of 2 positive markers are in the matrix")


def test_a_marker_of_the_parent_is_not_absent():
    program = tree(node("T", "A B", node("CD4", "A C D"), node("CD8", "E F")), absent={"F"})
    values = np.array([9, 8, 7, 6, 0, 1, 2, 3], dtype=np.float64)
    result = annotate_clusters(program, matrix("A B C D E X Y Z", values), HierannotSettings())
    told = node_evidence(result, program.names.index("CD4"), 0)
    assert [(part.gene, part.fate) for part in told.markers] == [
        ("A", "of the parent"),
        ("C", "used"),
        ("D", "used"),
    ]


def test_an_unknown_cluster_names_those_that_are_near():
    result = decided(np.repeat(np.array(CD4)[:, np.newaxis], 12, axis=1))
    with pytest.raises(KeyError, match="no cluster 'C11': did you mean 'c11'"):
        result.explain("C11")
    with pytest.raises(KeyError, match=r"no cluster 'fibroblasts': there are 'c0', .* 'c9' and 2 more"):
        result.explain("fibroblasts")


@pytest.mark.parametrize(("lacks", "has"), [(0.425, 0.44), (0.43, 0.434)])
def test_with_what_was_needed_the_runner_up_is_entered(lacks, has):
    program = tree(node("T cell", "A B", weight=2), node("B cell", "C D", weight=3))
    assert (
        "would need B 0.43 with"
        in decided([0.6, lacks - 0.1], program=program).explain("c0").forks[0].otherwise[0]
    )
    assert decided([0.6, lacks], program=program).explain("c0").path == ()
    assert decided([0.6, has], program=program).explain("c0").path == ("B cell",)


@pytest.mark.parametrize(
    ("settings", "unit"),
    [
        (HierannotSettings(), "ln(1 + counts per 10,000)"),
        (HierannotSettings(scale_factor=64), "ln(1 + counts per 64)"),
        (HierannotSettings(input_type="normalized"), "the values as they were given"),
        (DefaultSettings(), "place of a gene"),
    ],
)
def test_the_unit_is_that_of_the_fit(settings, unit):
    told = decided(CD4, settings).explain("c0")
    legend = next(line for line in str(told).splitlines() if line.startswith("  expression, control: "))
    assert legend.removeprefix("  expression, control: ").startswith(unit)
