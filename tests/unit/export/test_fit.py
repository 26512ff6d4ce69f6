import numpy as np
import pandas as pd
import pytest

from hierannot_dsl.export import AnnotationResult
from hierannot_dsl.export.fit import compare_hierarchy_fit, fit_status, hierarchy_fit
from hierannot_dsl.route import route_clusters
from hierannot_dsl.score import DefaultSettings, HierannotSettings
from tests.unit.score.trees import contrast, node, scored, tree

PROGRAM = tree(
    node("Immune", "A B", node("B cell", "C D"), node("T cell", "E F")),
    node("Epithelial", "I J"),
    contrast("Platelet", "K L"),
)
#          Immune   B    T  Epith. Platelet
B_CELL = [1.0, 0.9, 0.1, 0.0, 0.0]
T_CELL = [1.0, 0.1, 0.8, 0.0, 0.0]
EPITHELIAL = [0.1, 0.0, 0.0, 0.7, 0.0]
PLATELET = [0.1, 0.0, 0.0, 0.0, 0.9]
NOTHING = [0.0, 0.0, 0.0, 0.0, 0.0]


def fitted(*clusters, settings=None):
    settings = settings or DefaultSettings()
    scores = scored(PROGRAM, np.array(clusters).T)
    return AnnotationResult(PROGRAM, settings, scores, route_clusters(PROGRAM, scores, settings))


def test_the_parts_of_the_score_are_worked_by_hand():
    fit = hierarchy_fit(fitted(B_CELL, B_CELL, T_CELL, EPITHELIAL, PLATELET))
    assert fit.hierarchy_fit_status == "good"
    assert fit.resolved_fraction == 4 / 5
    assert fit.out_of_scope_fraction == 1 / 5
    assert fit.named_apart_fraction == 3 / 5
    assert fit.mean_raw_score == pytest.approx((0.9 + 0.9 + 0.8 + 0.7) / 5)
    assert fit.fit_rank_score == pytest.approx(0.8 - 0.2 + 0.6 + 0.66)
    assert fit.mean_depth == (2 + 2 + 2 + 1) / 4
    # The closest fork: B over T 0.8 twice, T over B 0.7, Epithelial over Immune 0.6.
    assert fit.mean_margin == pytest.approx((0.8 + 0.8 + 0.7 + 0.6) / 4)


def test_a_cluster_without_evidence_is_unresolved_but_not_out_of_scope():
    fit = hierarchy_fit(fitted(B_CELL, NOTHING))
    assert (fit.resolved_fraction, fit.out_of_scope_fraction) == (0.5, 0.0)
    assert fit.hierarchy_fit_status == "questionable"


def test_nothing_resolved():
    fit = hierarchy_fit(fitted(PLATELET, NOTHING))
    assert fit.hierarchy_fit_status == "poor"
    assert fit.fit_rank_score == -0.5
    assert np.isnan([fit.mean_margin, fit.mean_depth]).all()


@pytest.mark.parametrize("outside", range(11))
def test_never_good_where_three_of_ten_are_out_of_scope(outside):
    fit = hierarchy_fit(fitted(*[PLATELET] * outside, *[B_CELL] * (10 - outside)))
    assert fit.out_of_scope_fraction == outside / 10
    assert (fit.hierarchy_fit_status == "good") == (outside <= 2)


@pytest.mark.parametrize(
    ("resolved", "foreign", "status"),
    [
        (1.0, 0.0, "good"),
        (0.8, 0.2, "good"),
        (0.79, 0.0, "questionable"),
        (1.0, 0.3, "questionable"),
        (0.5, 0.5, "questionable"),
        (0.49, 0.0, "poor"),
        (0.0, 1.0, "poor"),
    ],
)
def test_status(resolved, foreign, status):
    assert fit_status(resolved, foreign) == status


def test_a_broad_call_below_which_a_contrast_won_counts_as_foreign():
    program = tree(
        node("Immune", "A B", node("T cell", "E F"), contrast("HSPC", "K L")), node("Other", "M N")
    )
    scores = scored(program, np.array([[1.0, 0.1, 0.9, 0.0], [1.0, 0.9, 0.1, 0.0]]).T)
    settings = DefaultSettings()
    result = AnnotationResult(program, settings, scores, route_clusters(program, scores, settings))
    fit = hierarchy_fit(result)
    assert (fit.resolved_fraction, fit.out_of_scope_fraction, fit.contrast_won_fraction) == (1.0, 0.0, 0.5)
    assert fit.hierarchy_fit_status == "questionable"
    assert fit.fit_rank_score == pytest.approx(1.0 - 0.5 + 1.0 + (1.0 + 0.9) / 2)


def test_hierarchies_are_ranked_and_ties_are_said():
    right, wrong = fitted(B_CELL, T_CELL), fitted(B_CELL, PLATELET)
    table = compare_hierarchy_fit({"wrong": wrong, "first": right, "second": right})
    assert table["name"].tolist() == ["first", "second", "wrong"]
    assert table["fit_rank"].tolist() == [1, 1, 3]
    assert table["tied_with"].tolist() == ["second", "first", ""]
    assert table["hierarchy_fit_status"].tolist() == ["good", "good", "questionable"]
    assert table.columns.tolist() == [
        "name",
        "hierarchy_fit_status",
        "fit_rank_score",
        "fit_rank",
        "tied_with",
        "resolved_fraction",
        "out_of_scope_fraction",
        "contrast_won_fraction",
        "named_apart_fraction",
        "mean_raw_score",
        "mean_margin",
        "mean_depth",
        "n_clusters",
    ]


def test_one_result_has_the_same_row_in_its_diagnostics():
    result = fitted(B_CELL, T_CELL, EPITHELIAL)
    alone = compare_hierarchy_fit({"only": result})
    shared = alone.columns.intersection(result.diagnostics_summary.columns)
    assert {"hierarchy_fit_status", "fit_rank_score", "resolved_fraction", "n_clusters"} <= set(shared)
    pd.testing.assert_frame_equal(alone[shared], result.diagnostics_summary[shared])


def test_what_cannot_be_compared_raises():
    with pytest.raises(ValueError, match="no results to compare"):
        compare_hierarchy_fit({})
    with pytest.raises(ValueError, match="'b' is a fit of other clusters than 'a'"):
        compare_hierarchy_fit({"a": fitted(B_CELL), "b": fitted(B_CELL, T_CELL)})
    published = fitted(B_CELL, settings=HierannotSettings())
    with pytest.raises(ValueError, match="'b' is a fit by method 'hierannot', 'a' by 'default'"):
        compare_hierarchy_fit({"a": fitted(B_CELL), "b": published})
