"""Evidence -> what one program scores in one cluster, marker by marker."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from hierannot_dsl.explain.model import MarkerPart, NodeEvidence
from hierannot_dsl.score.contributions import marker_contributions

if TYPE_CHECKING:
    from hierannot_dsl.explain.model import Kind, MarkerFate
    from hierannot_dsl.export.result import AnnotationResult
    from hierannot_dsl.program import Floats, Program


def node_evidence(result: AnnotationResult, node: int, cluster: int) -> NodeEvidence:
    """Take the score of one program in one cluster apart."""
    program, scores = result.program, result.scores
    evidence = scores.evidence
    best = int(evidence.best_set[node, cluster])
    return NodeEvidence(
        name=program.names[node],
        kind=kind_of(program, node),
        variant=program.set_variant[best] if best >= 0 else "",
        raw=number(scores.raw, node, cluster),
        branch=number(scores.branch, node, cluster),
        detection=number(scores.detection, node, cluster),
        local=number(scores.local, node, cluster),
        decision=number(scores.decision, node, cluster),
        z=number(scores.z, node, cluster),
        scale=float(evidence.set_scale[best]) if best >= 0 else 1.0,
        penalty=float(evidence.set_penalty[best]) if best >= 0 else 0.0,
        unscorable=evidence.unscorable[node],
        markers=_parts(result, node, cluster),
    )


def kind_of(program: Program, node: int) -> Kind:
    return "contrast" if program.is_contrast[node] else "node"


def number(values: Floats, node: int, cluster: int) -> float | None:
    """The value, or None where it is missing."""
    value = float(values[node, cluster])
    return None if np.isnan(value) else value


def _parts(result: AnnotationResult, node: int, cluster: int) -> tuple[MarkerPart, ...]:
    program, evidence = result.program, result.scores.evidence
    parts = marker_contributions(program, evidence, node=node, cluster=cluster)
    best = int(evidence.best_set[node, cluster])
    used = np.flatnonzero(evidence.used_set == best)
    share = dict(zip(evidence.used_marker[used].tolist(), evidence.used_share[used].tolist(), strict=True))
    limit = evidence.clip[best, cluster] if best >= 0 else np.inf
    only_excess = result.settings.negatives == "excess"
    silent_negatives = only_excess and evidence.set_negative[best, cluster] == 0
    in_matrix = set(program.marker_symbol[evidence.used_marker].tolist())
    found = []
    for row, marker in enumerate(parts.marker.tolist()):
        positive = bool(program.marker_sign[marker] > 0)
        fate: MarkerFate = "used"
        if best < 0 or marker not in share:
            # Whatever is in the matrix and not used here is used by the parent.
            of_parent = best >= 0 and positive and int(program.marker_symbol[marker]) in in_matrix
            fate = "of the parent" if of_parent else "absent"
        elif not positive and silent_negatives:
            fate = "not counted"
        counted = fate in ("used", "not counted")
        difference = parts.expression[row] - parts.control[row]
        found.append(
            MarkerPart(
                gene=program.symbols[program.marker_symbol[marker]],
                sign=1 if positive else -1,
                fate=fate,
                share=share[marker] if counted else 0.0,
                expression=float(parts.expression[row]) if counted else None,
                control=float(parts.control[row]) if counted else None,
                clipped=bool(counted and positive and abs(difference) > limit),
                contribution=float(parts.contribution[row]) + 0.0,  # no -0.0
            )
        )
    return tuple(found)
