"""Scores of nodes -> labels: the best sibling at every fork, while score and lead pass two thresholds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from benchmarks.ledger import ABSTAINED

if TYPE_CHECKING:
    import numpy.typing as npt

    from benchmarks.conditions import Case
    from benchmarks.workbench import Workbench
    from hierannot_dsl.program import Program

    Floats = npt.NDArray[np.float64]

FREE = -np.inf
GRID = 16  # quantiles of scores and of leads that are tried


@dataclass(frozen=True)
class Steps:
    """The way down of every cluster without any threshold, and what each stop on it is worth.

    Attributes
    ----------
    stops
        One row per cluster and depth, depth 0 being the label ``unknown``, with the verdict on that label.
        A cluster's rows stand together, by depth.
    score, lead
        Of the step to a row's label; at depth 0 infinite.
    """

    stops: pd.DataFrame
    score: Floats
    lead: Floats

    @classmethod
    def joined(cls, parts: list[Steps]) -> Steps:
        return cls(
            pd.concat([part.stops for part in parts], ignore_index=True),
            np.concatenate([part.score for part in parts]),
            np.concatenate([part.lead for part in parts]),
        )


def steps_of(bench: Workbench, case: Case, program: Program, scores: Floats) -> Steps:
    """Walk every cluster of a case down to a leaf, a contrast, or a fork that nothing is known of.

    Parameters
    ----------
    bench
        For the verdicts.
    case, program
        What was scored.
    scores
        Shape ``(N, C)``; NaN for a node that could not be scored. An only child leads over zero.
    """
    rows = []
    for column, cluster in enumerate(case.task.profile.means.columns):
        node, depth = -1, 0
        rows.append((str(cluster), depth, ABSTAINED, np.inf, np.inf))
        while len(siblings := program.children(node)):
            of_siblings = np.where(np.isnan(scores[siblings, column]), -np.inf, scores[siblings, column])
            best, second = of_siblings.max(), np.sort(np.append(of_siblings, -np.inf))[-2]
            node = int(siblings[of_siblings.argmax()])
            if np.isneginf(best) or program.is_contrast[node]:
                break
            depth += 1
            rows.append(
                (
                    str(cluster),
                    depth,
                    program.cl_ids[node],
                    best,
                    best - (second if second > -np.inf else 0.0),
                )
            )
    table = pd.DataFrame(rows, columns=["cluster", "depth", "cl_id", "score", "lead"])
    table = table.assign(
        truth=case.truth,
        condition=case.condition,
        variant=case.variant,
        dataset=case.task.profile.dataset,
        hierarchy=case.task.hierarchy,
    )
    judged = bench.ledger.judge(table)
    return Steps(
        judged.drop(columns=["score", "lead"]), judged["score"].to_numpy(), judged["lead"].to_numpy()
    )


def verdicts_at(steps: Steps, *, score: float, margin: float) -> pd.DataFrame:
    """The verdict on every cluster under two thresholds: one row each."""
    return steps.stops[_last(steps, score, margin)]


def choose_and_judge(steps: Steps) -> pd.DataFrame:
    """The verdict on every cluster under thresholds from the other data sets of its condition.

    The best have the most right less wrong, then the most exact labels, then the lowest thresholds.
    """
    stops = steps.stops
    first = (stops["depth"] == 0).to_numpy()
    clusters = stops.loc[first, ["condition", "dataset"]].reset_index(drop=True)
    pairs = _pairs(steps)
    worth = np.empty((len(pairs), len(clusters)))
    exact = np.empty_like(worth)
    verdicts = []
    for index, (score, margin) in enumerate(pairs):
        chosen = verdicts_at(steps, score=score, margin=margin)
        right = chosen["right"].astype(str).eq("True").to_numpy()
        worth[index] = right.astype(float) - _is_wrong(chosen)
        exact[index] = chosen["verdict"].eq("exact")
        verdicts.append(chosen)
    kept = []
    for (condition, dataset), group in clusters.groupby(["condition", "dataset"], sort=False):
        others = (clusters["condition"] == condition) & (clusters["dataset"] != dataset)
        value = worth[:, others].sum(axis=1) + 1e-3 * exact[:, others].sum(axis=1)
        kept.append(verdicts[int(value.argmax())].iloc[group.index])
    return pd.concat(kept, ignore_index=True)


def _is_wrong(rows: pd.DataFrame) -> npt.NDArray[np.bool_]:
    inside = rows["in_scope"].astype(str).eq("True")
    not_right = ~rows["right"].astype(str).eq("True")
    return np.asarray((inside & rows["verdict"].eq("wrong")) | (~inside & not_right))


def _pairs(steps: Steps) -> list[tuple[float, float]]:
    step = np.isfinite(steps.score)
    at = np.linspace(0, 1, GRID + 1)[:-1]
    scores = np.unique(np.quantile(steps.score[step], at))
    leads = np.unique(np.quantile(steps.lead[step & np.isfinite(steps.lead)], at))
    return [(score, lead) for score in (FREE, *scores) for lead in (FREE, *leads)]


def _last(steps: Steps, score: float, margin: float) -> npt.NDArray[np.bool_]:
    """Of every cluster the last row before a threshold fails."""
    passed = (steps.score >= score) & (steps.lead >= margin)
    depth = steps.stops["depth"].to_numpy()
    # Rows of a cluster stand together: a failure holds until the next cluster starts.
    starts = np.flatnonzero(depth == 0)
    failures = np.cumsum(~passed)
    sizes = np.diff(np.append(starts, len(depth)))
    so_far = failures - np.repeat(failures[starts], sizes)
    alive = so_far == 0
    followed = np.append(alive[1:] & (depth[1:] > 0), False)
    return alive & ~followed
