"""Scores and routes -> every decision on the way of one cluster, with its numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from hierannot_dsl.explain.evidence import kind_of, number
from hierannot_dsl.explain.model import Candidate, Fork, Gate
from hierannot_dsl.route.forks import gates_of, label_levels
from hierannot_dsl.route.result import Stop
from hierannot_dsl.score.settings import DefaultSettings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.export.result import AnnotationResult


def forks_on_the_way(result: AnnotationResult, cluster: int) -> tuple[int, ...]:
    """Rows of the forks that a cluster came by; unless it ended at a leaf, it stopped at the last."""
    routes = result.routes
    row_of = {int(parent): row for row, parent in enumerate(routes.fork)}
    path = [int(step) for step in routes.path[cluster] if step >= 0]
    return tuple(row_of[parent] for parent in [-1, *path] if parent in row_of)


def explain_fork(result: AnnotationResult, row: int, cluster: int) -> Fork:
    """Tell one fork, a row of `Routes.fork`, as it was judged for one cluster."""
    program, routes = result.program, result.routes
    parent = int(routes.fork[row])
    winner, runner_up = int(routes.winner[row, cluster]), int(routes.runner_up[row, cluster])
    margin = float(routes.margin[row, cluster])
    candidates = [_candidate(result, int(node), cluster) for node in program.children(parent)]
    candidates.sort(key=lambda one: -np.inf if one.ranked is None else one.ranked, reverse=True)
    return Fork(
        parent=program.names[parent] if parent >= 0 else "",
        candidates=tuple(candidates),
        winner=program.names[winner] if winner >= 0 else "",
        runner_up=program.names[runner_up] if runner_up >= 0 else "",
        margin=None if np.isnan(margin) else margin,
        gates=tuple(_gates(result, row, cluster)),
        verdict=Stop(int(routes.verdict[row, cluster])).slug,
        otherwise=tuple(_otherwise(result, row, cluster, rival) for rival in rivals(result, row, cluster)),
    )


def rivals(result: AnnotationResult, row: int, cluster: int) -> tuple[int, ...]:
    """The runner-up; and the best node, where the two best are contrasts."""
    program, routes = result.program, result.routes
    best = [int(part[row, cluster]) for part in (routes.winner, routes.runner_up)]
    found = [best[1]] if best[1] >= 0 else []
    if found and program.is_contrast[best].all():
        siblings = program.children(int(routes.fork[row]))
        nodes = siblings[~program.is_contrast[siblings]]
        branch = result.scores.branch[nodes, cluster]
        if not np.isnan(branch).all():
            ranked = np.where(branch > 0, branch * program.weight[nodes], branch)
            found.append(int(nodes[np.nanargmax(ranked)]))
    return tuple(found)


def _candidate(result: AnnotationResult, node: int, cluster: int) -> Candidate:
    program = result.program
    branch = number(result.scores.branch, node, cluster)
    ranked = branch * float(program.weight[node]) if branch is not None and branch > 0 else branch
    return Candidate(
        name=program.names[node],
        kind=kind_of(program, node),
        branch=branch,
        ranked=ranked,
        raw=number(result.scores.raw, node, cluster),
        unscorable=result.scores.evidence.unscorable[node],
    )


def _gates(result: AnnotationResult, row: int, cluster: int) -> Iterator[Gate]:
    """In the order of `judge_fork`."""
    program, scores, routes, settings = result.program, result.scores, result.routes, result.settings
    parent, winner = int(routes.fork[row]), int(routes.winner[row, cluster])
    if scores.evidence.silent[cluster]:
        yield Gate(Stop.NO_EXPRESSION.slug, None, None, passed=False, told="the cluster expresses nothing")
    if winner < 0:
        yield Gate(Stop.NO_MARKERS.slug, None, None, passed=False, told="no candidate has enough markers")
        return
    gates = gates_of(program, settings, first=label_levels(program) == 1)
    branch, raw = scores.branch[winner, cluster], scores.raw[winner, cluster]
    margin = float(routes.margin[row, cluster])
    if parent >= 0 and isinstance(settings, DefaultSettings):
        yield _scored_siblings(result, parent, cluster, settings.max_unscorable_fraction)
    yield _at_least(Stop.LOW_SCORE, "B", float(branch), float(gates.score[winner]))
    if parent >= 0 and isinstance(settings, DefaultSettings):
        needed = settings.min_parent_fraction * float(scores.raw[parent, cluster])
        share = f" ({settings.min_parent_fraction:g} of R of {program.names[parent]})"
        yield _at_least(Stop.WEAK_FOR_PARENT, "B", float(branch), needed, of=share)
    rival = int(routes.runner_up[row, cluster])
    over = f" over {program.names[rival]}" if rival >= 0 else ""
    if settings.null_competes and (rival < 0 or _null_is_next(result, rival, cluster)):
        # None of the siblings, with its score of zero, is a candidate too.
        over = " over 0, which no other reaches"
    yield _at_least(Stop.LOW_MARGIN, "margin", margin, float(gates.margin[winner]), over=over)
    yield _at_least(Stop.LOW_RAW, "R", float(raw), float(gates.raw[winner]))
    if program.is_contrast[winner]:
        yield Gate(
            Stop.CONTRAST.slug,
            None,
            None,
            passed=False,
            told=f"{program.names[winner]} is a contrast: no label",
        )


def _at_least(stop: Stop, what: str, value: float, needed: float, *, over: str = "", of: str = "") -> Gate:
    """A gate that is passed from `needed` on, and where there is nothing to measure."""
    if np.isnan(value) or np.isnan(needed):
        missing = (
            "no rival"
            if stop is Stop.LOW_MARGIN
            else f"no {what} of its own"
            if np.isnan(value)
            else "no R above"
        )
        return Gate(stop.slug, None, None, passed=True, told=f"{what}: {missing}, nothing to ask")
    passed = value >= needed
    short = "" if passed else f": short by {shown(needed - value)}"
    return Gate(
        stop.slug, value, needed, passed, f"{what} {shown(value)}{over}, needs {shown(needed)}{of}{short}"
    )


def shown(value: float) -> str:
    """Two digits; more where these would read as nothing."""
    return f"{value:.2f}" if value == 0 or abs(value) >= 0.005 else f"{value:.1g}"


def _scored_siblings(result: AnnotationResult, parent: int, cluster: int, most: float) -> Gate:
    program, branch = result.program, result.scores.branch
    nodes = [int(node) for node in program.children(parent) if not program.is_contrast[node]]
    missing = [node for node in nodes if np.isnan(branch[node, cluster])]
    fraction = len(missing) / len(nodes)
    told = f"{len(missing)} of {len(nodes)} nodes cannot be scored, at most {most:g} of them may be"
    passed = fraction <= most
    return Gate(Stop.UNSCORABLE_SIBLINGS.slug, fraction, most, passed, told)


def _null_is_next(result: AnnotationResult, rival: int, cluster: int) -> bool:
    """Whether "none of the siblings", with a score of zero, comes before the runner-up."""
    return result.settings.null_competes and bool(result.scores.branch[rival, cluster] <= 0)


def _otherwise(result: AnnotationResult, row: int, cluster: int, rival: int) -> str:
    """What a rival, which has a score, lacks: the lead over the winner, and its own gates."""
    program, settings, raw = result.program, result.settings, result.scores.raw[:, cluster]
    winner, parent = int(result.routes.winner[row, cluster]), int(result.routes.fork[row])
    gates = gates_of(program, settings, first=label_levels(program) == 1)
    lead = _candidate(result, winner, cluster).ranked
    assert lead is not None  # a winner has a score
    ahead = (max(lead, 0.0) if settings.null_competes else lead) + float(gates.margin[rival])
    # The weight of a node multiplies what is above zero, and only to rank.
    weight = float(program.weight[rival]) if ahead > 0 else 1.0
    needed = max(ahead / weight, float(gates.score[rival]))
    if parent >= 0 and isinstance(settings, DefaultSettings) and not np.isnan(raw[parent]):
        needed = max(needed, settings.min_parent_fraction * float(raw[parent]))
    has = float(result.scores.branch[rival, cluster])
    counted = f" with its weight of {weight:g}" if weight != 1 else ""
    told = f"{program.names[rival]} would need B {shown(needed)}{counted}"
    told += f": it has {shown(has)}, short by {shown(needed - has)}"
    if program.is_contrast[rival]:
        return f"{told}; a contrast, it would end the way"
    if raw[rival] < gates.raw[rival]:
        told += f"; R {shown(float(raw[rival]))}, needs {shown(float(gates.raw[rival]))}"
    return told
