import json
from dataclasses import replace

import numpy as np

from hierannot_dsl.emit.explanation_json import explanation_json
from hierannot_dsl.emit.explanation_text import explanation_text
from hierannot_dsl.emit.layout import Layout
from hierannot_dsl.export import AnnotationResult
from hierannot_dsl.route import route_clusters
from hierannot_dsl.score import DefaultSettings
from tests.unit.score.trees import contrast, node, scored, tree

NAMES = [f"A rather long name of a cell type that is number {number}" for number in range(9)]
PROGRAM = tree(*(node(name, "A B") for name in NAMES), contrast("Platelet", "C D"))
NAN = float("nan")


def explained(branch):
    settings = DefaultSettings()
    scores = scored(PROGRAM, branch)
    return AnnotationResult(PROGRAM, settings, scores, route_clusters(PROGRAM, scores, settings)).explain(
        "c0"
    )


def test_far_candidates_are_counted_and_those_without_a_score_are_named():
    lines = explanation_text(explained([0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, NAN, 0.1, 0.2])).splitlines()
    assert "       and 3 below these" in lines
    assert f"       {NAMES[7]} is not scored: no" in lines
    assert not any(NAMES[8] in line for line in lines)


def test_many_without_a_score_share_a_list():
    text = explanation_text(explained([0.9, 0.8, *[NAN] * 7, 0.1]))
    assert f"not scored: {NAMES[2]}," in text
    assert "is not scored" not in text


def test_the_name_of_a_cluster_gives_no_orders_to_a_terminal():
    told = replace(explained([0.9, *[0.1] * 9]), cluster="0\x1b[2J")
    assert explanation_text(told).startswith("Cluster 0<U+001B>[2J: ")


def test_lines_keep_within_the_width():
    told = explained([0.9, 0.6, 0.6, 0.6, 0.5, 0.4, 0.3, NAN, 0.1, 0.2])
    assert max(map(len, explanation_text(told).splitlines())) <= 80


def test_colour_says_nothing_that_words_do_not():
    told = explained([0.1, *[0.0] * 8, 0.9])
    plain, painted = explanation_text(told), explanation_text(told, Layout(color=True))
    assert plain.isascii()
    assert "\x1b" not in plain
    assert "\x1b[31mCluster c0: unknown\x1b[0m\n" in painted
    for code in ("\x1b[31m", "\x1b[0m"):
        painted = painted.replace(code, "")
    assert painted == plain


def test_json_has_every_candidate_and_null_for_what_is_missing():
    document = json.loads(explanation_json(explained([0.9, *[NAN] * 8, 0.1])))
    assert list(document)[:3] == ["format", "format_version", "cluster"]
    fork = document["forks"][0]
    assert [one["name"] for one in fork["candidates"]] == [NAMES[0], "Platelet", *NAMES[1:]]
    assert fork["candidates"][-1]["branch"] is None
    assert fork["gates"][0] == {
        "stop": "low_score",
        "value": 0.9,
        "needed": 0.3,
        "passed": True,
        "told": "B 0.90, needs 0.30",
    }
    assert document["evidence"][0]["decision"] is None
    assert np.isclose(document["confidence_score"], 0.99727, atol=1e-5)
