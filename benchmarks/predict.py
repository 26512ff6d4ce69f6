"""Profiles and hierarchies -> the predictions table that is scored."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

import hierannot_dsl
from benchmarks.catalog import read_model, read_resolved

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.data import Folder, Profile
    from hierannot_dsl.export import AnnotationResult

METHODS = ("default", "hierannot")
COLUMNS = ["dataset", "cluster", "label", "cl_id", "status", "hierarchy", "confidence", "confidence_score"]


@dataclass(frozen=True)
class Task:
    """One data set to annotate with one hierarchy."""

    profile: Profile
    hierarchy: str


def tasks(folder: Folder, truth: pd.DataFrame, *, deep: bool = False) -> tuple[list[Task], list[str]]:
    """What a truth table asks for, and what of it the catalog has no hierarchy for.

    With `deep`, a hierarchy that has a deep one stands back for it.
    """
    known = set(read_resolved())
    asked = truth[["dataset", "hierarchy"]].drop_duplicates().itertuples(index=False)
    pairs = [(str(pair.dataset), str(pair.hierarchy)) for pair in asked]
    unable = [f"{dataset} ({name})" for dataset, name in pairs if name not in known]
    able = [(dataset, name) for dataset, name in pairs if name in known]
    if deep:
        able = [(dataset, deep_name(name) if deep_name(name) in known else name) for dataset, name in able]
    return [Task(folder.profiles[dataset], name) for dataset, name in able], unable


def deep_name(hierarchy: str) -> str:
    """What the catalog calls the deep hierarchy that extends a broad one."""
    return f"{hierarchy.rpartition('_')[0]}_deep"


def predict(
    asked: list[Task], method: str, change: Callable[[Profile], Profile] = lambda profile: profile
) -> pd.DataFrame:
    """Annotate each task's profile, changed by `change` first, with the package's own defaults."""
    tables = [annotate(change(task.profile), task.hierarchy, method) for task in asked]
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=COLUMNS)


def annotate(profile: Profile, hierarchy: str, method: str) -> pd.DataFrame:
    """Name the clusters of one data set: one row each."""
    pipeline = hierannot_dsl.HierAnnotPipeline(
        root_programs=read_model(hierarchy),
        preset="auto",
        input_type=profile.input_type,
        method=method,
    )
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        result = pipeline.fit_score(profile.means)
    for note in caught:
        warnings.warn(f"{profile.dataset}: {note.message}", note.category, stacklevel=2)
    return predictions_of(result, profile.dataset, hierarchy)


def predictions_of(result: AnnotationResult, dataset: str, hierarchy: str) -> pd.DataFrame:
    """The export of a fit, as the scorer reads it."""
    summary = hierannot_dsl.make_cluster_annotation_export_summary(result, n_resamples=0)
    return pd.DataFrame(
        {
            "dataset": dataset,
            "cluster": summary["cluster_id"].astype(str),
            "label": summary["annot_export_label"],
            "cl_id": summary["annot_cl_id"],
            "status": summary["annot_export_status"],
            "hierarchy": hierarchy,
            "confidence": summary["annot_confidence"],
            "confidence_score": summary["annot_confidence_score"],
        },
        columns=COLUMNS,
    )
