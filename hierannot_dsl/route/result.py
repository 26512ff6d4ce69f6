"""Routes: where every cluster went in the hierarchy, where it stopped, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hierannot_dsl.program import Flags, Floats, Ints


class Stop(IntEnum):
    """Why a cluster goes no deeper than it does; the verdict on one fork."""

    PASSED = 0
    LEAF = 1
    LOW_SCORE = 2
    LOW_MARGIN = 3
    LOW_RAW = 4
    WEAK_FOR_PARENT = 5
    CONTRAST = 6
    UNSCORABLE_SIBLINGS = 7
    NO_MARKERS = 8
    NO_EXPRESSION = 9

    @property
    def slug(self) -> str:
        return self.name.lower()


class Confidence(IntEnum):
    """How far a call can be trusted."""

    NONE = 0
    LOW = 1
    MEDIUM = 2
    HIGH = 3

    @property
    def slug(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, eq=False)
class Routes:
    """The way of C clusters through F forks of a hierarchy of N programs.

    A fork is where the children (and contrasts) of one node compete; the first is the root fork. Every fork
    is judged for every cluster, whether or not the cluster came by. Indices are of programs, -1 for none.

    Attributes
    ----------
    fork
        Shape ``(F,)``. The node below which the fork stands, -1 for the root fork.
    winner, runner_up
        Shape ``(F, C)``. Programs with the largest and the second largest weighted branch score.
    margin
        Shape ``(F, C)``. Lead of the winner; NaN where it has no rival.
    verdict
        Shape ``(F, C)``. `Stop.PASSED`, or the first gate that failed.
    path
        Shape ``(C, L)``. Nodes passed, from the root; -1 beyond the last.
    label
        Shape ``(C,)``. The node called: the deepest of the path that may be a label and was scored; -1
        where there is none.
    label_fork
        Shape ``(C,)``. The fork (row of `fork`) that the label won; -1 where there is no label.
    stop
        Shape ``(C,)``. The `Stop` that ended the way.
    stop_fork
        Shape ``(C,)``. The fork (row of `fork`) that was not passed; -1 at a leaf.
    backed_off
        Shape ``(C,)``. Whether the label lies above the end of the path because of its branch-supported raw
        score.
    rival
        Shape ``(C,)``. The program that the final margin is taken against.
    final_margin
        Shape ``(C,)``. Lead of the call over its rival; NaN without a call or a rival. It may be negative.
    confidence
        Shape ``(C,)``. `Confidence` of the call.
    confidence_score
        Shape ``(C,)``. 0 where there is no call, 1 where high confidence is reached; not a probability.
    """

    fork: Ints
    winner: Ints
    runner_up: Ints
    margin: Floats
    verdict: Ints
    path: Ints
    label: Ints
    label_fork: Ints
    stop: Ints
    stop_fork: Ints
    backed_off: Flags
    rival: Ints
    final_margin: Floats
    confidence: Ints
    confidence_score: Floats
