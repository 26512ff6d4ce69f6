"""A program's own score and its best child's -> the branch score B."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from hierannot_dsl.program import Floats, Program
    from hierannot_dsl.score.settings import Settings


def roll_up(program: Program, own: Floats, settings: Settings) -> Floats:
    """Let the best child lift its parent, from the leaves up.

    Parameters
    ----------
    program
        N programs, parents before children. Contrasts count as children: what speaks for smooth muscle
        speaks for its parent too.
    own
        Shape ``(N, C)``. Own score of every program; NaN where it has none.
    settings
        The rescue weights beta, and whether a child may also pull its parent down.

    Returns
    -------
    branch
        Shape ``(N, C)``. At a leaf, and where no child has a score: the own score. Without an own score:
        the best child's. Else (1 - beta) own + beta max(0, best child's), and under ``rescue_only`` no less
        than own.
    """
    level1 = settings.level1_branch_child_rescue_weight
    beta = np.where(program.level == 1, level1, settings.branch_child_rescue_weight)
    beta = np.where(np.isnan(program.rescue), beta, program.rescue)
    branch = own.copy()
    best_child = np.full(own.shape, -np.inf)
    for node in range(program.n_programs - 1, -1, -1):
        rescued = (1 - beta[node]) * own[node] + beta[node] * np.maximum(0.0, best_child[node])
        if settings.rescue_only:
            rescued = np.maximum(own[node], rescued)
        has_child = best_child[node] > -np.inf
        branch[node] = np.where(
            has_child, np.where(np.isnan(own[node]), best_child[node], rescued), own[node]
        )
        if program.parent[node] >= 0:
            above = best_child[program.parent[node]]
            np.fmax(above, branch[node], out=above)
    return branch
