"""Other rules on the same data, the same trees and the same markers, beside both methods.

    python -m benchmarks.rivals_table DATA [--page docs/scoring/rivals.md]

Prints tables, or puts them in their places on a page.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import pandas as pd

from benchmarks import enrichment
from benchmarks.conditions import BARS
from benchmarks.edits import without_contrasts
from benchmarks.page import markdown
from benchmarks.thresholds import FREE, Steps, choose_and_judge, steps_of, verdicts_at
from benchmarks.verdicts import figures
from benchmarks.workbench import Workbench, command

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    import numpy.typing as npt

    from benchmarks.conditions import Case
    from benchmarks.enrichment import MarkerList
    from hierannot_dsl.program import Program

    Floats = npt.NDArray[np.float64]
    Rule: TypeAlias = Callable[[Floats, list[MarkerList]], Floats]

NEEDED = 2  # positive markers in the matrix, as the published method asks
PLAIN = "plain R"
PLAIN_MARGIN = 0.1


def standardised(rule: Rule) -> Rule:
    """The same rule on genes that are standardised over clusters."""

    def of(values: Floats, lists: list[MarkerList]) -> Floats:
        spread = values.std(axis=1, keepdims=True)
        return rule((values - values.mean(axis=1, keepdims=True)) / np.where(spread > 0, spread, 1), lists)

    return of


RULES: dict[str, Rule] = {
    "decoupler ulm": enrichment.univariate_t,
    "decoupler ulm, genes standardised": standardised(enrichment.univariate_t),
    "decoupler mlm": enrichment.multivariate_t,
    "decoupler mlm, genes standardised": standardised(enrichment.multivariate_t),
    "scanpy score_genes": enrichment.score_genes,
    "ScType rule": enrichment.sctype,
}
WORLDS = {"with": None, "without": without_contrasts}


def main(arguments: list[str] | None = None) -> int:
    return command(_study, name="rivals_table", about=__doc__, conditions=BARS, arguments=arguments)


def log_values(case: Case) -> pd.DataFrame:
    """What other tools are given: ln(1 + counts per 10,000), or the logarithms that the data hold."""
    means = case.task.profile.means
    if case.task.profile.input_type == "normalized":
        return means
    return np.log1p(means / means.sum() * 1e4)


def node_scores(program: Program, values: pd.DataFrame, rule: Rule) -> Floats:
    """Shape ``(N, C)``. The best of a node's lists, each scored beside its siblings'; NaN without one."""
    matrix = values.to_numpy(dtype=np.float64)
    lists = enrichment.marker_lists(program, values.index, needed=NEEDED)
    scores = np.full((program.n_programs, values.shape[1]), np.nan)
    for fork in np.unique(program.parent):
        siblings = [markers for markers in lists if program.parent[markers.node] == fork]
        if not siblings:
            continue
        for markers, score in zip(siblings, rule(matrix, siblings), strict=True):
            scores[markers.node] = np.fmax(scores[markers.node], score)
    return scores


def _study(bench: Workbench, asked: argparse.Namespace) -> dict[str, str]:
    del asked
    judged: list[tuple[str, str, pd.DataFrame, pd.DataFrame | None]] = []
    for world, edit in WORLDS.items():
        for name, steps in _ways(bench, edit).items():
            if name == PLAIN:
                fixed = verdicts_at(steps, score=FREE, margin=PLAIN_MARGIN)
                judged.append((f"{PLAIN}, margin {PLAIN_MARGIN}", world, fixed, None))
            judged.append((name, world, choose_and_judge(steps), verdicts_at(steps, score=FREE, margin=FREE)))
        for method in ("hierannot", "default"):
            judged.append((f'`method="{method}"`', world, bench.judge(edit, method=method), None))
    return {condition: markdown(_table(condition, judged)) for condition in BARS}


def _ways(bench: Workbench, edit: Callable[[Program], Program] | None) -> dict[str, Steps]:
    """The way of every cluster under every rule."""
    ways: dict[str, list[Steps]] = {name: [] for name in (*RULES, PLAIN)}
    for case in bench.cases:
        program = bench.programs[case.key]
        program = edit(program) if edit else program
        values = log_values(case)
        for name, rule in RULES.items():
            ways[name].append(steps_of(bench, case, program, node_scores(program, values, rule)))
        plain = bench.fit(case, edit, method="hierannot").scores.raw
        ways[PLAIN].append(steps_of(bench, case, program, plain))
    return {name: Steps.joined(parts) for name, parts in ways.items()}


def _table(condition: str, judged: list[tuple[str, str, pd.DataFrame, pd.DataFrame | None]]) -> pd.DataFrame:
    rows = []
    for name, contrasts, chosen, free in judged:
        of = figures(chosen[chosen["condition"] == condition])
        row = {
            "": name,
            "contrasts": contrasts,
            "right %": f"{of.right:.1f}",
            "wrong %": f"{of.wrong:.1f}",
            "exact %": _cell(of.exact, ".1f"),
            "depth": _cell(of.depth, ".2f"),
            "out of scope handled %": _cell(of.outside, ".1f"),
            "no threshold: right %": "-",
            "wrong % then": "-",
        }
        if free is not None:
            bare = figures(free[free["condition"] == condition])
            row |= {"no threshold: right %": f"{bare.right:.1f}", "wrong % then": f"{bare.wrong:.1f}"}
        rows.append(row)
    return pd.DataFrame(rows)


def _cell(value: float | None, style: str) -> str:
    return "-" if value is None else format(value, style)


if __name__ == "__main__":
    sys.exit(main())
