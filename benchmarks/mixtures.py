"""Two cell types in one cluster, made from the data -> what the method says of them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from benchmarks.conditions import TRUTH
from benchmarks.data import Profile
from hierannot_dsl.export import decide_again, make_cluster_annotation_export_summary
from hierannot_dsl.route.forks import label_levels
from hierannot_dsl.route.margins import related
from hierannot_dsl.score import change_decision

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.conditions import Case
    from benchmarks.workbench import Workbench
    from hierannot_dsl.export import AnnotationResult
    from hierannot_dsl.program import Program

NAME = "half and half"
NO_LIMIT = 1e6
RIVALS = (0.4, 0.45, 0.5, 0.55, 0.6, 0.7, NO_LIMIT)
MARGINS = ((0.05, 0.35), (0.1, 0.35), (0.2, 0.35), (0.2, 0.6), (0.3, 0.35), (0.3, 0.6), (1.0, 0.6))


@dataclass(frozen=True)
class Mixture:
    """A fit of a data set with one cluster more, `NAME`: half of each of two others.

    `lineages` says whether the two part at their first labels; else they are types of one lineage.
    """

    dataset: str
    lineages: bool
    result: AnnotationResult

    @property
    def column(self) -> int:
        return self.result.scores.clusters.index(NAME)


def mixtures(bench: Workbench) -> list[Mixture]:
    """Half and half of every two labels of a data set that exclude each other."""
    return [mixture for case in bench.cases if case.condition == TRUTH for mixture in _of_case(bench, case)]


def told(mixed: list[Mixture], **rules: Any) -> pd.DataFrame:
    """What is exported of every mixture: status and confidence."""
    rows = []
    for one in mixed:
        table = make_cluster_annotation_export_summary(one.result, n_resamples=0, **rules)
        row = table.iloc[one.column]
        rows.append(
            {
                "dataset": one.dataset,
                "lineages": one.lineages,
                "status": row["annot_export_status"],
                "confidence": row["annot_confidence"],
            }
        )
    return pd.DataFrame(rows)


def by_kind(mixed: list[Mixture]) -> pd.DataFrame:
    """What is told of mixtures of two lineages, and of two types of one lineage, in percent."""
    table = told(mixed)
    rows = []
    for lineages, name in ((True, "two lineages"), (False, "two types of one lineage")):
        chosen = table[table["lineages"] == lineages]
        rows.append({"half of each of": name, "mixtures": len(chosen), **_shares(chosen)})
    return pd.DataFrame(rows)


def by_rival(mixed: list[Mixture], calls: pd.DataFrame) -> pd.DataFrame:
    """`high_confidence_rival` at other values: mixtures of two lineages, and the calls of the study."""
    rows = []
    for value in RIVALS:
        again = [
            Mixture(one.dataset, one.lineages, _decided(one.result, value)) for one in mixed if one.lineages
        ]
        shares = _shares(told(again))
        high = (calls["branch"] >= 0.6) & ~(calls["margin"] < 0.3)
        kept = high & ~(calls["rival"] > value)
        rows.append(
            {
                "`high_confidence_rival`": "without" if value == NO_LIMIT else f"{value:g}",
                "mixtures told with high confidence %": shares["high %"],
                "calls that lose high confidence %": f"{100 * (high & ~kept).sum() / len(calls):.1f}",
                "high: right %": f"{100 * calls.loc[kept, 'right'].mean():.2f}",
            }
        )
    return pd.DataFrame(rows)


def by_margin(mixed: list[Mixture], fits: list[tuple[str, AnnotationResult]]) -> pd.DataFrame:
    """The two thresholds of ``mixed_a.b``: mixtures of two lineages that are found, calls that are lost."""
    rows = []
    for margin, score in MARGINS:
        rules = {"mixed_margin_threshold": margin, "mixed_min_score": score}
        shares = _shares(told([one for one in mixed if one.lineages], **rules))
        row = {
            "margin under": f"{margin:g}",
            "both from": f"{score:g}",
            "mixtures told as mixed %": shares["mixed %"],
        }
        for condition in dict.fromkeys(name for name, _ in fits):
            tables = [
                make_cluster_annotation_export_summary(fit, n_resamples=0, **rules)
                for name, fit in fits
                if name == condition
            ]
            status = pd.concat(tables)["annot_export_status"]
            row[f"{condition}: mixed %"] = f"{100 * (status == 'mixed').mean():.1f}"
        rows.append(row)
    return pd.DataFrame(rows)


def _of_case(bench: Workbench, case: Case) -> Iterator[Mixture]:
    fit = bench.fit(case)
    profile, label = case.task.profile, fit.routes.label
    logged = profile.input_type == "normalized"
    linear = profile.means.apply(np.expm1) if logged else profile.means
    linear = linear / linear.sum() * 1e4
    first = {int(node): column for column, node in reversed(list(enumerate(label))) if node >= 0}
    for one, other in combinations(sorted(first), 2):
        if related(fit.program, one)[other]:
            continue
        half = (linear.iloc[:, first[one]] + linear.iloc[:, first[other]]) / 2
        means = linear.assign(**{NAME: half})
        mixed = Profile(
            profile.dataset, means.apply(np.log1p) if logged else means, profile.input_type, profile.species
        )
        apart = _lineage(fit.program, one) != _lineage(fit.program, other)
        yield Mixture(profile.dataset, apart, bench.fit(case.with_profile(mixed)))


def _lineage(program: Program, node: int) -> int:
    """The first label on the way to a node."""
    levels = label_levels(program)
    while levels[node] > 1:
        node = int(program.parent[node])
    return node


def _decided(result: AnnotationResult, rival: float) -> AnnotationResult:
    return decide_again(result, change_decision(result.settings, high_confidence_rival=rival))


def _shares(table: pd.DataFrame) -> dict[str, str]:
    resolved = table["status"] == "resolved"
    parts = {
        "mixed %": table["status"] == "mixed",
        "unknown %": table["status"] == "unknown",
        "medium %": resolved & (table["confidence"] == "medium"),
        "high %": resolved & (table["confidence"] == "high"),
    }
    return {name: f"{100 * chosen.mean():.1f}" for name, chosen in parts.items()}
