"""How often calls of each confidence are right, and a chance to be right that means what it says.

    python -m benchmarks.calibration DATA [--page docs/scoring/calibration.md] [--plot FILE.png]

Two worlds: the catalog as it is, and the catalog without its contrasts, as a hierarchy is that names only
what it was written for. The second makes the wrong calls that the first has too few of to fit anything on.
"""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from benchmarks import mixtures
from benchmarks.conditions import ALL
from benchmarks.edits import without_contrasts
from benchmarks.mapping import FEATURES, area_under_curve, left_out, log_loss, weakest
from benchmarks.mapping import fit as fit_mapping
from benchmarks.page import markdown
from benchmarks.reliability_plot import draw_reliability
from benchmarks.verdicts import LEVELS
from benchmarks.workbench import Workbench, command, rows_of
from hierannot_dsl.export.stability import label_stability
from hierannot_dsl.route.margins import other_lineages

if TYPE_CHECKING:
    import argparse

    import numpy.typing as npt

    from benchmarks.mapping import Mapping
    from hierannot_dsl.export import AnnotationResult

AS_IT_IS, BARE = "the catalog", "without its contrasts"
WORLDS = {AS_IT_IS: None, BARE: without_contrasts}
EDGES = (0.0, 0.8, 0.9, 0.95, 0.98, 0.99, 1.0)


def main(arguments: list[str] | None = None) -> int:
    return command(
        _study,
        name="calibration",
        about=__doc__,
        conditions=ALL,
        arguments=arguments,
        options={"--plot": {"type": Path, "metavar": "FILE", "help": "draw the reliability here (PNG)"}},
    )


def calls_of(bench: Workbench) -> pd.DataFrame:
    """Every call of both worlds: its evidence, and whether it is right."""
    tables = []
    for world, edit in WORLDS.items():
        rows = []
        for case in bench.cases:
            result = bench.fit(case, edit)
            rows.append(pd.concat([rows_of(case, result), evidence(result)], axis=1).assign(world=world))
        tables.append(bench.ledger.judge(pd.concat(rows, ignore_index=True)))
    judged = pd.concat(tables, ignore_index=True)
    judged["right"] = judged["right"].astype(str) == "True"
    return judged[judged["verdict"] != "abstained"].reset_index(drop=True)


def evidence(result: AnnotationResult) -> pd.DataFrame:
    """Of every call: margin, branch score, the smallest on the way, and that of another lineage; else NaN."""
    routes, program, branch = result.routes, result.program, result.scores.branch
    column = np.arange(len(routes.label))
    called = routes.label >= 0
    depth = np.where(called, program.level[routes.label], 0)
    steps = routes.path.T
    on_way = (steps >= 0) & (program.level[steps] <= depth)
    least = np.where(on_way, branch[steps, column], np.inf).min(axis=0)
    return pd.DataFrame(
        {
            "margin": routes.final_margin,
            "branch": np.where(called, branch[routes.label, column], np.nan),
            "least_branch": np.where(called, least, np.nan),
            "stability": label_stability(result),
            "rival": other_lineages(program, result.scores, label=routes.label)[1],
        }
    )


def by_level(calls: pd.DataFrame) -> pd.DataFrame:
    """Calls, and of each level the share of them and how many are right, per world and condition."""
    groups = [(AS_IT_IS, name) for name in calls["condition"].unique()]
    groups += [(world, None) for world in calls["world"].unique()]
    rows = []
    for world, condition in groups:
        chosen = calls[(calls["world"] == world) & (condition is None or calls["condition"] == condition)]
        row = {"": condition or f"all, {world}", "calls": len(chosen)}
        for level in LEVELS:
            of_level = chosen[chosen["confidence"] == level]
            row[f"{level}: % of calls"] = f"{100 * len(of_level) / max(1, len(chosen)):.1f}"
            row[f"{level}: right %"] = f"{100 * of_level['right'].mean():.1f}" if len(of_level) else "-"
        rows.append(row)
    return pd.DataFrame(rows)


def reliability(chances: npt.NDArray[np.float64], right: npt.NDArray[np.bool_]) -> pd.DataFrame:
    """Per range of stated chance: calls, the mean chance, and the part that is right."""
    bins = np.clip(np.digitize(chances, EDGES[1:-1]), 0, len(EDGES) - 2)
    rows = []
    for index, (low, high) in enumerate(pairwise(EDGES)):
        inside = bins == index
        rows.append(
            {
                "stated": f"{low:g} to {high:g}",
                "calls": int(inside.sum()),
                "mean stated": f"{chances[inside].mean():.3f}" if inside.any() else "-",
                "right": f"{right[inside].mean():.3f}" if inside.any() else "-",
                "wrong calls": int((~right[inside]).sum()),
            }
        )
    return pd.DataFrame(rows)


