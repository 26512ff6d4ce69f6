import inspect
import io

import anndata
import numpy as np
import pandas as pd
import pytest

from hierannot_dsl.export import AnnotationResult, decide_again, make_cluster_annotation_export_summary
from hierannot_dsl.export.annotate import annotate_clusters
from hierannot_dsl.route import route_clusters
from hierannot_dsl.score import DefaultSettings, HierannotSettings, decision_knobs
from tests.unit.score.trees import contrast, matrix, node, scored, tree

NAN = float("nan")
PROGRAM = tree(
    node(
        "Immune",
        "A B",
        node("B cell", "C D", node("Plasma cell", "E F", cl="CL:0000786")),
        node("Neutrophil", "G H"),
    ),
    node("Epithelial", "I J", cl="CL:0000066"),
    contrast("Platelet", "K L"),
)
TABLE_1 = [
    "cluster_id",
    "annot_label",
    "annot_export_label_with_cluster",
    "annot_export_label",
    "annot_export_status",
    "annot_confidence",
    "annot_final_call_margin",
]


def result(branch, settings=None, **given):
    settings = settings or HierannotSettings()
    scores = scored(PROGRAM, branch, **given)
    return AnnotationResult(PROGRAM, settings, scores, route_clusters(PROGRAM, scores, settings))


def row(branch, settings=None, raw=None, detection=1.0, **arguments):
    fit = result(branch, settings, raw=raw, detection=detection)
    return make_cluster_annotation_export_summary(fit, **arguments).to_dict("records")[0]


def told(exported):
    return (
        exported["annot_label"],
        exported["annot_export_label"],
        exported["annot_export_status"],
        exported["annot_confidence"],
    )


RESOLVED = [1.0, 0.8, 0.7, 0.1, 0.2, 0.0]


def test_columns_of_table_1_come_first_and_in_their_order():
    table = make_cluster_annotation_export_summary(result(RESOLVED))
    assert list(table.columns[:7]) == TABLE_1
    more = ["path", "cl_id", "stop_reason", "second_best_label", "export_reason", "confidence_score", "score"]
    more += ["raw_score", "branch_raw_score", "l1_label", "l1_score", "l3_label", "l3_margin"]
    for name in more:
        assert f"annot_{name}" in table.columns


def test_the_hierarchy_is_on_record_in_every_row():
    table = make_cluster_annotation_export_summary(result(RESOLVED))
    assert list(table.columns[-3:]) == ["annot_hierarchy", "annot_hierarchy_version", "annot_hierarchy_hash"]
    assert table.iloc[0, -3:].tolist() == [PROGRAM.hierarchy, PROGRAM.version, PROGRAM.source_hash]


def test_a_resolved_call():
    exported = row(RESOLVED)
    assert told(exported) == ("Plasma cell", "Plasma cell", "resolved", "high")
    assert exported["annot_export_label_with_cluster"] == "Plasma_cell_c0"
    assert exported["annot_final_call_margin"] == pytest.approx(0.5)
    assert exported["annot_second_best_label"] == "Epithelial"
    assert exported["annot_cl_id"] == "CL:0000786"
    assert exported["annot_path"] == "Immune > B cell > Plasma cell"
    assert exported["annot_stop_reason"] == "leaf"
    assert exported["annot_export_reason"] == ""
    assert [exported[f"annot_l{level}_label"] for level in (1, 2, 3)] == ["Immune", "B cell", "Plasma cell"]
    assert [exported[f"annot_l{level}_score"] for level in (1, 2, 3)] == [1.0, 0.8, 0.7]
    assert exported["annot_l1_margin"] == pytest.approx(0.8)
    assert np.isnan(exported["annot_l3_margin"])


def test_levels_below_the_label_are_empty():
    exported = row([1.0, 0.8, 0.0, 0.1, 0.2, 0.0])
    assert told(exported)[0] == "B cell"
    assert exported["annot_l3_label"] == ""
    assert np.isnan(exported["annot_l3_score"])
    assert exported["annot_stop_reason"] == "low_score"


