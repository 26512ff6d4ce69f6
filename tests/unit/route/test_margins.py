import numpy as np
import pytest

from hierannot_dsl.route import route_clusters
from hierannot_dsl.route.margins import related
from hierannot_dsl.score import DefaultSettings, HierannotSettings
from tests.unit.score.trees import contrast, node, scored, tree

PROGRAM = tree(
    node("Immune", "A B", node("Myeloid", "C D", node("Macrophage", "E F")), node("Neutrophil", "G H")),
    node("Epithelial", "I J"),
    contrast("Platelet", "K L"),
)


def test_relatives_are_above_and_below():
    names = np.array(PROGRAM.names)
    assert set(names[related(PROGRAM, 1)]) == {"Immune", "Myeloid", "Macrophage"}
    assert set(names[related(PROGRAM, 3)]) == {"Immune", "Neutrophil"}
    assert set(names[related(PROGRAM, 4)]) == {"Epithelial"}


def test_published_margin_is_against_the_best_stranger_and_may_be_negative():
    scores = scored(PROGRAM, [1.2, 0.9, 2.0, 1.0, 0.3, 0.1])
    routes = route_clusters(PROGRAM, scores, HierannotSettings())
    assert PROGRAM.names[routes.label[0]] == "Neutrophil"
    assert PROGRAM.names[routes.rival[0]] == "Macrophage"
    assert routes.final_margin[0] == pytest.approx(-1.0)


def test_default_margin_is_that_of_the_closest_fork_on_the_way():
    scores = scored(PROGRAM, [1.5, 1.4, 1.3, 0.6, 1.1, 0.2])
    routes = route_clusters(PROGRAM, scores, DefaultSettings())
    assert PROGRAM.names[routes.label[0]] == "Macrophage"
    assert PROGRAM.names[routes.rival[0]] == "Epithelial"
    assert routes.final_margin[0] == pytest.approx(0.4)


def test_no_call_has_no_margin():
    for settings in (HierannotSettings(), DefaultSettings()):
        routes = route_clusters(PROGRAM, scored(PROGRAM, [-1.0] * 6), settings)
        assert routes.label.tolist() == [-1]
        assert routes.rival.tolist() == [-1]
        assert np.isnan(routes.final_margin).all()


def test_a_hierarchy_of_one_node_has_no_rival():
    alone = tree(node("T", "A B"))
    routes = route_clusters(alone, scored(alone, [1.0]), HierannotSettings())
    assert routes.label.tolist() == [0]
    assert np.isnan(routes.final_margin).all()
