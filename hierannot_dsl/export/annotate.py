"""Program x matrix -> AnnotationResult: the interpreter as one paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hierannot_dsl.export.result import AnnotationResult
from hierannot_dsl.route.walk import route_clusters
from hierannot_dsl.score.interpret import decide, score_clusters

if TYPE_CHECKING:
    from hierannot_dsl.program import Program
    from hierannot_dsl.score.expression import Expression
    from hierannot_dsl.score.settings import Settings


def annotate_clusters(program: Program, expression: Expression, settings: Settings) -> AnnotationResult:
    """Score and route every cluster.

    Parameters
    ----------
    program
        The hierarchy, bound to the panel that the matrix was measured with.
    expression
        G genes x C clusters.
    settings
        The method and its knobs.

    Returns
    -------
    result
        The fit; `make_cluster_annotation_export_summary` turns it into labels.
    """
    scores = score_clusters(program, expression, settings)
    return AnnotationResult(program, settings, scores, route_clusters(program, scores, settings))


def decide_again(result: AnnotationResult, settings: Settings) -> AnnotationResult:
    """Route the stored evidence under other decision knobs; equal to a fresh fit under `settings`."""
    scores = decide(result.program, result.scores.evidence, settings)
    return AnnotationResult(
        result.program, settings, scores, route_clusters(result.program, scores, settings)
    )
