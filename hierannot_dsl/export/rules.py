"""Routes -> exported labels: which calls stand, which are mixed, candidates or unknown, and why."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from hierannot_dsl.export.names import UNKNOWN, candidate_label, mixed_label
from hierannot_dsl.route.result import Confidence, Stop

if TYPE_CHECKING:
    from hierannot_dsl.export.result import AnnotationResult
    from hierannot_dsl.program import Floats, Ints, Program

Status: TypeAlias = Literal["resolved", "mixed", "unknown"]

# What a way without any label ended by, for people; the code behind it is for programs.
WORDS = {
    Stop.LOW_SCORE: "all score too low",
    Stop.LOW_MARGIN: "two are too close",
    Stop.LOW_RAW: "its own markers speak against the best",
    Stop.WEAK_FOR_PARENT: "the best is weak beside the evidence for its parent",
    Stop.CONTRAST: "it looks like something that has no label",
    Stop.UNSCORABLE_SIBLINGS: "too many of the types cannot be scored",
    Stop.NO_MARKERS: "no type has enough markers in the data",
    Stop.NO_EXPRESSION: "nothing is expressed",
}


@dataclass(frozen=True, kw_only=True)
class ExportRules:
    """Thresholds of export; see `make_cluster_annotation_export_summary`."""

    mixed_margin_threshold: float
    unknown_on_low_confidence: bool = True
    unknown_branch_raw_threshold: float = 0.1
    mixed_on_parent_mixing: bool = True
    mixed_min_score: float = 0.35
    unresolved_candidate_min_score: float = 1.0
    unresolved_candidate_min_raw_score: float = 0.2

    def __post_init__(self) -> None:
        for rule in fields(self):
            if math.isnan(getattr(self, rule.name)):
                msg = f"{rule.name} is not a number"
                raise ValueError(msg)


@dataclass(frozen=True)
class Exported:
    """What is told of one cluster.

    `label` and `status` are for people and tools; `reason` says which rule decided. A `candidate` is a leaf
    that stands out where no call stands: the call is withdrawn.
    """

    label: str
    status: Status
    reason: str
    candidate: bool = False


def export_label(result: AnnotationResult, cluster: int, rules: ExportRules, *, leaf: int) -> Exported:
    """Apply the rules to one cluster.

    Parameters
    ----------
    result
        The fit.
    cluster
        Index of the cluster.
    rules
        Thresholds.
    leaf
        The strongest leaf that may be a candidate, from `strongest_leaves`; -1 where there is none.

    Returns
    -------
    exported
        The first rule that applies decides: a contrast at the root, mixed, too low, low confidence.
    """
    routes, names = result.routes, result.program.names
    label, stop = int(routes.label[cluster]), Stop(int(routes.stop[cluster]))
    branch = result.scores.branch[:, cluster]
    if label < 0 and stop is Stop.CONTRAST:
        return Exported(UNKNOWN, "unknown", _looks_like(result, cluster))
    first, second, margin = _contenders(result, cluster)
    if _is_mixed(result.program, branch, first, second, margin, rules):
        told = f"mixed: {names[first]} scores {branch[first]:.2f}, {names[second]} {branch[second]:.2f}"
        return Exported(mixed_label(names[first], names[second]), "mixed", told)
    too_low = label >= 0 and branch[label] < rules.unknown_branch_raw_threshold
    if (label < 0 or too_low) and leaf >= 0:
        raw = result.scores.raw[leaf, cluster]
        told = f"candidate: {names[leaf]} scores {branch[leaf]:.2f}, raw {raw:.2f}"
        return Exported(candidate_label(names[leaf]), "unknown", told, candidate=True)
    if label < 0:
        return Exported(UNKNOWN, "unknown", _unresolved(result, cluster))
    if too_low:
        told = f"{names[label]} scores {branch[label]:.2f}, under {rules.unknown_branch_raw_threshold:g}"
        return Exported(UNKNOWN, "unknown", told)
    confidence = Confidence(int(routes.confidence[cluster]))
    if rules.unknown_on_low_confidence and confidence <= Confidence.LOW:
        return Exported(UNKNOWN, "unknown", f"{names[label]} is of {confidence.slug} confidence")
    return Exported(names[label], "resolved", _resolved(result, cluster))


def strongest_leaves(result: AnnotationResult, rules: ExportRules) -> Ints:
    """Shape ``(C,)``. The strongest leaf above both candidate thresholds; -1 where there is none."""
    program, scores = result.program, result.scores
    is_leaf = program.callable & ~np.isin(np.arange(program.n_programs), program.parent[~program.is_contrast])
    strong = (
        is_leaf[:, np.newaxis]
        & (scores.branch >= rules.unresolved_candidate_min_score)
        & (scores.raw >= rules.unresolved_candidate_min_raw_score)
    )
    ranked: Floats = np.where(strong, scores.branch, -np.inf)
    return np.where(strong.any(axis=0), ranked.argmax(axis=0), -1)


def _contenders(result: AnnotationResult, cluster: int) -> tuple[int, int, float]:
    """The call and its rival; without a call, the two that tied at the root."""
    routes = result.routes
    if routes.label[cluster] >= 0:
        return int(routes.label[cluster]), int(routes.rival[cluster]), float(routes.final_margin[cluster])
    if routes.stop[cluster] == Stop.LOW_MARGIN and routes.stop_fork[cluster] == 0:
        return (
            int(routes.winner[0, cluster]),
            int(routes.runner_up[0, cluster]),
            float(routes.margin[0, cluster]),
        )
    return -1, -1, math.nan


def _is_mixed(
    program: Program, branch: Floats, first: int, second: int, margin: float, rules: ExportRules
) -> bool:
    if not rules.mixed_on_parent_mixing or first < 0 or second < 0:
        return False
    if program.is_contrast[[first, second]].any():
        return False
    both_high = min(branch[first], branch[second]) >= rules.mixed_min_score
    return bool(margin < rules.mixed_margin_threshold and both_high)


def _looks_like(result: AnnotationResult, cluster: int) -> str:
    fork = result.routes.stop_fork[cluster]
    return f"looks like {result.program.names[result.routes.winner[fork, cluster]]}"


def _unresolved(result: AnnotationResult, cluster: int) -> str:
    routes, names = result.routes, result.program.names
    stop, fork = Stop(int(routes.stop[cluster])), int(routes.stop_fork[cluster])
    if routes.backed_off[cluster]:
        return "no node of the path has enough raw support"
    why = f"{WORDS.get(stop, stop.slug)} ({stop.slug})"
    if stop in (Stop.NO_EXPRESSION, Stop.NO_MARKERS):
        return why
    if fork < 0:
        return "no node of the path may be a label"
    best, second = int(routes.winner[fork, cluster]), int(routes.runner_up[fork, cluster])
    told = f"{why}: best is {names[best]} with {result.scores.branch[best, cluster]:.2f}"
    return f"{told}, then {names[second]}" if second >= 0 else told


def _resolved(result: AnnotationResult, cluster: int) -> str:
    routes = result.routes
    if routes.backed_off[cluster]:
        return "backed off to a node with enough raw support"
    if routes.stop[cluster] == Stop.CONTRAST:
        return f"{_looks_like(result, cluster)}, which is no label here"
    return ""
