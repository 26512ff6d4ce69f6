"""AnnotationResult -> the table that people keep: labels, mixed, candidates and unknowns, with reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from hierannot_dsl.export.result import AnnotationResult


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
    rerun_decision: bool = False,
    prefix: str = "annot",
    **decision: Any,
) -> pd.DataFrame:
    """Write the calls of a fit as one row per cluster."""
    raise NotImplementedError
