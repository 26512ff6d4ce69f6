"""AnnotationResult -> how often every label survives, had the markers been a little different."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from hierannot_dsl.kernels.draws import hashes, uniforms
from hierannot_dsl.route.walk import call_clusters
from hierannot_dsl.score.interpret import decide
from hierannot_dsl.score.resample import Resampler
from hierannot_dsl.score.settings import HierannotSettings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.export.result import AnnotationResult
    from hierannot_dsl.program import Flags, Floats, Ints, Program

N_RESAMPLES = 100
# Up to this many clusters, resampling takes less time than the fit.
FEW_CLUSTERS = 100
# Clusters times resamples: enough for speed, few enough for memory.
DECIDED_AT_ONCE = 1 << 13


def label_stability(
    result: AnnotationResult, n_resamples: int | None = None, *, cluster: int | None = None
) -> Floats:
    """Decide again from evidence in which every gene has a random weight, and see which labels are the same.

    Parameters
    ----------
    result
        A fit.
    n_resamples
        How many times; 0 asks nothing. None: `N_RESAMPLES`, and 0 for more than `FEW_CLUSTERS` clusters.
    cluster
        The index of the only cluster to ask for.

    Returns
    -------
    stability
        Shape ``(C,)``, or ``(1,)`` for one `cluster`. Part of the resamples in which a call is the same node
        or one below it, and in which a cluster without a call has none. NaN where nothing was asked.

    Notes
    -----
    A gene's weights come from its symbol alone, so that the order of genes and clusters, and other nodes,
    change nothing. ``method="hierannot"`` compares clusters: there every resample also leaves out a random
    half of them, by their names, and a cluster counts where it stays.
    """
    program, settings, scores = result.program, result.settings, result.scores
    n_clusters = scores.evidence.n_clusters
    if n_resamples is None:
        n_resamples = N_RESAMPLES if cluster is not None or n_clusters <= FEW_CLUSTERS else 0
    if n_resamples < 0:
        msg = f"n_resamples is {n_resamples}, below 0"
        raise ValueError(msg)
    asked = np.arange(n_clusters) if cluster is None else np.array([cluster])
    survived, counted = np.zeros(n_clusters), np.zeros(n_clusters)
    if n_resamples > 0:
        resampler = Resampler.of(program, scores.evidence, settings, n_resamples)
        below = _below(program)
        for resamples, columns in _rounds(result, n_resamples, asked):
            drawn = decide(program, resampler.draw(resamples, columns), settings)
            label = call_clusters(program, drawn, settings).reshape(-1, len(columns))
            survived[columns] += below[result.routes.label[columns], label].sum(axis=0)
            counted[columns] += len(label)
    with np.errstate(invalid="ignore"):  # 0 / 0 is the NaN promised above
        stability: Floats = survived[asked] / counted[asked]
    return stability


def _rounds(result: AnnotationResult, n_resamples: int, asked: Ints) -> Iterator[tuple[slice, Ints]]:
    """What is decided at once: some resamples of some clusters."""
    if isinstance(result.settings, HierannotSettings):
        clusters = result.scores.clusters
        stays = uniforms(hashes(clusters, seed=0), n_resamples) < 0.5
        for at, row in enumerate(stays):
            columns = np.flatnonzero(row | (len(clusters) == 1))
            if np.isin(asked, columns).any():
                yield slice(at, at + 1), columns
        return
    step = max(1, DECIDED_AT_ONCE // n_resamples)
    for start in range(0, len(asked), step):
        yield slice(0, n_resamples), asked[start : start + step]


def _below(program: Program) -> Flags:
    """Shape ``(N + 1, N + 1)``. Whether the second is the first or stands below it; the last is no call."""
    below = np.eye(program.n_programs + 1, dtype=bool)
    for node, parent in enumerate(program.parent):
        if parent >= 0:
            below[:, node] |= below[:, parent]
    return below