def test_a_contrast_at_the_root_is_unknown_and_looks_like_it():
    exported = row([0.4, 0.2, 1.3, 0.1, 0.2, 1.0])
    assert told(exported) == ("Unresolved", "unknown", "unknown", "none")
    assert exported["annot_export_reason"] == "looks like Platelet"
    assert exported["annot_export_label_with_cluster"] == "unknown_c0"
    assert exported["annot_cl_id"] == ""
    assert np.isnan(exported["annot_final_call_margin"])


def test_mixed_is_a_near_tie_of_two_strong_strangers():
    near = [1.0, 0.4, 0.41, 0.9, 0.89, 0.0]
    exported = row(near)
    assert told(exported) == ("Neutrophil", "mixed_neutrophil.epithelial", "mixed", "high")
    assert exported["annot_export_label_with_cluster"] == "mixed_neutrophil.epithelial_c0"
    assert exported["annot_cl_id"] == ""
    assert told(row(near, mixed_on_parent_mixing=False))[2] == "resolved"
    assert told(row(near, mixed_margin_threshold=0.005))[2] == "resolved"
    assert told(row(near, mixed_min_score=0.9))[2] == "resolved"


def test_a_weak_rival_or_a_contrast_does_not_mix():
    assert told(row([1.0, 0.1, 0.1, 0.3, 0.29, 0.0]))[2] == "resolved"
    assert told(row([1.0, 0.4, 0.41, 0.9, 0.2, 0.89]))[2] == "resolved"


def test_two_strong_roots_that_tie_are_mixed():
    exported = row([0.8, 0.2, 0.2, 0.1, 0.79, 0.0])
    assert told(exported) == ("Unresolved", "mixed_immune.epithelial", "mixed", "none")
    assert told(row([0.34, 0.2, 0.2, 0.1, 0.33, 0.0]))[1:3] == ("unknown", "unknown")
    # The default stops at a margin of 0.1 and calls that mixed.
    assert told(row([0.8, 0.2, 0.2, 0.1, 0.75, 0.0], DefaultSettings()))[2] == "mixed"


def test_a_strong_leaf_without_a_call_is_a_candidate():
    branch, raw = [0.0, 0.0, 1.0, 0.1, 0.0, 0.0], [-0.5, 0.0, 0.2, 0.1, 0.0, 0.0]
    exported = row(branch, raw=raw)
    assert told(exported) == ("Unresolved", "candidate_plasma_cell", "unknown", "none")
    assert exported["annot_export_label_with_cluster"] == "candidate_plasma_cell_c0"
    assert exported["annot_export_reason"].startswith("candidate: Plasma cell")
    assert np.isnan(exported["annot_final_call_margin"])
    assert told(row(branch, raw=raw, unresolved_candidate_min_score=1.01))[1] == "unknown"
    assert told(row(branch, raw=raw, unresolved_candidate_min_raw_score=0.21))[1] == "unknown"


def test_a_call_under_the_floor_is_unknown_unless_a_leaf_rescues_it():
    low = [0.09, 0.0, 0.0, 0.0, 0.0, 0.0]
    exported = row(low)
    assert told(exported)[:3] == ("Immune", "unknown", "unknown")
    assert "under 0.1" in exported["annot_export_reason"]
    assert told(row(low, unknown_branch_raw_threshold=0.05))[2] == "resolved"
    rescued = row([0.09, 0.0, 1.5, 0.0, 0.0, 0.0])
    assert told(rescued) == ("Unresolved", "candidate_plasma_cell", "unknown", "none")


def test_low_confidence_is_unknown_on_request():
    exported = row(RESOLVED, detection=0.1)
    assert told(exported) == ("Plasma cell", "unknown", "unknown", "low")
    assert exported["annot_export_reason"] == "Plasma cell is of low confidence"
    assert told(row(RESOLVED, detection=0.1, unknown_on_low_confidence=False))[2] == "resolved"


def test_labels_without_clusters():
    exported = row(RESOLVED, label_with_cluster=False)
    assert exported["annot_export_label_with_cluster"] == "Plasma_cell"


