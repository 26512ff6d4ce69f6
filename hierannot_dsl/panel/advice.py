"""Report -> what to do about it: branches to prune, siblings to merge, how far down to trust a label."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from hierannot_dsl.panel.report import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.panel.report import NodeRetention, RetentionReport

# Parts of the draws: what the panel costs a node, and below what its calls are doubtful.
MOST_LOST_CALLS, MOST_RIGHT = 0.1, 0.9
# Of the nodes of a fork; the default method does not enter a fork in a matrix that has fewer of them either.
MOST_LOST = 0.3


class Kind(StrEnum):
    """What is advised."""

    PRUNE = "prune"
    MERGE = "merge"
    TRUST = "trust"
    MEND = "mend"


@dataclass(frozen=True)
class Advice:
    """One thing to do, the nodes that it is about, and why."""

    kind: Kind
    nodes: tuple[str, ...]
    why: str


def advise(report: RetentionReport) -> tuple[Advice, ...]:
    """Everything that the counts of markers suggest, in document order of the nodes, kind by kind."""
    return (*_prune(report), *_merge(report), *_trust(report), *_measured(report), *_mend(report))


def prunable(report: RetentionReport) -> tuple[str, ...]:
    """Nodes of which, and below which, nothing is left to score; the uppermost of each branch."""
    dead = {row.name for row in report.nodes if _is_dead(row, report)}
    return tuple(row.name for row in report.nodes if row.name in dead and row.parent not in dead)


def _is_dead(row: NodeRetention, report: RetentionReport) -> bool:
    return all(one.status is Status.DISABLED for one in (row, *report.below(row.name)))


def _prune(report: RetentionReport) -> Iterator[Advice]:
    reasons = {row.name: row.reason for row in report.nodes}
    for name in prunable(report):
        yield Advice(Kind.PRUNE, (name,), reasons[name])


def _merge(report: RetentionReport) -> Iterator[Advice]:
    for pair in report.pairs:
        if pair.competing and pair.weakest.is_few:
            weakest = pair.weakest
            other = pair.second if weakest is pair.first else pair.first
            few = "no marker" if not weakest.count else f"only {weakest.markers[0]}"
            why = f"{few} is left that {weakest.node} has and {other.node} has not"
            yield Advice(Kind.MERGE, (pair.first.node, pair.second.node), why)


def _trust(report: RetentionReport) -> Iterator[Advice]:
    for row in report.nodes:
        children = report.children(row.name)
        lost = [child.name for child in children if child.status is Status.DISABLED]
        if row.status is Status.FULL and children and MOST_LOST * len(children) < len(lost) < len(children):
            why = f"{', '.join(lost)} cannot be scored, and what is left of the fork may take such cells"
            yield Advice(Kind.TRUST, (row.name,), why)


def _measured(report: RetentionReport) -> Iterator[Advice]:
    """Nodes whose cells are often called something else on the panel, and not on all genes."""
    for row in report.measured.nodes if report.measured else ():
        lost = row.on_all.accuracy - row.on_panel.accuracy
        if row.on_panel.accuracy < MOST_RIGHT and lost > MOST_LOST_CALLS and row.on_panel.wrong:
            label = row.parent or "no label"
            told = (
                f"{row.on_panel.accuracy:.0%} of its draws are right on the panel, {row.on_all.accuracy:.0%}"
            )
            yield Advice(Kind.TRUST, (label,), f"of {row.name}, {told} on all genes")


def _mend(report: RetentionReport) -> Iterator[Advice]:
    """Nodes in the middle that keep less than what stands below them."""
    for row in starving(report):
        fed = [child.name for child in report.below(row.name) if child.status is Status.FULL]
        why = f"{', '.join(fed)} below it could be called, and {row.reason}"
        yield Advice(Kind.MEND, (row.name,), why)


def starving(report: RetentionReport) -> tuple[NodeRetention, ...]:
    """Nodes that cannot be called although something below them could be."""
    return tuple(
        row
        for row in report.nodes
        if row.status is not Status.FULL
        and any(child.status is Status.FULL for child in report.below(row.name))
    )
