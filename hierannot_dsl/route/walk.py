"""Scores -> Routes: at every fork the best branch, as long as its evidence passes every gate."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hierannot_dsl.program import Program
    from hierannot_dsl.route.result import Routes
    from hierannot_dsl.score.result import Scores
    from hierannot_dsl.score.settings import Settings


def route_clusters(program: Program, scores: Scores, settings: Settings) -> Routes:
    """Route every cluster from the roots down."""
    raise NotImplementedError
