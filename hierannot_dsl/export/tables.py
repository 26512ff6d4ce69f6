"""AnnotationResult -> columns and tables, before any rule of export."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from hierannot_dsl.export.fit import hierarchy_fit
from hierannot_dsl.export.names import UNRESOLVED
from hierannot_dsl.route.result import Confidence, Stop

if TYPE_CHECKING:
    from hierannot_dsl.export.result import AnnotationResult
    from hierannot_dsl.program import Floats, Ints

ARROW = " > "


def call_columns(result: AnnotationResult) -> dict[str, Any]:
    """Columns of C values each: the call of every cluster as it was routed."""
    program, scores, routes = result.program, result.scores, result.routes
    label = routes.label
    second = np.where(label >= 0, routes.rival, routes.runner_up[0])
    return {
        "label": _names(program.names, label, UNRESOLVED),
        "cl_id": _names(program.cl_ids, label, ""),
        "path": [ARROW.join(program.names[step] for step in path) for path in _called_paths(result)],
        "score": _at(scores.branch, label),
        "raw_score": _at(scores.raw, label),
        "branch_raw_score": _at(scores.branch_raw, label),
        "detection": _at(scores.detection, label),
        "final_call_margin": routes.final_margin,
        "second_best_label": _names(program.names, second, ""),
        "confidence": np.array([Confidence(int(grade)).slug for grade in routes.confidence]),
        "confidence_score": routes.confidence_score,
        "stop_reason": np.array([Stop(int(reason)).slug for reason in routes.stop]),
    }


def level_columns(result: AnnotationResult) -> dict[str, Any]:
    """Columns of C values each, for every level of the hierarchy: what the path to the label met there.

    Levels below the label are empty.
    """
    program, scores, routes = result.program, result.scores, result.routes
    clusters = range(len(routes.label))
    fork_row = {int(node): row for row, node in enumerate(routes.fork)}
    depth = int(program.level[~program.is_contrast].max(initial=0))
    paths = _called_paths(result)
    columns: dict[str, Any] = {}
    for level in range(depth):
        step = np.array([path[level] if level < len(path) else -1 for path in paths], dtype=np.int64)
        margins = [
            routes.margin[fork_row[int(program.parent[step[cluster]])], cluster]
            if step[cluster] >= 0
            else np.nan
            for cluster in clusters
        ]
        columns[f"l{level + 1}_label"] = _names(program.names, step, "")
        columns[f"l{level + 1}_score"] = _at(scores.branch, step)
        columns[f"l{level + 1}_raw_score"] = _at(scores.raw, step)
        columns[f"l{level + 1}_margin"] = np.array(margins, dtype=np.float64)
    return columns


def cluster_annotations(result: AnnotationResult) -> pd.DataFrame:
    """One row per cluster: the routed call and its levels."""
    clusters = {"cluster_id": list(result.scores.clusters)}
    return pd.DataFrame(clusters | call_columns(result) | level_columns(result))


def level_scores(result: AnnotationResult) -> pd.DataFrame:
    """One row per cluster and program, clusters in their order, programs in that of the document."""
    program, scores = result.program, result.scores
    n_clusters = len(scores.clusters)
    parents = np.array([*program.names, ""])[program.parent]
    variants = np.array([*program.set_variant, ""])[scores.evidence.best_set]
    markers = np.append(scores.evidence.set_markers, 0)[scores.evidence.best_set]
    per_program = {
        "program": np.array(program.names),
        "kind": np.where(program.is_contrast, "contrast", "node"),
        "parent": parents,
        "level": program.level,
        "unscorable": np.array(scores.evidence.unscorable),
    }
    per_pair = {
        "variant": variants,
        "markers": markers,
        "raw_score": scores.raw,
        "detection": scores.detection,
        "z_score": scores.z,
        "decision_score": scores.decision,
        "local_score": scores.local,
        "branch_score": scores.branch,
        "branch_raw_score": scores.branch_raw,
    }
    columns: dict[str, Any] = {"cluster_id": np.repeat(np.array(scores.clusters), program.n_programs)}
    columns |= {name: np.tile(values, n_clusters) for name, values in per_program.items()}
    columns |= {name: values.T.ravel() for name, values in per_pair.items()}
    return pd.DataFrame(columns)


def hierarchy_columns(result: AnnotationResult) -> dict[str, str]:
    """Which hierarchy was used: its name, its version and its content hash before any panel."""
    program = result.program
    return {
        "hierarchy": program.hierarchy,
        "hierarchy_version": program.version,
        "hierarchy_hash": program.source_hash,
    }


def diagnostics_summary(result: AnnotationResult) -> pd.DataFrame:
    """One row: what the hierarchy could be asked, what came of it, and how well the two fit."""
    program, scores, routes = result.program, result.scores, result.routes
    called = routes.label >= 0
    grades = {
        f"n_{grade.slug}_confidence": int((routes.confidence == grade).sum())
        for grade in reversed(Confidence)
    }
    unscorable = np.array([bool(reason) for reason in scores.evidence.unscorable])
    row: dict[str, Any] = {
        "hierarchy": program.hierarchy,
        "version": program.version,
        "method": result.settings.method,
        "n_nodes": int((~program.is_contrast).sum()),
        "n_contrasts": int(program.is_contrast.sum()),
        "n_unscorable": int(unscorable.sum()),
        "n_clusters": len(called),
        "n_called": int(called.sum()),
        "n_looks_like_contrast": int((~called & (routes.stop == Stop.CONTRAST)).sum()),
        **grades,
        "median_score": _median(_at(scores.branch, routes.label)),
        "median_final_call_margin": _median(routes.final_margin),
        **asdict(hierarchy_fit(result)),
    }
    return pd.DataFrame([row])


def _called_paths(result: AnnotationResult) -> list[list[int]]:
    """Nodes from the root to the label of every cluster; empty without a label."""
    level = result.program.level
    return [
        [int(step) for step in path[: level[label]]] if label >= 0 else []
        for path, label in zip(result.routes.path, result.routes.label, strict=True)
    ]


def _names(names: tuple[str, ...], index: Ints, missing: str) -> Any:
    return np.array([*names, missing])[np.where(index >= 0, index, len(names))]


def _at(values: Floats, index: Ints) -> Floats:
    found: Floats = np.where(index >= 0, values[index, np.arange(values.shape[1])], np.nan)
    return found


def _median(values: Floats) -> float:
    known = values[~np.isnan(values)]
    return float(np.median(known)) if len(known) else float("nan")
