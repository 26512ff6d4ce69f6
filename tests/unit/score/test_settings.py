import pandas as pd
import pytest

from hierannot_dsl.score import (
    DefaultSettings,
    HierannotSettings,
    change_decision,
    decision_knobs,
    make_settings,
)


def test_published_defaults():
    settings = make_settings("hierannot")
    assert settings == HierannotSettings(
        input_type="raw_cluster_means",
        preset="auto",
        scale_factor=1e4,
        min_markers_present=2,
        min_marker_fraction=0.3,
        score_threshold=0.05,
        margin_threshold=0.02,
        branch_child_rescue_weight=0.35,
        level1_branch_child_rescue_weight=0.40,
        negative_weight=0.5,
        branch_routing_raw_weight=0.60,
        weak_raw_score_threshold=0.10,
        min_branch_supported_raw_score=0.0,
        min_leaf_raw_score=-0.2,
        random_state=0,
    )


def test_defaults_of_the_default():
    settings = make_settings()
    assert settings == DefaultSettings(
        score_threshold=0.3, margin_threshold=0.05, child_score_threshold=0.5, child_margin_threshold=0.2
    )
    assert settings.method == "default"


@pytest.mark.parametrize(
    ("method", "knob"),
    [("default", "random_state"), ("default", "scale_factor"), ("hierannot", "bin_weight")],
)
def test_a_knob_that_a_method_does_not_use_is_named(method, knob):
    with pytest.raises(TypeError, match=f"method '{method}' does not use {knob}"):
        make_settings(method, **{knob: 1})


def test_methods_have_names():
    with pytest.raises(ValueError, match="method 'other' is not one of 'default', 'hierannot'"):
        make_settings("other")


@pytest.mark.parametrize(
    ("method", "knobs", "told"),
    [
        (
            "default",
            {"input_type": "counts"},
            "input_type 'counts' is not one of 'raw_cluster_means', 'normalized'",
        ),
        ("default", {"preset": "huge"}, "preset 'huge' is not one of"),
        ("default", {"negatives": "none"}, "negatives 'none' is not one of"),
        ("default", {"ambient_weight": 1.5}, "ambient_weight is 1.5, not between 0 and 1"),
        ("default", {"negative_weight": -1}, "negative_weight is -1, not 0 or more"),
        ("default", {"score_threshold": float("nan")}, "score_threshold is nan, not a finite number"),
        ("default", {"n_bins": 0}, "n_bins is 0, not 1 or more"),
        ("hierannot", {"controls": "all"}, "controls 'all' is not one of 'bin', 'sampled'"),
        ("hierannot", {"control_exclusion": "none"}, "control_exclusion 'none' is not one of"),
        ("hierannot", {"clip_quantile": 2.0}, "clip_quantile is 2.0, not between 0 and 1"),
        ("hierannot", {"scale_factor": 0}, "scale_factor is 0, not above 0"),
        (
            "hierannot",
            {"branch_child_rescue_weight": 1.1},
            "branch_child_rescue_weight is 1.1, not between 0 and 1",
        ),
        ("hierannot", {"min_markers_present": 0}, "min_markers_present is 0, not 1 or more"),
    ],
)
def test_values_out_of_range_are_named(method, knobs, told):
    with pytest.raises(ValueError, match=told):
        make_settings(method, **knobs)


def test_decision_knobs_may_change_after_a_fit():
    settings = make_settings("default", bin_weight=0.1)
    changed = change_decision(settings, score_threshold=0.2, child_margin_threshold=0.0)
    assert (changed.score_threshold, changed.child_margin_threshold, changed.bin_weight) == (0.2, 0.0, 0.1)
    assert settings.score_threshold == 0.3
    with pytest.raises(TypeError, match="bin_weight: takes part in scoring, so changing it needs a new fit"):
        change_decision(settings, bin_weight=0.2, score_threshold=0.2)
    with pytest.raises(TypeError, match="method 'default' does not use random_state"):
        change_decision(settings, random_state=1)


def test_both_methods_share_the_names_of_thresholds():
    shared = set(decision_knobs(HierannotSettings)) & set(decision_knobs(DefaultSettings))
    assert {
        "score_threshold",
        "margin_threshold",
        "min_leaf_raw_score",
        "branch_child_rescue_weight",
    } <= shared


def test_a_reference_table_may_be_a_series():
    table = pd.Series({"A": 0.5, "B": 0.9})
    assert make_settings("default", reference_abundance=table).reference_abundance == {"A": 0.5, "B": 0.9}
