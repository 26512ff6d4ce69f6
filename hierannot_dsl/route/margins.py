"""A call -> how far it is ahead of the best label that it excludes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from hierannot_dsl.route.forks import label_levels

if TYPE_CHECKING:
    from hierannot_dsl.program import Flags, Floats, Ints, Program
    from hierannot_dsl.score.result import Scores
    from hierannot_dsl.score.settings import Settings


def final_margins(
    program: Program,
    scores: Scores,
    settings: Settings,
    *,
    label: Ints,
    path: Ints,
    fork_row: Ints,
    runner_up: Ints,
    margin: Floats,
) -> tuple[Ints, Floats]:
    """Rival and margin of every call.

    Parameters
    ----------
    program, scores, settings
        What was routed.
    label, path, runner_up, margin
        As in `Routes`.
    fork_row
        Shape ``(N + 1,)``. Row of the fork below a node; that of the root fork is last.

    Returns
    -------
    rival, final_margin
        ``method="hierannot"``: the best program that is neither above nor below the call, and the branch
        score of the call less that program's, each at its own depth. ``method="default"``: the runner-up
        and the margin of the closest fork on the way to the call, where like is compared with like.
    """
    if settings.null_competes:
        return _closest_fork(program, label, path, fork_row, runner_up, margin)
    return _best_stranger(program, scores, label)


def other_lineages(program: Program, scores: Scores, *, label: Ints) -> tuple[Ints, Floats]:
    """Find the strongest first label that a call excludes: what a mixed cluster has besides.

    Parameters
    ----------
    program, scores
        What was routed.
    label
        As in `Routes`.

    Returns
    -------
    lineage, branch
        Shape ``(C,)``. Of the nodes that may be the first label of a path the one with the largest branch
        score, those above and below the call left out, and that score; -1 and NaN where there is none.
    """
    lineage = np.full(len(label), -1, dtype=np.int64)
    branch = np.full(len(label), np.nan)
    first = np.flatnonzero(~program.is_contrast & (label_levels(program) == 1))
    for node in np.unique(label[label >= 0]):
        clusters = np.flatnonzero(label == node)
        others = first[~related(program, int(node))[first]]
        known = scores.branch[np.ix_(others, clusters)]
        seen = ~np.isnan(known).all(axis=0)
        clusters = clusters[seen]
        if len(others) and len(clusters):
            best = np.nanargmax(known[:, seen], axis=0)
            lineage[clusters] = others[best]
            branch[clusters] = scores.branch[others[best], clusters]
    return lineage, branch


def related(program: Program, node: int) -> Flags:
    """Shape ``(N,)``. The node itself, what is above it and what is below it."""
    kin = np.zeros(program.n_programs, dtype=bool)
    kin[node] = True
    for other, parent in enumerate(program.parent):
        if parent >= 0 and kin[parent] and other > node:
            kin[other] = True
    above = program.parent[node]
    while above >= 0:
        kin[above] = True
        above = program.parent[above]
    return kin


def _best_stranger(program: Program, scores: Scores, label: Ints) -> tuple[Ints, Floats]:
    rival = np.full(len(label), -1, dtype=np.int64)
    margin = np.full(len(label), np.nan)
    known = np.where(np.isnan(scores.branch), -np.inf, scores.branch)
    for node in np.unique(label[label >= 0]):
        clusters = np.flatnonzero(label == node)
        strangers = known[:, clusters].copy()
        strangers[related(program, int(node))] = -np.inf
        best = strangers.argmax(axis=0)
        score = strangers[best, np.arange(len(clusters))]
        found = score > -np.inf
        rival[clusters[found]] = best[found]
        margin[clusters[found]] = scores.branch[node, clusters[found]] - score[found]
    return rival, margin


def _closest_fork(
    program: Program, label: Ints, path: Ints, fork_row: Ints, runner_up: Ints, margin: Floats
) -> tuple[Ints, Floats]:
    column = np.arange(len(label))
    rival = np.full(len(label), -1, dtype=np.int64)
    closest = np.full(len(label), np.inf)
    depth = np.where(label >= 0, program.level[label], 0)
    for level, step in enumerate(path.T):
        row = fork_row[program.parent[step]]
        nearer = (level < depth) & (margin[row, column] < closest)
        closest = np.where(nearer, margin[row, column], closest)
        rival = np.where(nearer, runner_up[row, column], rival)
    return rival, np.where(np.isinf(closest), np.nan, closest)
