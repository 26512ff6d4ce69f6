"""Program x matrix -> Scores, by the method that the settings name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hierannot_dsl.score import default, hierannot
from hierannot_dsl.score.settings import HierannotSettings

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

    Raises
    ------
    ValueError
        If values that are said to be on a log scale cannot be.

    Notes
    -----
    Linear in the matrix. The order of genes and of clusters changes no bit of the result.
    """
    return decide(program, weigh(program, expression, settings), settings)


def weigh(program: Program, expression: Expression, settings: Settings) -> Evidence:
    """Read the matrix: all that needs it, and nothing that a decision knob could change."""
    if isinstance(settings, HierannotSettings):
        return hierannot.weigh(program, expression, settings)
    return default.weigh(program, expression, settings)


def decide(program: Program, evidence: Evidence, settings: Settings) -> Scores:
    """Turn evidence into scores.

    Parameters
    ----------
    program
        What the evidence is of.
    evidence
        From a fit with settings that differ from `settings` in decision knobs at most (`change_decision`).
    settings
        The method and its knobs.

    Returns
    -------
    scores
        Those of a fresh fit under `settings`.
    """
    if isinstance(settings, HierannotSettings):
        return hierannot.decide(program, evidence, settings)
    return default.decide(program, evidence, settings)