def _study(bench: Workbench, asked: argparse.Namespace) -> dict[str, str]:
    calls = calls_of(bench)
    right = calls["right"].to_numpy()
    chances, fits = left_out(weakest, calls)
    mixed = mixtures.mixtures(bench)
    as_it_is = [(case.condition, bench.fit(case)) for case in bench.cases]
    shipped = calls["confidence_score"].to_numpy()
    in_catalog = (calls["world"] == AS_IT_IS).to_numpy()
    if asked.plot:
        draw_reliability(asked.plot, {"annot_confidence_score": shipped, "left-one-out fit": chances}, right)
    return {
        "levels": markdown(by_level(calls)),
        "levels of hierannot": markdown(by_level(_published(bench))),
        "features": markdown(_features(calls)),
        "constants": markdown(_constants(calls, fits)),
        "left out, both worlds": markdown(reliability(chances, right)),
        "left out, the catalog": markdown(reliability(chances[in_catalog], right[in_catalog])),
        "annot_confidence_score, both worlds": markdown(reliability(shipped, right)),
        "annot_confidence_score, the catalog": markdown(reliability(shipped[in_catalog], right[in_catalog])),
        "thresholds of high": markdown(_thresholds(calls)),
        "wrong calls": markdown(_wrong(calls)),
        "mixtures": markdown(mixtures.by_kind(mixed)),
        "another lineage": markdown(mixtures.by_rival(mixed, calls[in_catalog])),
        "thresholds of mixed": markdown(mixtures.by_margin(mixed, as_it_is)),
    }


def _published(bench: Workbench) -> pd.DataFrame:
    """Calls of ``method="hierannot"``, with the grades that its equations give them."""
    judged = bench.judge(method="hierannot").assign(world=AS_IT_IS)
    judged["right"] = judged["right"].astype(str) == "True"
    return judged[judged["verdict"] != "abstained"]


def _features(calls: pd.DataFrame) -> pd.DataFrame:
    right = calls["right"].to_numpy()
    base = np.full(len(calls), right.mean())
    rows = [
        {
            "": "no feature: the mean",
            "constants": 1,
            "log loss": f"{log_loss(base, right):.4f}",
            "area": "0.5",
        }
    ]
    for name, features in FEATURES.items():
        chances, fits = left_out(features, calls)
        rows.append(
            {
                "": name,
                "constants": len(fits[0].constants),
                "log loss": f"{log_loss(chances, right):.4f}",
                "area": f"{area_under_curve(chances, right):.3f}",
            }
        )
    return pd.DataFrame(rows)


def _constants(calls: pd.DataFrame, fits: list[Mapping]) -> pd.DataFrame:
    whole = fit_mapping(weakest, calls).constants
    each = np.array([mapping.constants for mapping in fits])
    return pd.DataFrame(
        {
            "constant": ["a", "b"],
            "all data sets": [f"{value:.2f}" for value in whole],
            "least, one left out": [f"{value:.2f}" for value in each.min(axis=0)],
            "most, one left out": [f"{value:.2f}" for value in each.max(axis=0)],
        }
    )


def _thresholds(calls: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for score in (0.5, 0.6, 0.7):
        for margin in (0.2, 0.25, 0.3, 0.35, 0.4):
            high = (calls["branch"] >= score) & ~(calls["margin"] < margin)
            row: dict[str, object] = {"B": score, "margin": margin}
            for world in WORLDS:
                mine = calls["world"] == world
                row[f"{world}: % of calls"] = f"{100 * high[mine].mean():.1f}"
                row[f"{world}: right %"] = f"{100 * calls.loc[mine & high, 'right'].mean():.2f}"
                row[f"{world}: right % of the rest"] = f"{100 * calls.loc[mine & ~high, 'right'].mean():.1f}"
            rows.append(row)
    return pd.DataFrame(rows)


def _wrong(calls: pd.DataFrame) -> pd.DataFrame:
    wrong = calls[~calls["right"] & (calls["world"] == AS_IT_IS)]
    keys = ["dataset", "cluster", "hierarchy", "label"]
    grouped = wrong.groupby(keys, sort=False)
    return pd.DataFrame(
        {
            **{key: [name[at] for name, _ in grouped] for at, key in enumerate(keys)},
            "where": [
                ", ".join(dict.fromkeys(rows["variant"].where(rows["variant"] != "", rows["condition"])))
                for _, rows in grouped
            ],
            "confidence": [", ".join(sorted(set(rows["confidence"]))) for _, rows in grouped],
            "margin": [_span(rows["margin"]) for _, rows in grouped],
            "B": [_span(rows["branch"]) for _, rows in grouped],
        }
    )


def _span(values: pd.Series) -> str:
    low, high = f"{values.min():.2f}", f"{values.max():.2f}"
    return low if low == high else f"{low} to {high}"


if __name__ == "__main__":
    sys.exit(main())
