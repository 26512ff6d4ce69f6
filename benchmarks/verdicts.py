"""Predictions -> verdicts, by the scorer that comes with the data; and the figures drawn from them."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from benchmarks.data import BadFolder

if TYPE_CHECKING:
    from pathlib import Path

CORRECT = ("exact", "ancestor", "over_specific")
LEVELS = ("high", "medium", "low")


@dataclass(frozen=True)
class Verdicts:
    """What the scorer said: its own table, and one row per cluster."""

    table: str
    rows: pd.DataFrame


@dataclass(frozen=True)
class Figures:
    """Verdicts in percent of all clusters; `exact` and `depth` of those in scope, None if there is none."""

    n: int
    right: float
    wrong: float
    exact: float | None
    depth: float | None
    outside: float | None

    HEADER = f"{'':34}{'n':>6}{'right%':>9}{'wrong%':>9}{'exact%':>9}{'depth':>9}{'out_ok%':>9}"

    def line(self, name: str) -> str:
        cells = "".join(
            f"{'-' if value is None else format(value, style):>9}"
            for value, style in (
                (self.right, ".1f"),
                (self.wrong, ".1f"),
                (self.exact, ".1f"),
                (self.depth, ".3f"),
                (self.outside, ".1f"),
            )
        )
        return f"{name:34}{self.n:6}{cells}"


def find_scorer(data: Path, named: Path | None) -> Path:
    """The scorer that was named, else ``score_labels.py`` beside the data folder.

    Raises
    ------
    BadFolder
        If it is not there.
    """
    scorer = named or data.resolve().parent / "score_labels.py"
    if not scorer.is_file():
        msg = f"no scorer: {scorer} is not a file; name one with --scorer FILE"
        raise BadFolder(msg)
    return scorer


def judge(predictions: pd.DataFrame, truth: Path, scorer: Path, stem: Path) -> Verdicts:
    """Write ``STEM.csv``, have it scored against `truth`, and keep ``STEM.verdicts.csv``.

    Raises
    ------
    BadFolder
        If the scorer fails; the message is its own.
    """
    stem.parent.mkdir(parents=True, exist_ok=True)
    table, details = stem.with_suffix(".csv"), stem.with_suffix(".verdicts.csv")
    predictions.to_csv(table, index=False)
    command = [sys.executable, scorer, table, truth, "--details", details, "--show", "not_right"]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    if done.returncode != 0:
        msg = f"{scorer} failed: {(done.stderr or done.stdout).strip()}"
        raise BadFolder(msg)
    rows = pd.read_csv(details, dtype={"dataset": str, "cluster": str}, keep_default_na=False)
    return Verdicts(done.stdout, rows)


def figures(rows: pd.DataFrame) -> Figures:
    """Percentages of a set of verdict rows, which may come from several runs."""
    right, in_scope = _flags(rows["right"]), _flags(rows["in_scope"])
    inside = rows[in_scope]
    credit = pd.to_numeric(inside["credit"], errors="coerce").dropna()
    wrong = (inside["verdict"] == "wrong").sum() + (~right & ~in_scope).sum()
    return Figures(
        n=len(rows),
        right=100 * right.mean(),
        wrong=100 * wrong / len(rows),
        exact=100 * (inside["verdict"] == "exact").mean() if len(inside) else None,
        depth=float(credit.mean()) if len(credit) else None,
        outside=100 * right[~in_scope].mean() if (~in_scope).any() else None,
    )


def calibration(rows: pd.DataFrame, predictions: pd.DataFrame) -> pd.DataFrame:
    """Of the calls at each level of confidence: how many, which share of all calls, and how many are right.

    A call is a row that was not taken as an abstention.
    """
    keys = ["dataset", "cluster"]
    called = rows.loc[rows["verdict"] != "abstained", [*keys, "right"]]
    calls = called.merge(predictions[[*keys, "confidence"]], on=keys, how="left")
    counted = []
    for level in LEVELS:
        of_level = _flags(calls.loc[calls["confidence"] == level, "right"])
        counted.append(
            {
                "confidence": level,
                "calls": len(of_level),
                "share%": round(100 * len(of_level) / len(calls), 1) if len(calls) else None,
                "right": int(of_level.sum()),
                "right%": round(100 * of_level.mean(), 1) if len(of_level) else None,
            }
        )
    return pd.DataFrame(counted)


def _flags(column: pd.Series) -> pd.Series:
    return column.astype(str) == "True"
