"""Scores -> Routes: at every fork the best branch, as long as its evidence passes every gate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from hierannot_dsl.route.confidence import grade
from hierannot_dsl.route.forks import gates_of, judge_fork, label_levels
from hierannot_dsl.route.margins import final_margins
from hierannot_dsl.route.result import Routes, Stop

if TYPE_CHECKING:
    from hierannot_dsl.program import Flags, Ints, Program
    from hierannot_dsl.route.forks import Verdict
    from hierannot_dsl.score.result import Scores
    from hierannot_dsl.score.settings import Settings


def route_clusters(program: Program, scores: Scores, settings: Settings) -> Routes:
    """Route every cluster from the roots down.

    Parameters
    ----------
    program
        The hierarchy.
    scores
        From `score_clusters` or `decide`, under the same settings.
    settings
        Thresholds.

    Returns
    -------
    routes
        The way, the label and the reason to stop of every cluster, and every fork for every cluster.

    Notes
    -----
    One step per fork of the hierarchy, for all clusters at once.
    """
    fork, verdicts = _judged(program, scores, settings)
    winner = np.stack([verdict.winner for verdict in verdicts])
    runner_up = np.stack([verdict.runner_up for verdict in verdicts])
    margin = np.stack([verdict.margin for verdict in verdicts])
    verdict = np.stack([verdict.stop for verdict in verdicts])

    path, stop, stop_fork = _walk(program, fork, winner, verdict)
    label, backed_off = _call(program, scores, settings, path, stop)
    fork_row = np.full(program.n_programs + 1, -1, dtype=np.int64)  # the last is the root fork
    fork_row[fork] = np.arange(len(fork))
    label_fork = np.where(label >= 0, fork_row[program.parent[label]], -1)
    rival, final_margin = final_margins(
        program,
        scores,
        settings,
        label=label,
        path=path,
        fork_row=fork_row,
        runner_up=runner_up,
        margin=margin,
    )
    confidence, confidence_score = grade(
        program,
        scores,
        settings,
        label=label,
        label_fork=label_fork,
        margin=margin,
        final_margin=final_margin,
    )
    return Routes(
        fork=fork,
        winner=winner,
        runner_up=runner_up,
        margin=margin,
        verdict=verdict,
        path=path,
        label=label,
        label_fork=label_fork,
        stop=stop,
        stop_fork=stop_fork,
        backed_off=backed_off,
        rival=rival,
        final_margin=final_margin,
        confidence=confidence,
        confidence_score=confidence_score,
    )


def call_clusters(program: Program, scores: Scores, settings: Settings) -> Ints:
    """Shape ``(C,)``. `Routes.label` alone, as `route_clusters` finds it."""
    fork, verdicts = _judged(program, scores, settings)
    winner = np.stack([verdict.winner for verdict in verdicts])
    path, stop, _ = _walk(program, fork, winner, np.stack([verdict.stop for verdict in verdicts]))
    return _call(program, scores, settings, path, stop)[0]


def forks_of(program: Program) -> Ints:
    """Nodes below which nodes compete, -1 for the root fork; contrasts alone make no fork."""
    below = program.parent[~program.is_contrast]
    return np.union1d(below, [-1])


def _judged(program: Program, scores: Scores, settings: Settings) -> tuple[Ints, list[Verdict]]:
    """Every fork, and the verdict on it for every cluster."""
    fork = forks_of(program)
    gates = gates_of(program, settings, first=label_levels(program) == 1)
    return fork, [judge_fork(program, scores, settings, parent=int(node), gates=gates) for node in fork]


def _walk(program: Program, fork: Ints, winner: Ints, verdict: Ints) -> tuple[Ints, Ints, Ints]:
    """Path, reason to stop, and fork that was not passed."""
    n_clusters = winner.shape[1]
    path = np.full((n_clusters, int(program.level.max(initial=1))), -1, dtype=np.int64)
    stop = np.full(n_clusters, int(Stop.LEAF), dtype=np.int64)
    stop_fork = np.full(n_clusters, -1, dtype=np.int64)
    position = np.full(n_clusters, -1, dtype=np.int64)
    going = np.ones(n_clusters, dtype=bool)
    for row, parent in enumerate(fork):
        here = going & (position == parent)
        held = here & (verdict[row] != Stop.PASSED)
        stop[held], stop_fork[held], going[held] = verdict[row][held], row, False
        passed = np.flatnonzero(here & ~held)
        position[passed] = winner[row][passed]
        path[passed, program.level[position[passed]] - 1] = position[passed]
    return path, stop, stop_fork


def _call(program: Program, scores: Scores, settings: Settings, path: Ints, stop: Ints) -> tuple[Ints, Flags]:
    """The deepest node of the path that may be a label; after a failed gate, with a branch that is sound."""
    column = np.arange(len(path))
    scored = np.array([not reason for reason in scores.evidence.unscorable])
    named = np.full(len(path), -1, dtype=np.int64)
    label = named.copy()
    for step in path.T:
        may = (step >= 0) & program.callable[step] & scored[step]
        supported = scores.branch_raw[step, column] >= settings.min_branch_supported_raw_score
        named = np.where(may, step, named)
        label = np.where(may & (supported | (stop == Stop.LEAF)), step, label)
    return label, label != named
