"""Explanation: why one cluster has its label, as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from hierannot_dsl.export.rules import Status

Kind: TypeAlias = Literal["node", "contrast"]
MarkerFate: TypeAlias = Literal["used", "not counted", "of the parent", "absent"]


@dataclass(frozen=True)
class MarkerPart:
    """What one marker adds to R.

    Attributes
    ----------
    gene
        As the hierarchy writes it.
    sign
        +1 speaks for, -1 against.
    fate
        ``used``; ``not counted``: a negative marker, where the negative ones are together below their
        controls; ``of the parent``: a child is scored without its parent's markers; ``absent`` from the
        matrix, or a program that is not scored.
    share
        Weight among the used markers of its sign, which sum to 1; 0 where it is not used.
    expression, control
        In the method's unit; None where it is not used. A control of zero: compared with nothing.
    clipped
        Whether the difference of the two was cut.
    contribution
        Part of R. All parts of a program sum to its R.
    """

    gene: str
    sign: int
    fate: MarkerFate
    share: float
    expression: float | None
    control: float | None
    clipped: bool
    contribution: float


@dataclass(frozen=True)
class NodeEvidence:
    """What one program scores in the cluster, and from which markers.

    Attributes
    ----------
    name, kind
        Of the program.
    variant
        The variant that fits best and is counted; empty where it is the program's own marker set.
    raw, branch
        R and B; None without a score.
    detection
        Fraction of the markers that were detected; None without a score.
    local, decision, z
        L, D and Z; None where the method has none.
    scale
        Factor on R for the number of markers used; it is part of the contributions.
    penalty
        Weight of the negative markers; it is part of the contributions.
    unscorable
        Why there is no R; empty where there is one.
    markers
        In the order of the hierarchy; positive and negative, used or not.
    """

    name: str
    kind: Kind
    variant: str
    raw: float | None
    branch: float | None
    detection: float | None
    local: float | None
    decision: float | None
    z: float | None
    scale: float
    penalty: float
    unscorable: str
    markers: tuple[MarkerPart, ...]


@dataclass(frozen=True)
class Candidate:
    """One program at a fork: B, B after the weight of the node by which siblings are ranked, and R."""

    name: str
    kind: Kind
    branch: float | None
    ranked: float | None
    raw: float | None
    unscorable: str


@dataclass(frozen=True)
class Gate:
    """One condition for entering the winner of a fork.

    Attributes
    ----------
    stop
        The reason to stop that this gate gives where it fails, as in the column ``annot_stop_reason``.
    value, needed
        What was met and what it takes; None where the condition is no number, or there is nothing to measure.
    passed
        The verdict.
    told
        The numbers in words: ``B 0.42, needs 0.50: short by 0.08``.
    """

    stop: str
    value: float | None
    needed: float | None
    passed: bool
    told: str


@dataclass(frozen=True)
class Fork:
    """One decision on the way.

    Attributes
    ----------
    parent
        The node below which the candidates stand; empty at the root.
    candidates
        The best first, those without a score last.
    winner, runner_up
        Names; empty where there is none.
    margin
        Lead of the winner; None where there is no rival.
    gates
        In the order in which they are asked; the first that fails is the verdict.
    verdict
        ``passed``, or the reason to stop.
    otherwise
        What would have had to be different, in words: for the runner-up to be entered, and, where the two
        best are contrasts, for the best node. Empty without a runner-up.
    """

    parent: str
    candidates: tuple[Candidate, ...]
    winner: str
    runner_up: str
    margin: float | None
    gates: tuple[Gate, ...]
    verdict: str
    otherwise: tuple[str, ...]


@dataclass(frozen=True)
class Advice:
    """What to try.

    `about` is ``mixed``, ``second_lineage``, ``no_node``, ``lone_subtype`` or ``few_markers``.
    """

    about: str
    text: str


@dataclass(frozen=True)
class Explanation:
    """Why one cluster has its label; as text, what `str` gives.

    Attributes
    ----------
    cluster, hierarchy, method, input_type
        What was asked.
    scale_factor
        To how many counts each cluster was scaled; None where the method, or the input, has no such number.
    label, status, reason
        As they are exported under the default rules; the reason may be empty.
    called
        The node that was called, before the rules of export; empty without a call.
    confidence, confidence_score
        Of the call.
    stability
        Part of 100 resamples of the markers in which the call stays, or a node below it is called; of a
        cluster without a call, in which there is none.
    stop
        Why the way ended: ``leaf``, or the verdict of the last fork.
    backed_off
        Whether the call lies above the end of the path for want of raw support.
    path
        Nodes passed, from the root.
    forks
        Every fork on the way, also the one that was not passed.
    evidence
        The winner and the runner-up of every fork, and the best node where these are contrasts, each once;
        the nodes of the path are among them.
    advice
        Where there is something to try.
    """

    cluster: str
    hierarchy: str
    method: str
    input_type: str
    scale_factor: float | None
    label: str
    status: Status
    reason: str
    called: str
    confidence: str
    confidence_score: float
    stability: float
    stop: str
    backed_off: bool
    path: tuple[str, ...]
    forks: tuple[Fork, ...]
    evidence: tuple[NodeEvidence, ...]
    advice: tuple[Advice, ...]

    def __str__(self) -> str:
        from hierannot_dsl.emit.explanation_text import explanation_text

        return explanation_text(self).rstrip("\n")
