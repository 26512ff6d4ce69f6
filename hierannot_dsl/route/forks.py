"""Scores at one fork -> who wins, by how much, and the first gate that fails."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from hierannot_dsl.route.result import Stop
from hierannot_dsl.score.settings import DefaultSettings

if TYPE_CHECKING:
    from hierannot_dsl.program import Flags, Floats, Ints, Program
    from hierannot_dsl.score.result import Scores
    from hierannot_dsl.score.settings import Settings


@dataclass(frozen=True, eq=False)
class Gates:
    """What every program must reach to be entered. Shape ``(N,)`` each."""

    score: Floats
    margin: Floats
    raw: Floats


@dataclass(frozen=True, eq=False)
class Verdict:
    """One fork, for C clusters: see `Routes`."""

    winner: Ints
    runner_up: Ints
    margin: Floats
    stop: Ints


def label_levels(program: Program) -> Ints:
    """Shape ``(N,)``. How many programs with markers stand on the way from the root, the program included.

    Groups, which have no markers, are transparent: what stands below one is on the group's own level.
    """
    has_markers = np.zeros(program.n_programs, dtype=bool)
    has_markers[program.set_program[program.marker_set]] = True
    above = np.zeros(program.n_programs + 1, dtype=np.int64)  # the last is above the roots
    for node, parent in enumerate(program.parent):
        above[node] = above[parent] + has_markers[node]
    return np.maximum(above[:-1], 1)


def gates_of(program: Program, settings: Settings, *, first: Flags) -> Gates:
    """What is written in a node holds before the settings.

    Parameters
    ----------
    program
        N programs.
    settings
        Thresholds.
    first
        Shape ``(N,)``. Whether a program would be the first label of its path.

    Returns
    -------
    gates
        Of every program.
    """
    score = np.full(program.n_programs, settings.score_threshold)
    margin = np.full(program.n_programs, settings.margin_threshold)
    raw = np.full(program.n_programs, settings.min_leaf_raw_score)
    if isinstance(settings, DefaultSettings):
        score[~first] = max(settings.score_threshold, settings.child_score_threshold)
        margin[~first] = max(settings.margin_threshold, settings.child_margin_threshold)
    return Gates(
        score=np.where(np.isnan(program.min_score), score, program.min_score),
        margin=np.where(np.isnan(program.min_margin), margin, program.min_margin),
        raw=np.where(np.isnan(program.min_raw), raw, program.min_raw),
    )


def judge_fork(program: Program, scores: Scores, settings: Settings, *, parent: int, gates: Gates) -> Verdict:
    """Judge one fork for every cluster, whether or not the cluster comes by.

    Parameters
    ----------
    program, scores, settings
        What is routed.
    parent
        The node below which the fork stands, -1 for the root fork.
    gates
        From `gates_of`.

    Returns
    -------
    verdict
        Among equals the first in document order wins.
    """
    siblings = program.children(parent)
    branch, raw = scores.branch[siblings], scores.raw[siblings]
    weighted = np.where(branch > 0, branch * program.weight[siblings, np.newaxis], branch)
    ranked = np.where(np.isnan(weighted), -np.inf, weighted)
    column = np.arange(ranked.shape[1])
    winner = ranked.argmax(axis=0)
    best = ranked[winner, column]
    rest = ranked.copy()
    rest[winner, column] = -np.inf
    second = rest.argmax(axis=0)
    rival = rest[second, column]
    has_rival = rival > -np.inf
    if settings.null_competes:
        margin = best - np.maximum(rival, 0.0)
    else:
        margin = np.where(has_rival, best - np.where(has_rival, rival, 0.0), np.nan)

    won = siblings[winner]
    own_raw = raw[winner, column]
    # The first condition that holds is the reason; no R of its own (a group) cannot be too low.
    conditions = {
        Stop.NO_EXPRESSION: scores.evidence.silent,
        Stop.NO_MARKERS: np.isneginf(best),
        Stop.UNSCORABLE_SIBLINGS: _too_many_unscorable(program, scores, settings, siblings, parent),
        Stop.LOW_SCORE: branch[winner, column] < gates.score[won],
        Stop.WEAK_FOR_PARENT: _weak_for_parent(scores, settings, branch[winner, column], parent),
        Stop.LOW_MARGIN: margin < gates.margin[won],
        Stop.LOW_RAW: own_raw < gates.raw[won],
        Stop.CONTRAST: program.is_contrast[won],
    }
    stop = np.select(list(conditions.values()), [int(reason) for reason in conditions], int(Stop.PASSED))
    nobody = np.isneginf(best)
    return Verdict(
        winner=np.where(nobody, -1, won),
        runner_up=np.where(has_rival, siblings[second], -1),
        margin=np.where(nobody, np.nan, margin),
        stop=stop.astype(np.int64),
    )


def _too_many_unscorable(
    program: Program, scores: Scores, settings: Settings, siblings: Ints, parent: int
) -> Flags:
    """Below the root: a fork that mostly cannot be seen would be won by whoever can."""
    if parent < 0 or not isinstance(settings, DefaultSettings):
        return np.zeros(scores.branch.shape[1], dtype=bool)
    visible = siblings[~program.is_contrast[siblings]]
    missing = np.isnan(scores.branch[visible]).mean(axis=0)
    return np.asarray(missing > settings.max_unscorable_fraction)


def _weak_for_parent(scores: Scores, settings: Settings, branch: Floats, parent: int) -> Flags:
    if parent < 0 or not isinstance(settings, DefaultSettings):
        return np.zeros(branch.shape, dtype=bool)
    return np.asarray(branch < settings.min_parent_fraction * scores.raw[parent])
