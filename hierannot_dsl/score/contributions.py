"""Evidence -> what every marker adds to R of one program in one cluster."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from hierannot_dsl.program import Floats, Ints, Program
    from hierannot_dsl.score.result import Evidence


@dataclass(frozen=True, eq=False)
class Contributions:
    """The markers of the marker set that R is from, in the order of the program; they sum to R.

    Attributes
    ----------
    marker
        Shape ``(K,)``. Indices into the program's markers.
    expression, control
        Shape ``(K,)``, in the unit of the evidence; NaN for a marker that is absent or not counted.
    contribution
        Shape ``(K,)``. Part of R; 0 for a marker that is absent or not counted, and for negative markers
        that do not count because they are together below their controls.
    """

    marker: Ints
    expression: Floats
    control: Floats
    contribution: Floats


def marker_contributions(program: Program, evidence: Evidence, *, node: int, cluster: int) -> Contributions:
    """Take R of one program in one cluster apart.

    Parameters
    ----------
    program
        What the evidence is of.
    evidence
        From `score_clusters`.
    node, cluster
        Indices of the program and the cluster.

    Returns
    -------
    contributions
        Of all markers that the best set lists and of the program's own negative markers; of all markers of
        the program, none of them counted, where it has no R.
    """
    best = int(evidence.best_set[node, cluster])
    own_negative = (program.set_program[program.marker_set] == node) & (program.marker_sign < 0)
    own_negative &= np.array([not variant for variant in program.set_variant], dtype=bool)[program.marker_set]
    listed = program.marker_set == best if best >= 0 else program.set_program[program.marker_set] == node
    marker = np.flatnonzero(listed | own_negative)
    expression = np.full(len(marker), np.nan)
    control = np.full(len(marker), np.nan)
    contribution = np.zeros(len(marker))

    used = np.flatnonzero(evidence.used_set == best) if best >= 0 else np.empty(0, dtype=np.int64)
    row = np.searchsorted(marker, evidence.used_marker[used])
    expression[row] = evidence.expression[evidence.used_gene[used], cluster]
    control[row] = evidence.control[used, cluster]
    difference = expression[row] - control[row]
    limit = evidence.clip[best, cluster]
    speaks_for = program.marker_sign[marker[row]] > 0
    counts_against = evidence.set_negative[best, cluster] != 0
    weight = np.where(speaks_for, 1.0, -evidence.set_penalty[best] * counts_against)
    cut = np.where(speaks_for, np.clip(difference, -limit, limit), difference)
    contribution[row] = evidence.set_scale[best] * evidence.used_share[used] * weight * cut
    return Contributions(marker, expression, control, contribution)
