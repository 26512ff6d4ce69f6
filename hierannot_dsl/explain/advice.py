"""Where a label falls short -> what to try."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from hierannot_dsl.explain.model import Advice
from hierannot_dsl.route.margins import other_lineages
from hierannot_dsl.route.result import Stop
from hierannot_dsl.score.settings import DefaultSettings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.export.result import AnnotationResult
    from hierannot_dsl.export.rules import Exported

# Markers that separate a node: with no more than these, a broader label is safer.
FEW = 2

MIXED = (
    "two types have strong support in one cluster: recluster at a higher resolution, so that each becomes a "
    "cluster of its own; in spatial data, transcripts of neighbours that bled through look the same"
)

SECOND = (
    "the two may share these genes; or the cluster holds both types, and reclustering at a higher resolution "
    "parts them; or, in spatial data, transcripts of neighbours bled through"
)

SIMPLIFY = (
    "compile the hierarchy against the panel to see what is left of it, "
    "and simplify branches that the panel cannot tell apart"
)


def advise(result: AnnotationResult, exported: Exported, cluster: int) -> Iterator[Advice]:
    """Yield what applies to one cluster, the most telling first."""
    program, routes = result.program, result.routes
    label, stop, fork = (int(part[cluster]) for part in (routes.label, routes.stop, routes.stop_fork))
    if exported.status == "mixed":
        yield Advice("mixed", MIXED)
    if exported.status == "resolved":
        yield from _second_lineage(result, cluster)
    if stop == Stop.CONTRAST:
        parent = int(routes.fork[fork])
        below = f" below {program.names[parent]}" if parent >= 0 else ""
        foreign = program.names[routes.winner[fork, cluster]]
        yield Advice("no_node", f"looks like {foreign}: the hierarchy has no node for it{below}")
    if exported.status == "resolved" and label >= 0 and program.parent[label] >= 0:
        yield from _lone_subtype(result, label)
    if stop in (Stop.LOW_SCORE, Stop.LOW_MARGIN, Stop.UNSCORABLE_SIBLINGS, Stop.NO_MARKERS):
        yield from _few_markers(result, int(routes.fork[fork]), cluster)


def _second_lineage(result: AnnotationResult, cluster: int) -> Iterator[Advice]:
    """Another first label that is as strong as a label has to be, which no near tie has told of."""
    if not isinstance(result.settings, DefaultSettings):
        return
    program, routes = result.program, result.routes
    lineage, branch = other_lineages(program, result.scores, label=routes.label)
    if branch[cluster] > result.settings.high_confidence_rival:
        other = program.names[int(lineage[cluster])]
        yield Advice("second_lineage", f"{other} is strong here too, B {branch[cluster]:.2f}: {SECOND}")


def _lone_subtype(result: AnnotationResult, label: int) -> Iterator[Advice]:
    """A subtype that cannot be told from siblings, which the panel does not show or no cluster is called."""
    program, evidence = result.program, result.scores.evidence
    parent = int(program.parent[label])
    siblings = [int(n) for n in program.children(parent) if n != label and not program.is_contrast[n]]
    unseen = [node for node in siblings if evidence.unscorable[node]]
    safer = f"calling it {program.names[parent]} may be safer"
    if unseen:
        names = _names(program.names, unseen)
        lone = f"{program.names[label]} stands without its siblings"
        yield Advice("lone_subtype", f"{lone}: {names} cannot be scored with these genes; {safer}")
        return
    elsewhere = set(result.routes.label.tolist())
    few = _markers_used(result, label) <= FEW
    if siblings and few and elsewhere.isdisjoint(siblings):
        names = _names(program.names, siblings)
        thin = f"no more than {FEW} markers set {program.names[label]} apart"
        yield Advice("lone_subtype", f"no cluster is called {names}, and {thin}: {safer}")


def _few_markers(result: AnnotationResult, parent: int, cluster: int) -> Iterator[Advice]:
    """A fork that did not decide, and of whose candidates too little is in the matrix."""
    program = result.program
    thin = [
        int(node)
        for node in program.children(parent)
        if not program.is_contrast[node]
        and np.isin(node, program.set_program[program.marker_set])
        and _markers_used(result, int(node)) <= FEW
    ]
    if thin:
        few = f"no more than {FEW} positive markers of {_names(program.names, thin)} are in the matrix"
        yield Advice("few_markers", f"{few}: {SIMPLIFY}")


def _markers_used(result: AnnotationResult, node: int) -> int:
    """Positive markers of the program's richest marker set that are in the matrix."""
    sets = result.program.set_program == node
    return int(result.scores.evidence.set_markers[sets].max(initial=0))


def _names(names: tuple[str, ...], nodes: list[int]) -> str:
    told = [names[node] for node in nodes]
    return told[0] if len(told) == 1 else f"{', '.join(told[:-1])} or {told[-1]}"
