"""Scores: how strongly every cluster speaks for every program, and what that was computed from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hierannot_dsl.program import Flags, Floats, Ints


@dataclass(frozen=True, eq=False)
class Evidence:
    """What the matrix says, before any threshold.

    N programs, C clusters, S marker sets, U genes, M uses of a marker.

    Attributes
    ----------
    clusters
        C names.
    genes
        U symbols of the matrix that some program uses.
    expression
        Shape ``(U, C)``, in the method's unit: ln(CP10K + 1) or rank expression.
    used_marker, used_gene, used_set
        Shape ``(M,)``. Indices into the program's markers, into `genes` and into the program's marker sets. A
        marker that is absent, or that a child shares with its parent, is not here; a negative marker is
        here for every marker set of its program.
    used_share
        Shape ``(M,)``. Weight of the marker within its set and sign, where all sum to 1.
    control
        Shape ``(M, C)``, in the unit of `expression`. Zero for negatives that are taken without a control.
    clip
        Shape ``(S, C)``. Differences of positive markers from their controls were cut at this absolute value;
        infinite where they were not.
    set_markers
        Shape ``(S,)``. Positive markers used.
    set_scale
        Shape ``(S,)``. Factor on R for the number of markers.
    set_penalty
        Shape ``(S,)``. Weight of the negative markers.
    set_negative
        Shape ``(S, C)``. What the negative markers say, before that weight.
    set_raw
        Shape ``(S, C)``. R of every marker set: its scale times what the positive markers say less the
        penalty. In multiples of 2**-40. NaN where too few of its markers are in the matrix.
    raw
        Shape ``(N, C)``. R: that of the best marker set. NaN where no set could be scored.
    best_set
        Shape ``(N, C)``. The marker set that R is from; -1 where none.
    detection
        Shape ``(N, C)``. Fraction of the best set's markers that were detected; NaN where there is none.
    unscorable
        N sentences: why a program has no R; ``""`` where it has one.
    silent
        Shape ``(C,)``. Whether a cluster expresses nothing at all.
    """

    clusters: tuple[str, ...]
    genes: tuple[str, ...]
    expression: Floats
    used_marker: Ints
    used_gene: Ints
    used_set: Ints
    used_share: Floats
    control: Floats
    clip: Floats
    set_markers: Ints
    set_scale: Floats
    set_penalty: Floats
    set_negative: Floats
    set_raw: Floats
    raw: Floats
    best_set: Ints
    detection: Floats
    unscorable: tuple[str, ...]
    silent: Flags

    @property
    def n_clusters(self) -> int:
        return len(self.clusters)


@dataclass(frozen=True, eq=False)
class Scores:
    """Evidence and what the decision knobs make of it: N programs, C clusters.

    NaN says that a method does not have the quantity, or that a program has no evidence.

    Attributes
    ----------
    evidence
        What this was computed from; enough to decide again under other knobs.
    z
        Shape ``(N, C)``. Z: R, standardised over clusters.
    decision
        Shape ``(N, C)``. D: lead of Z over the best sibling, shrunk by detection.
    local
        Shape ``(N, C)``. L: the program's own score.
    branch
        Shape ``(N, C)``. B: the program's score with its best child's.
    branch_raw
        Shape ``(N, C)``. The recursion of B with R in place of L.
    """

    evidence: Evidence
    z: Floats
    decision: Floats
    local: Floats
    branch: Floats
    branch_raw: Floats

    @property
    def raw(self) -> Floats:
        return self.evidence.raw

    @property
    def detection(self) -> Floats:
        return self.evidence.detection

    @property
    def clusters(self) -> tuple[str, ...]:
        return self.evidence.clusters
