import numpy as np
import pytest

from hierannot_dsl.score import DefaultSettings, HierannotSettings, score_clusters
from hierannot_dsl.score.contributions import marker_contributions
from tests.unit.score.trees import matrix, node, tree

PROGRAM = tree(node("T", "A B -N", node("CD4", "A C D -M")), node("Lost", "Y Z"), absent={"M"})


def told(settings, node_index, values=(5, 3, 4, 0, 1, 2, 2)):
    scores = score_clusters(PROGRAM, matrix("A B C D N X W", np.array(values)), settings)
    parts = marker_contributions(PROGRAM, scores.evidence, node=node_index, cluster=0)
    symbols = [PROGRAM.symbols[symbol] for symbol in PROGRAM.marker_symbol[parts.marker]]
    return dict(zip(symbols, parts.contribution.tolist(), strict=True)), parts, scores.raw[node_index, 0]


def test_every_marker_has_its_part():
    contributions, parts, raw = told(HierannotSettings(input_type="normalized", clip_quantile=1.0), 0)
    assert contributions == {"A": 1.5, "B": 0.5, "N": -0.5}
    assert parts.control.tolist() == [2.0, 2.0, 0.0]
    assert raw == pytest.approx(1.5)


def test_absent_markers_and_the_parents_are_listed_with_nothing():
    contributions, parts, raw = told(HierannotSettings(input_type="normalized", clip_quantile=1.0), 1)
    assert contributions == {"A": 0.0, "C": 1.0, "D": -1.0, "M": 0.0}
    assert np.isnan(parts.expression).tolist() == [True, False, False, True]
    assert raw == 0.0


def test_cut_differences_sum_too():
    contributions, _, raw = told(HierannotSettings(input_type="normalized"), 0)
    assert contributions["A"] < 1.5
    assert sum(contributions.values()) == pytest.approx(raw)


def test_negatives_below_their_controls_do_not_count():
    contributions, _, raw = told(DefaultSettings(), 0)
    assert contributions["N"] == 0
    assert sum(contributions.values()) == pytest.approx(raw)
    louder, _, raw = told(DefaultSettings(), 0, values=(5, 3, 4, 0, 9, 2, 2))
    assert louder["N"] < 0
    assert sum(louder.values()) == pytest.approx(raw)


def test_a_program_without_score_lists_its_markers():
    contributions, parts, raw = told(DefaultSettings(), 2)
    assert contributions == {"Y": 0.0, "Z": 0.0}
    assert np.isnan(parts.control).all()
    assert np.isnan(raw)
