"""What each ingredient of ``method="default"`` is worth: taken away, built up, its constants moved.

    python -m benchmarks.ablation DATA [--page docs/scoring/ablation.md]

Prints tables, or puts them in their places on a page.
"""

from __future__ import annotations

import sys
from contextlib import ExitStack
from dataclasses import fields
from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd

from benchmarks.conditions import BARS, TRUTH
from benchmarks.edits import first_markers
from benchmarks.ingredients import ALL_OFF, INGREDIENTS, Ingredient, log_expression
from benchmarks.learned_weights import leads_of, learned, seen_in
from benchmarks.page import markdown
from benchmarks.stability import share_changed, some_clusters
from benchmarks.verdicts import figures
from benchmarks.workbench import Workbench, command, rows_of
from hierannot_dsl.export import decide_again
from hierannot_dsl.score import DefaultSettings, change_decision, decision_knobs

if TYPE_CHECKING:
    import argparse

    from hierannot_dsl.export import AnnotationResult
    from hierannot_dsl.program import Program

DRAWS = 3  # of half the clusters
LISTS = (5, 8, 12)
MOVED: dict[str, tuple[float, ...]] = {
    "score_threshold": (0.2, 0.25, 0.3, 0.35, 0.4),
    "child_score_threshold": (0.3, 0.4, 0.5, 0.6),
    "margin_threshold": (0.0, 0.02, 0.05, 0.08, 0.1, 0.15, 0.2),
    "child_margin_threshold": (0.1, 0.15, 0.2, 0.25, 0.3),
    "min_parent_fraction": (0.3, 0.4, 0.5, 0.6),
    "max_unscorable_fraction": (0.1, 0.3, 0.5),
    "branch_child_rescue_weight": (0.5, 0.6, 0.7, 0.8, 0.9),
    "marker_shrinkage": (0.0, 1.0, 2.0, 3.0, 4.0),
    "negative_weight": (0.25, 0.5, 0.75, 1.0),
    "bin_weight": (0.0, 0.15, 0.3, 0.5, 0.75),
    "n_bins": (12, 30, 60),
    "ambient_weight": (0.3, 0.45, 0.6, 0.75),
    "ambient_quantile": (0.1, 0.25, 0.4),
}
# A call below medium confidence is told as unknown: thresholds alone would show nothing.
TOGETHER = {
    "branch_child_rescue_weight": "level1_branch_child_rescue_weight",
    "score_threshold": "medium_confidence_score",
    "margin_threshold": "medium_confidence_margin",
}


def main(arguments: list[str] | None = None) -> int:
    return command(_study, name="ablation", about=__doc__, conditions=BARS, arguments=arguments)


def _study(bench: Workbench, asked: argparse.Namespace) -> dict[str, str]:
    del asked
    leads = leads_of(bench)
    return {
        "taken away": markdown(taken_away(bench)),
        "built up": markdown(built_up(bench)),
        "moved": markdown(moved(bench)),
        "learned": markdown(learned(bench, leads)),
        "markers with a lead": markdown(seen_in(leads)),
    }


def taken_away(bench: Workbench) -> pd.DataFrame:
    """The method without one ingredient at a time, and with shorter lists."""
    rows = [_row("the method", bench, ())]
    rows += [_row(f"without {ingredient.name}", bench, (ingredient,)) for ingredient in INGREDIENTS]
    for most in LISTS:
        short = Ingredient("", edit=partial(first_markers, most=most))
        rows.append(_row(f"lists of {most} markers at most", bench, (short,)))
    return pd.DataFrame(rows)


def built_up(bench: Workbench) -> pd.DataFrame:
    """Nothing but the mean of the markers over their bins, then one ingredient more in each row."""
    rows = [_row("markers against their own bins, a lead of 0.05", bench, ALL_OFF)]
    for index, ingredient in enumerate(INGREDIENTS):
        rows.append(_row(f"+ {ingredient.name}", bench, INGREDIENTS[index + 1 :]))
    return pd.DataFrame(rows)


def moved(bench: Workbench) -> pd.DataFrame:
    """One constant at a time at other values."""
    fits = [bench.fit(case) for case in bench.cases]
    default = {knob.name: knob.default for knob in fields(DefaultSettings)}
    rows = []
    for name, values in MOVED.items():
        for value in values:
            knobs: dict[str, Any] = dict.fromkeys((name, TOGETHER.get(name, name)), value)
            judged = _judge_moved(bench, fits, knobs)
            shown = f"{value:g} (the default)" if value == default[name] else f"{value:g}"
            rows.append({"": f"`{name}`", "value": shown, **_cells(judged)})
    return pd.DataFrame(rows)


def _judge_moved(bench: Workbench, fits: list[AnnotationResult], knobs: dict[str, Any]) -> pd.DataFrame:
    if not set(knobs) <= set(decision_knobs(DefaultSettings)):
        return bench.judge(**knobs)
    again = [decide_again(fit, change_decision(fit.settings, **knobs)) for fit in fits]
    tables = [rows_of(case, fit) for case, fit in zip(bench.cases, again, strict=True)]
    return bench.ledger.judge(pd.concat(tables, ignore_index=True))


def _row(name: str, bench: Workbench, off: tuple[Ingredient, ...]) -> dict[str, str]:
    knobs: dict[str, Any] = {}
    for ingredient in off:
        knobs |= ingredient.knobs

    def edit(program: Program) -> Program:
        for ingredient in off:
            program = ingredient.edit(program) if ingredient.edit else program
        return program

    with ExitStack() as stack:
        if any(ingredient.ranks for ingredient in off):
            stack.enter_context(log_expression())
        judged = bench.judge(edit, **knobs)
        complete = judged[judged["condition"] == TRUTH]
        halves = some_clusters(bench, 0.5, DRAWS)
        changed = share_changed(bench, complete, halves, edit, **knobs)
    return {"": name, **_cells(judged), "% changed by half": f"{changed:.1f}"}


def _cells(judged: pd.DataFrame) -> dict[str, str]:
    """Right and wrong in each condition, and of the data as they are exact and depth."""
    cells = {}
    for condition in BARS:
        of = figures(judged[judged["condition"] == condition])
        cells[condition] = f"{of.right:.1f} / {of.wrong:.1f}"
        if condition == TRUTH:
            cells["exact %"] = "-" if of.exact is None else f"{of.exact:.1f}"
            cells["depth"] = "-" if of.depth is None else f"{of.depth:.3f}"
    return cells


if __name__ == "__main__":
    sys.exit(main())
