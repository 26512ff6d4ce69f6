"""How sure each cluster's label is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from hierannot_dsl.adapters.notices import counted
from hierannot_dsl.export.summary import make_cluster_annotation_export_summary
from hierannot_dsl.plots.canvas import (
    CONFIDENCE,
    INK,
    MOST,
    ROW,
    SOFT,
    STATUS_MARKS,
    cut,
    need_columns,
    new_figure,
    one_line_each,
    quiet,
)

NEEDED = (
    "cluster_id",
    "annot_export_label",
    "annot_export_status",
    "annot_confidence",
    "annot_confidence_score",
    "annot_score",
    "annot_final_call_margin",
)
GRADES = {
    "high": "high confidence",
    "medium": "medium confidence",
    "low": "low confidence",
    "none": "no call",
}

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from hierannot_dsl.export.result import AnnotationResult


def plot_cluster_confidence(
    result: AnnotationResult, *, export: pd.DataFrame | None = None
) -> tuple[Figure, tuple[Axes, Axes]]:
    """Show for every cluster its label, the margin of the call and the confidence.

    Parameters
    ----------
    result
        What `HierAnnotPipeline.fit_score` returned.
    export
        Its export table with the default prefix, where the rules are not the default ones.

    Returns
    -------
    figure, axes
        Left: branch score of the call and its margin to the rival (a line between the two ends where the
        rival stands). Right: confidence score as a bar, and stability, where it was estimated, as a ring.
        The least sure cluster is at the bottom; a cluster without a call has neither score nor margin.

    Raises
    ------
    ValueError
        If `export` is another table.
    """
    if export is not None:
        need_columns(export, NEEDED, origin="make_cluster_annotation_export_summary with its default prefix")
    table = make_cluster_annotation_export_summary(result) if export is None else export
    order = np.argsort(-table["annot_confidence_score"].to_numpy(), kind="stable")
    rows = table.iloc[order]
    figure, (left, right) = new_figure(
        9.5, 1.6 + ROW * max(len(rows), 4), 2, sharey=True, gridspec_kw={"width_ratios": [2.2, 1]}
    )
    names = [
        f"{cut(str(row.annot_export_label), 30)}  ·  {cut(str(row.cluster_id), 28)}"
        for row in rows.itertuples()
    ]
    one_line_each(left, names, size=8, least=4, most=2 * MOST)
    lines = np.arange(len(rows))
    score, margin = rows["annot_score"].to_numpy(), rows["annot_final_call_margin"].to_numpy()
    rival = score - margin
    left.hlines(lines, rival, score, color="#b5b5b5", linewidth=2)
    left.scatter(rival, lines, marker="|", s=60, color=SOFT, linewidth=1.6, label="runner-up", zorder=3)
    _by_confidence(left, rows, score, lines)
    left.set_xlabel("branch score of the call; the line ends at its rival")
    left.margins(x=0.06)
    colors = [CONFIDENCE[grade] for grade in rows["annot_confidence"]]
    right.barh(lines, rows["annot_confidence_score"], color=colors, height=0.62)
    stability = _stability(rows)
    right.scatter(
        stability, lines, s=24, facecolor="white", edgecolor=INK, linewidth=1, zorder=3, clip_on=False
    )
    right.set_xlim(0, 1)
    right.set_xlabel("confidence score (bar)")
    for axes in (left, right):
        quiet(axes, grid="x")
    figure.suptitle(_title(rows), fontsize=11, color=INK)
    _legend(figure, rows, stability)
    return figure, (left, right)


def _stability(rows: pd.DataFrame) -> Any:
    if "annot_stability" not in rows:
        return np.full(len(rows), np.nan)
    return rows["annot_stability"].to_numpy(dtype=np.float64, na_value=np.nan)


def _by_confidence(axes: Axes, rows: pd.DataFrame, score: Any, lines: Any) -> None:
    for status, mark in STATUS_MARKS.items():
        for grade, color in CONFIDENCE.items():
            mine = ((rows["annot_export_status"] == status) & (rows["annot_confidence"] == grade)).to_numpy()
            axes.scatter(
                score[mine],
                lines[mine],
                marker=mark,
                s=46,
                color=color,
                edgecolor=INK,
                linewidth=0.5,
                zorder=4,
            )


def _legend(figure: Figure, rows: pd.DataFrame, stability: Any) -> None:
    from matplotlib.lines import Line2D

    grades = [grade for grade in CONFIDENCE if (rows["annot_confidence"] == grade).any()]
    statuses = [status for status in STATUS_MARKS if (rows["annot_export_status"] == status).any()]
    shown = [
        Line2D([], [], linestyle="", marker="s", color=CONFIDENCE[grade], label=GRADES[grade])
        for grade in grades
    ]
    shown += [
        Line2D([], [], linestyle="", marker=STATUS_MARKS[status], color="#888888", label=status)
        for status in statuses
    ]
    shown.append(Line2D([], [], linestyle="", marker="|", color=SOFT, label="rival"))
    if not np.isnan(stability).all():
        shown.append(
            Line2D([], [], linestyle="", marker="o", markerfacecolor="white", markeredgecolor=INK,
                   label="stability")
        )  # fmt: skip
    figure.legend(
        handles=shown, loc="outside lower center", ncols=min(len(shown), 5), frameon=False, fontsize=8.5
    )


def _title(rows: pd.DataFrame) -> str:
    counts = rows["annot_export_status"].value_counts()
    told = ", ".join(f"{counts[status]} {status}" for status in STATUS_MARKS if status in counts)
    return f"{counted(len(rows), 'cluster')}: {told}"
