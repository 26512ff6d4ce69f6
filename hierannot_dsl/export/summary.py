"""AnnotationResult -> the table that people keep: labels, mixed, candidates and unknowns, with reasons."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from hierannot_dsl.export.annotate import decide_again
from hierannot_dsl.export.names import UNRESOLVED, plain_name, with_cluster
from hierannot_dsl.export.result import AnnotationResult
from hierannot_dsl.export.rules import ExportRules, export_label, strongest_leaves
from hierannot_dsl.export.stability import label_stability
from hierannot_dsl.export.tables import call_columns, hierarchy_columns, level_columns
from hierannot_dsl.score.settings import change_decision

PREFIX = "annot"


def make_cluster_annotation_export_summary(
    result: AnnotationResult,
    *,
    label_with_cluster: bool = True,
    unknown_on_low_confidence: bool = True,
    unknown_branch_raw_threshold: float = 0.1,
    mixed_on_parent_mixing: bool = True,
    mixed_margin_threshold: float | None = None,
    mixed_min_score: float = 0.35,
    unresolved_candidate_min_score: float = 1.0,
    unresolved_candidate_min_raw_score: float = 0.2,
    n_resamples: int | None = None,
    prefix: str = PREFIX,
    rerun_decision: bool = False,
    score_threshold: float | None = None,
    margin_threshold: float | None = None,
    min_leaf_raw_score: float | None = None,
    min_branch_supported_raw_score: float | None = None,
    level1_branch_child_rescue_weight: float | None = None,
    branch_child_rescue_weight: float | None = None,
    branch_routing_raw_weight: float | None = None,
    weak_raw_score_threshold: float | None = None,
    full_marker_count: int | None = None,
    child_score_threshold: float | None = None,
    child_margin_threshold: float | None = None,
    min_parent_fraction: float | None = None,
    max_unscorable_fraction: float | None = None,
    high_confidence_score: float | None = None,
    high_confidence_margin: float | None = None,
    medium_confidence_score: float | None = None,
    medium_confidence_margin: float | None = None,
    high_confidence_rival: float | None = None,
) -> pd.DataFrame:
    """Write the calls of a fit as one row per cluster.

    The arguments before `rerun_decision` decide what is told of a call, never where a cluster was routed.
    Those after it route the stored scores again, and the result is that of a fresh fit under them.

    Parameters
    ----------
    result
        What `HierAnnotPipeline.fit_score` returned.
    label_with_cluster
        Append the cluster to the labels of the column ``annot_export_label_with_cluster``.
    unknown_on_low_confidence
        Tell ``unknown`` where the confidence of a call is low or none.
    unknown_branch_raw_threshold
        Tell ``unknown`` where the branch score of a call is under this.
    mixed_on_parent_mixing
        Tell ``mixed_a.b`` where two branches are nearly tied and both are strong: a call and its rival, or,
        without a call, the two best roots.
    mixed_margin_threshold
        How near that is. None: 0.02 for ``method="hierannot"``, and for ``method="default"`` 0.1, or the
        margin at which routing stops at the root if this is larger.
    mixed_min_score
        Branch score that both must have.
    unresolved_candidate_min_score, unresolved_candidate_min_raw_score
        Branch score and raw score of a leaf that is told as ``candidate_leaf`` where no call stands.
    n_resamples
        How many times markers are weighed anew at random, always in the same way, for
        ``annot_stability``. 0: the column is missing values. None: 100, and 0 where more than 100 clusters
        would make it take longer than the fit.
    prefix
        What the columns' names begin with, ``cluster_id`` excepted.
    rerun_decision
        Route again with the arguments below. Without it they may not be given.
    score_threshold
        Branch score that a node needs to be entered.
    margin_threshold
        Lead over the runner-up that a node needs.
    min_leaf_raw_score
        Raw score, of the node itself, that a node needs.
    min_branch_supported_raw_score
        Branch-supported raw score of the node that the label backs off to after a failed gate.
    level1_branch_child_rescue_weight, branch_child_rescue_weight
        How much the best child counts in the branch score, at level 1 and below.
    branch_routing_raw_weight, weak_raw_score_threshold, full_marker_count
        ``method="hierannot"``: weight of R against D, R from which D counts in full, and number of markers
        from which a score does.
    child_score_threshold, child_margin_threshold
        ``method="default"``: `score_threshold` and `margin_threshold` below the first label of a path.
    min_parent_fraction
        ``method="default"``: part of its parent's raw score that a child needs.
    max_unscorable_fraction
        ``method="default"``: part of a fork that may be without scores.
    high_confidence_score, high_confidence_margin, medium_confidence_score, medium_confidence_margin
        Branch score and margin from which a call is of high or medium confidence.
    high_confidence_rival
        ``method="default"``: branch score of a node of another lineage above which no call is of high
        confidence.

    Returns
    -------
    summary
        Columns ``cluster_id``, ``annot_label`` (the routed call, ``Unresolved`` without one),
        ``annot_export_label_with_cluster``, ``annot_export_label``, ``annot_export_status`` (``resolved``,
        ``mixed``, ``unknown``), ``annot_confidence`` (``none``, ``low``, ``medium``, ``high``),
        ``annot_final_call_margin``, ``annot_confidence_score`` (for ``method="default"`` the chance that the
        call is right), ``annot_stability`` (part of the resamples in which ``annot_label`` stays, or a node
        below it is called), and more: scores, path, Cell Ontology id, reasons, a label, a score, a
        raw score and a margin per level, and name, version and content hash of the hierarchy. Texts
        are never missing but may be empty; numbers are NaN where there is nothing to measure.

    Raises
    ------
    TypeError
        If `result` is something else, or the method of the fit does not use an argument.
    ValueError
        If arguments for a new decision are given without `rerun_decision`, or a value is out of range.
    """
    knobs = {
        "score_threshold": score_threshold,
        "margin_threshold": margin_threshold,
        "min_leaf_raw_score": min_leaf_raw_score,
        "min_branch_supported_raw_score": min_branch_supported_raw_score,
        "level1_branch_child_rescue_weight": level1_branch_child_rescue_weight,
        "branch_child_rescue_weight": branch_child_rescue_weight,
        "branch_routing_raw_weight": branch_routing_raw_weight,
        "weak_raw_score_threshold": weak_raw_score_threshold,
        "full_marker_count": full_marker_count,
        "child_score_threshold": child_score_threshold,
        "child_margin_threshold": child_margin_threshold,
        "min_parent_fraction": min_parent_fraction,
        "max_unscorable_fraction": max_unscorable_fraction,
        "high_confidence_score": high_confidence_score,
        "high_confidence_margin": high_confidence_margin,
        "medium_confidence_score": medium_confidence_score,
        "medium_confidence_margin": medium_confidence_margin,
        "high_confidence_rival": high_confidence_rival,
    }
    _need_result(result)
    given = {name: value for name, value in knobs.items() if value is not None}
    result = _decided(result, given, rerun_decision=rerun_decision)
    rules = ExportRules(
        unknown_on_low_confidence=unknown_on_low_confidence,
        unknown_branch_raw_threshold=unknown_branch_raw_threshold,
        mixed_on_parent_mixing=mixed_on_parent_mixing,
        mixed_margin_threshold=(
            result.settings.mixed_margin if mixed_margin_threshold is None else mixed_margin_threshold
        ),
        mixed_min_score=mixed_min_score,
        unresolved_candidate_min_score=unresolved_candidate_min_score,
        unresolved_candidate_min_raw_score=unresolved_candidate_min_raw_score,
    )
    table = _summarise(result, rules, label_with_cluster=label_with_cluster, n_resamples=n_resamples)
    return table.rename(
        columns=lambda name: name.replace(PREFIX, prefix, 1) if name.startswith(PREFIX) else name
    )


def _need_result(result: object) -> None:
    if not isinstance(result, AnnotationResult):
        msg = f"result must be what `fit_score` returned, not a {type(result).__name__}"
        raise TypeError(msg)


def _decided(result: AnnotationResult, knobs: dict[str, Any], *, rerun_decision: bool) -> AnnotationResult:
    if knobs and not rerun_decision:
        msg = f"{', '.join(knobs)}: routing changes only with rerun_decision=True"
        raise ValueError(msg)
    if not rerun_decision:
        return result
    return decide_again(result, change_decision(result.settings, **knobs))


def _summarise(
    result: AnnotationResult, rules: ExportRules, *, label_with_cluster: bool, n_resamples: int | None
) -> pd.DataFrame:
    clusters = result.scores.clusters
    leaves = strongest_leaves(result, rules)
    exported = [
        export_label(result, cluster, rules, leaf=int(leaves[cluster])) for cluster in range(len(clusters))
    ]
    withdrawn = np.array([row.candidate for row in exported])
    calls = call_columns(result)
    labels = [row.label for row in exported]
    resolved = np.array([row.status == "resolved" for row in exported])
    columns: dict[str, Any] = {
        "cluster_id": list(clusters),
        f"{PREFIX}_label": np.where(withdrawn, UNRESOLVED, calls["label"]),
        f"{PREFIX}_export_label_with_cluster": [
            with_cluster(label, cluster) if label_with_cluster else plain_name(label)
            for label, cluster in zip(labels, clusters, strict=True)
        ],
        f"{PREFIX}_export_label": labels,
        f"{PREFIX}_export_status": [row.status for row in exported],
        f"{PREFIX}_confidence": np.where(withdrawn, "none", calls["confidence"]),
        f"{PREFIX}_final_call_margin": np.where(withdrawn, np.nan, calls["final_call_margin"]),
        f"{PREFIX}_confidence_score": np.where(withdrawn, 0.0, calls["confidence_score"]),
        f"{PREFIX}_stability": np.where(withdrawn, np.nan, label_stability(result, n_resamples)),
        f"{PREFIX}_score": calls["score"],
        f"{PREFIX}_raw_score": calls["raw_score"],
        f"{PREFIX}_branch_raw_score": calls["branch_raw_score"],
        f"{PREFIX}_path": calls["path"],
        f"{PREFIX}_cl_id": np.where(resolved, calls["cl_id"], ""),
        f"{PREFIX}_stop_reason": calls["stop_reason"],
        f"{PREFIX}_second_best_label": calls["second_best_label"],
        f"{PREFIX}_export_reason": [row.reason for row in exported],
    }
    columns |= {f"{PREFIX}_{name}": values for name, values in level_columns(result).items()}
    columns |= {f"{PREFIX}_{name}": text for name, text in hierarchy_columns(result).items()}
    table = pd.DataFrame(columns)
    texts = [name for name in table if table[name].dtype.kind not in "fi"]
    return table.astype(dict.fromkeys(texts, str))
