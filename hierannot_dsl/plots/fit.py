"""How well hierarchies fit the clusters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from hierannot_dsl.export.fit import hierarchy_fit
from hierannot_dsl.plots.canvas import (
    FIT,
    INK,
    ROW,
    need_columns,
    new_figure,
    one_line_each,
    quiet,
    shortened,
)

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from hierannot_dsl.export.result import AnnotationResult

PARTS = {
    "resolved_fraction": "clusters resolved",
    "out_of_scope_fraction": "out of scope: a contrast won, no call",
    "contrast_won_fraction": "a contrast won at some fork",
    "named_apart_fraction": "distinct labels per cluster",
}
NEEDED = ("name", "fit_rank", "fit_rank_score", "hierarchy_fit_status", "resolved_fraction", "tied_with")


def plot_hierarchy_fit_summary(result: AnnotationResult) -> tuple[Figure, Axes]:
    """Show how well the hierarchy of one fit suits its clusters.

    Returns
    -------
    figure, axes
        The fractions that the fit status is made of, each with its number.
    """
    fit = hierarchy_fit(result)
    figure, axes = new_figure(7, 2.6)
    values = [getattr(fit, name) for name in PARTS]
    bars = axes.barh(range(len(values)), values, color=FIT[fit.hierarchy_fit_status], height=0.6)
    axes.bar_label(bars, [f"{value:.0%}" for value in values], padding=4, fontsize=9)
    one_line_each(axes, list(PARTS.values()), size=9)
    axes.set_xlim(0, 1.1)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "25 %", "50 %", "75 %", "100 %"])
    axes.set_title(
        f"{shortened(result.program.hierarchy)}: {fit.hierarchy_fit_status} fit",
        fontsize=10.5,
        loc="left",
        color=INK,
    )
    axes.set_xlabel(
        f"mean raw score {fit.mean_raw_score:.2f}, rank score {fit.fit_rank_score:.2f}",
        fontsize=9,
        loc="left",
    )
    quiet(axes, grid="x")
    return figure, axes


def plot_compare_hierarchy_fit(table: pd.DataFrame) -> tuple[Figure, Axes]:
    """Show which hierarchy fits best.

    Parameters
    ----------
    table
        What `compare_hierarchy_fit` returned.

    Returns
    -------
    figure, axes
        Rank scores, the best on top; colour and text say the fit status, text also which ones tie.

    Raises
    ------
    ValueError
        If `table` is another table.
    """
    need_columns(table, NEEDED, origin="compare_hierarchy_fit")
    rows = table.sort_values("fit_rank", kind="stable")
    scores = rows["fit_rank_score"].to_numpy(dtype=np.float64)
    figure, axes = new_figure(7.5, 1.3 + 1.35 * ROW * max(len(rows), 2))
    axes.barh(
        range(len(rows)), scores, color=[FIT[status] for status in rows["hierarchy_fit_status"]], height=0.65
    )
    one_line_each(axes, [str(name) for name in rows["name"]], size=9)
    room = max(float(np.abs(scores).max(initial=0.0)), 0.1)
    axes.set_xlim(
        min(0.0, float(scores.min(initial=0.0))) - 0.05 * room,
        max(scores.max(initial=0.0), 0.0) + 0.75 * room,
    )
    for line, (score, row) in enumerate(zip(scores, rows.itertuples(), strict=True)):
        tie = " (tied)" if row.tied_with else ""
        told = f"{score:.2f}  {row.hierarchy_fit_status}, {row.resolved_fraction:.0%} resolved{tie}"
        axes.text(max(score, 0.0) + 0.02 * room, line, told, va="center", fontsize=8.5, color=INK)
    axes.set_xlabel("fit rank score, for comparing hierarchies on the same clusters")
    axes.axvline(0, color=INK, linewidth=0.8)
    quiet(axes, grid="x")
    return figure, axes
