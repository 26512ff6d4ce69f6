import math

import pytest

from hierannot_dsl.route import Confidence, route_clusters
from hierannot_dsl.score import DefaultSettings, HierannotSettings
from tests.unit.score.trees import node, scored, tree

PROGRAM = tree(node("T", "A B"), node("B", "C D"))
LOOSE = {"score_threshold": -1.0, "margin_threshold": 0.0}


def graded(branch, settings, detection=1.0):
    routes = route_clusters(PROGRAM, scored(PROGRAM, branch, detection=detection), settings)
    return Confidence(routes.confidence[0]), pytest.approx(routes.confidence_score[0])


@pytest.mark.parametrize(
    ("score", "lead", "detection", "expected"),
    [
        (0.10, 0.07, 1.0, Confidence.HIGH),
        (0.09, 0.07, 1.0, Confidence.MEDIUM),
        (0.10, 0.06, 1.0, Confidence.MEDIUM),
        (0.10, 0.01, 1.0, Confidence.LOW),
        (0.04, 0.07, 1.0, Confidence.LOW),
        (0.10, 0.07, 0.4, Confidence.MEDIUM),
        (0.10, 0.01, 0.4, Confidence.LOW),
        (0.10, 0.07, 0.1, Confidence.LOW),
    ],
)
def test_published_rule(score, lead, detection, expected):
    # A little more than the lead: its difference from the score is not exact.
    grade, _ = graded([score, score - lead - 1e-9], HierannotSettings(**LOOSE), detection)
    assert grade is expected


@pytest.mark.parametrize(
    ("score", "rival", "expected"),
    [
        (0.6, 0.3, Confidence.HIGH),
        (0.59, 0.1, Confidence.MEDIUM),
        (0.9, 0.7, Confidence.MEDIUM),
        (0.9, 0.84, Confidence.MEDIUM),
        (0.9, 0.86, Confidence.LOW),
        # Far ahead, but the other root is strong by itself.
        (2.0, 0.5, Confidence.HIGH),
        (2.0, 0.51, Confidence.MEDIUM),
        (0.25, 0.0, Confidence.LOW),
        (-2.0, -2.0, Confidence.NONE),
    ],
)
def test_rule_of_the_default(score, rival, expected):
    grade, _ = graded([score, rival], DefaultSettings(**LOOSE))
    assert grade is expected


def chance(part):
    return pytest.approx(1 / (1 + math.exp(0.4 - 4.2 * part)))


def test_the_score_of_the_default_is_a_chance():
    settings = DefaultSettings()
    assert graded([0.6, 0.3], settings)[1] == chance(1.0)
    assert graded([2.0, 0.1], settings)[1] == chance(1.5)
    assert graded([0.45, 0.1], settings)[1] == chance(0.75)
    assert graded([0.9, 0.75], settings)[1] == chance(0.5)
    assert graded([2.0, 1.0], settings)[1] == chance(0.5)
    assert graded([0.1, 0.0], settings)[1] == 0.0


def test_the_score_of_the_published_method_says_how_far_it_is_to_high():
    settings = HierannotSettings()
    assert graded([0.2, 0.1], settings)[1] == 1.0
    assert graded([0.2, 0.165], settings)[1] == 0.5
    assert graded([0.0, -0.1], settings)[1] == 0.0


def test_a_lineage_below_a_group_is_one_too():
    grouped = tree(node("All", "", node("T", "A B"), node("B", "C D", node("Plasma", "E F"))))
    scores = scored(grouped, [2.0, 2.0, 0.6, 0.6])
    routes = route_clusters(grouped, scores, DefaultSettings(**LOOSE))
    assert grouped.names[routes.label[0]] == "T"
    assert Confidence(routes.confidence[0]) is Confidence.MEDIUM


def test_what_stands_below_the_call_is_no_other_lineage():
    nested = tree(node("B", "C D", node("Plasma", "E F")))
    routes = route_clusters(nested, scored(nested, [2.0, 1.9]), DefaultSettings(**LOOSE))
    assert Confidence(routes.confidence[0]) is Confidence.HIGH


def test_an_only_root_of_the_published_method_has_no_rival_to_fear():
    alone = tree(node("T", "A B"))
    routes = route_clusters(alone, scored(alone, [0.1]), HierannotSettings())
    assert Confidence(routes.confidence[0]) is Confidence.HIGH
