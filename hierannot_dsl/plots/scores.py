"""Scores over the tree, and the way of every cluster through it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from hierannot_dsl.plots.canvas import INK, ROW, SOFT, UNKNOWN, new_figure, one_line_each, quiet, shortened
from hierannot_dsl.route.result import Stop

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from hierannot_dsl.export.result import AnnotationResult

STEP = "· "
# Branch score of a clear call: from here on a cell is as dark as it gets.
FULL = 1.2
MAP = "Blues"
WHY = {
    Stop.PASSED: "at its end",
    Stop.LEAF: "nothing below",
    Stop.LOW_SCORE: "no node scores enough",
    Stop.LOW_MARGIN: "two are too close",
    Stop.LOW_RAW: "raw score too low",
    Stop.WEAK_FOR_PARENT: "weak beside its parent",
    Stop.CONTRAST: "a contrast won",
    Stop.UNSCORABLE_SIBLINGS: "too few can be scored",
    Stop.NO_MARKERS: "no markers measured",
    Stop.NO_EXPRESSION: "no expression",
}


def plot_score_heatmap(result: AnnotationResult, *, contrasts: bool = False) -> tuple[Figure, Axes]:
    """Show the branch score of every node in every cluster.

    Parameters
    ----------
    result
        What `HierAnnotPipeline.fit_score` returned.
    contrasts
        Whether contrasts have rows too; they stand after the nodes beside which they compete.

    Returns
    -------
    figure, axes
        Nodes down in the order of the tree, clusters across, by their labels. A dot marks the call; a cell
        is white at zero and below, and grey where there is no score.
    """
    program, routes = result.program, result.routes
    shown = [index for index in range(program.n_programs) if contrasts or not program.is_contrast[index]]
    order = np.lexsort(
        (np.arange(len(routes.label)), np.where(routes.label < 0, program.n_programs, routes.label))
    )
    branch = result.scores.branch[shown][:, order]
    names = [STEP * (int(program.level[i]) - 1) + _name(result, i) for i in shown]
    clusters = [shortened(result.scores.clusters[i], 24) for i in order]
    figure, axes = new_figure(3.2 + ROW * max(len(clusters), 8), 1.8 + ROW * max(len(names), 6))
    axes.set_facecolor(UNKNOWN)
    image = axes.imshow(np.clip(branch, 0, FULL), cmap=MAP, vmin=0, vmax=FULL, aspect="auto")
    row_of = {program_index: row for row, program_index in enumerate(shown)}
    called = [
        (column, row_of[int(routes.label[i])]) for column, i in enumerate(order) if routes.label[i] >= 0
    ]
    if called:
        x, y = zip(*called, strict=True)
        axes.scatter(x, y, s=26, color="white", edgecolor=INK, linewidth=0.9, zorder=3, label="call")
    one_line_each(axes, names)
    axes.set_xticks(range(len(clusters)), clusters, rotation=90, fontsize=8.5)
    axes.set_xlim(-0.5, len(clusters) - 0.5)
    bar = figure.colorbar(
        image, ax=axes, shrink=min(0.9, 3 / (ROW * max(len(names), 6))), pad=0.01, extend="max"
    )
    bar.ax.set_title("branch\nscore", fontsize=8.5, loc="left")
    axes.set_title(
        f"{shortened(program.hierarchy)}: a dot marks the call, grey is not scored",
        fontsize=10.5,
        loc="left",
        color=INK,
    )
    for side in axes.spines.values():
        side.set_visible(False)
    axes.tick_params(length=0)
    return figure, axes


def plot_routes(result: AnnotationResult) -> tuple[Figure, Axes]:
    """Show how far every cluster went, and why it stopped.

    Parameters
    ----------
    result
        What `HierAnnotPipeline.fit_score` returned.

    Returns
    -------
    figure, axes
        A line for each cluster from the root to the deepest node passed, with the branch-supported raw score
        that each step had; a ring where the label stands above the end of the way. The text says why the
        way ended.
    """
    program, routes, scores = result.program, result.routes, result.scores
    depth = max(int(program.level[~program.is_contrast].max(initial=1)), 1)
    n_clusters = len(scores.clusters)
    figure, axes = new_figure(3.5 + 1.7 * depth + 2.6, 1.3 + ROW * max(n_clusters, 4))
    for line in range(n_clusters):
        steps = [int(step) for step in routes.path[line] if step >= 0]
        axes.plot(
            [0, *range(1, len(steps) + 1)],
            [line] * (len(steps) + 1),
            color="#b5b5b5",
            linewidth=1.6,
            zorder=1,
        )
        for level, step in enumerate(steps, start=1):
            is_label = step == routes.label[line]
            axes.scatter(level, line, s=44 if is_label else 20, color="#0072b2" if is_label else "white",
                         edgecolor=INK, linewidth=0.8, zorder=2)  # fmt: skip
            value = scores.branch_raw[step, line]
            told = f"{value:.2f} {program.names[step]}" if value == value else program.names[step]
            axes.text(level + 0.07, line - 0.08, shortened(told, 27), fontsize=6.8, color=SOFT, va="bottom")
        why = WHY[Stop(int(routes.stop[line]))]
        backed = ", label backed off" if routes.backed_off[line] else ""
        axes.text(depth + 1.05, line, f"{why}{backed}", fontsize=8, color=INK, va="center")
    one_line_each(axes, list(scores.clusters), least=4)
    axes.set_xlim(-0.1, depth + 2.1)
    axes.set_xticks([0, *range(1, depth + 1)], ["root", *(f"level {level}" for level in range(1, depth + 1))])
    axes.set_title(
        "How far each cluster went (filled: the label) and why it stopped", fontsize=10.5, loc="left"
    )
    quiet(axes)
    return figure, axes


def _name(result: AnnotationResult, index: int) -> str:
    program = result.program
    return f"{program.names[index]} (contrast)" if program.is_contrast[index] else program.names[index]
