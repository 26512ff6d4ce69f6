"""Profiles -> counts at random, the same for the same seed, cluster and draw, whatever else is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from hierannot_dsl.kernels.draws import hashes

if TYPE_CHECKING:
    from hierannot_dsl.program import Floats
    from hierannot_dsl.score.expression import Expression


def draw_counts(shares: Floats, expression: Expression, draw: int, *, depth: int, seed: int) -> Floats:
    """Draw transcripts from every cluster.

    Parameters
    ----------
    shares
        Shape ``(G, C)``. Each gene's part of a cluster's transcripts; a column sums to 1, or to 0.
    expression
        Whose genes and clusters these are.
    draw
        Number of the draw.
    depth
        Transcripts expected of a cluster.
    seed
        Any integer.

    Returns
    -------
    counts
        Shape ``(G, C)``. Each a Poisson number. The order of genes and clusters changes none of them.
    """
    order = np.argsort(np.array(expression.genes, dtype=object), kind="stable")
    counts = np.empty(shares.shape, dtype=np.float64)
    starts = hashes(expression.clusters, seed=seed)
    for cluster, start in enumerate(starts):
        generator = np.random.default_rng([int(start), draw])
        counts[order, cluster] = generator.poisson(shares[order, cluster] * depth)
    return counts


def shares_of(expression: Expression, input_type: str) -> Floats:
    """Shape ``(G, C)``: each gene's part of a cluster's transcripts, from means or their logarithms."""
    values = expression.values.astype(np.float64)
    linear = values if input_type == "raw_cluster_means" else np.expm1(values)
    totals = linear.sum(axis=0)
    shares: Floats = np.divide(linear, totals, out=np.zeros_like(linear), where=totals > 0)
    return shares
