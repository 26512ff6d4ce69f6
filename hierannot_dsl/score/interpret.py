"""Program x matrix -> Scores, by the method that the settings name."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hierannot_dsl.program import Program
    from hierannot_dsl.score.expression import Expression
    from hierannot_dsl.score.result import Evidence, Scores
    from hierannot_dsl.score.settings import Settings


def score_clusters(program: Program, expression: Expression, settings: Settings) -> Scores:
    """Score every cluster for every program.

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
    scores
        A program without enough markers in the matrix is NaN throughout, and says why.
    """
    raise NotImplementedError


def decide(program: Program, evidence: Evidence, settings: Settings) -> Scores:
    """Turn evidence into scores again, under other decision knobs; equal to a fresh fit under them."""
    raise NotImplementedError