def test_prefix_renames_all_but_the_cluster():
    table = make_cluster_annotation_export_summary(result(RESOLVED), prefix="p")
    assert table.columns[0] == "cluster_id"
    assert all(name.startswith("p_") for name in table.columns[1:])
    assert "p_export_label" in table.columns


def test_the_table_survives_csv():
    branch = np.array([RESOLVED, [0.4, 0.2, 1.3, 0.1, 0.2, 1.0]]).T
    table = make_cluster_annotation_export_summary(result(branch))
    for name in table:
        kinds = {type(value) for value in table[name]}
        assert len(kinds) == 1, name
    back = pd.read_csv(io.StringIO(table.to_csv(index=False)), keep_default_na=False, na_values={})
    assert back["annot_export_label"].tolist() == table["annot_export_label"].tolist()


class TestRerun:
    def test_decision_needs_rerun(self):
        with pytest.raises(
            ValueError, match="margin_threshold: routing changes only with rerun_decision=True"
        ):
            make_cluster_annotation_export_summary(result(RESOLVED), margin_threshold=0.5)

    def test_a_knob_of_the_other_method_is_refused_by_name(self):
        with pytest.raises(TypeError, match="'hierannot' does not use child_score_threshold"):
            make_cluster_annotation_export_summary(
                result(RESOLVED), rerun_decision=True, child_score_threshold=0.5
            )
        with pytest.raises(TypeError, match="'default' does not use weak_raw_score_threshold"):
            make_cluster_annotation_export_summary(
                result(RESOLVED, DefaultSettings()), rerun_decision=True, weak_raw_score_threshold=0.5
            )

    def test_every_decision_knob_is_an_argument(self):
        arguments = set(inspect.signature(make_cluster_annotation_export_summary).parameters)
        knobs = {knob for kind in (DefaultSettings, HierannotSettings) for knob in decision_knobs(kind)}
        assert knobs <= arguments

    def test_other_thresholds_give_what_a_fresh_fit_gives(self):
        expression = matrix(list("ABCDEFGHIJKLMNOPQR"), np.random.default_rng(0).poisson(2.0, (18, 6)))
        for settings in (HierannotSettings(), DefaultSettings()):
            knobs = {"score_threshold": 0.01, "margin_threshold": 0.0, "branch_child_rescue_weight": 0.9}
            fit = annotate_clusters(PROGRAM, expression, settings)
            fresh = annotate_clusters(PROGRAM, expression, type(settings)(**knobs))
            again = make_cluster_annotation_export_summary(fit, rerun_decision=True, **knobs)
            pd.testing.assert_frame_equal(again, make_cluster_annotation_export_summary(fresh))
            assert decide_again(fit, fresh.settings).settings == fresh.settings

    def test_rerun_without_knobs_changes_nothing(self):
        fit = annotate_clusters(PROGRAM, matrix("A B X Y Z", [[9], [9], [1], [0], [1]]), HierannotSettings())
        pd.testing.assert_frame_equal(
            make_cluster_annotation_export_summary(fit, rerun_decision=True),
            make_cluster_annotation_export_summary(fit),
        )


def test_thresholds_must_be_numbers():
    with pytest.raises(ValueError, match="mixed_min_score is not a number"):
        make_cluster_annotation_export_summary(result(RESOLVED), mixed_min_score=NAN)


def test_the_table_survives_h5ad(tmp_path):
    branch = np.array([RESOLVED, [0.4, 0.2, 1.3, 0.1, 0.2, 1.0]]).T
    table = make_cluster_annotation_export_summary(result(branch))
    anndata.AnnData(uns={"hierannot_leiden": table}).write_h5ad(tmp_path / "cells.h5ad")
    back = anndata.read_h5ad(tmp_path / "cells.h5ad").uns["hierannot_leiden"]
    pd.testing.assert_frame_equal(back, table, check_dtype=False, check_index_type=False)


def test_what_is_no_fit_is_told():
    with pytest.raises(TypeError, match="result must be what `fit_score` returned, not a DataFrame"):
        make_cluster_annotation_export_summary(pd.DataFrame())
