"""Cluster means -> ranks and shares, as the default method sees them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from hierannot_dsl.kernels.ambient import ambient_profile, linear_share, without_ambient
from hierannot_dsl.kernels.normalise import scale_to
from hierannot_dsl.kernels.ranks import rank_expression, rank_scale
from hierannot_dsl.panel.panel import Panel

if TYPE_CHECKING:
    import pandas as pd

    from hierannot_dsl.kernels.arrays import Floats

# As in the default method: this share of each gene's lower quartile over clusters is ambient RNA.
AMBIENT_QUANTILE = 0.25
AMBIENT_WEIGHT = 0.6


@dataclass(frozen=True, eq=False)
class Profiles:
    """The clusters of one data set.

    Attributes
    ----------
    dataset
        What it is called.
    panel
        Its G genes.
    clusters
        C names.
    ranks
        Shape ``(G, C)``. Rank expression after ambient RNA was taken off: 0 up to the median gene of the
        cluster, 0.3 for the top quarter, 0.7 for the top tenth, 1.7 for the top hundredth.
    shares
        Shape ``(G, C)``. Linear expression, ambient RNA included, as a part of the cluster's sum.
    """

    dataset: str
    panel: Panel
    clusters: tuple[str, ...]
    ranks: Floats
    shares: Floats

    @cached_property
    def row_of(self) -> dict[str, int]:
        return {gene: row for row, gene in enumerate(self.panel.genes)}


def rank_profiles(dataset: str, means: pd.DataFrame, *, logged: bool = False) -> Profiles:
    """Rank the genes of every cluster.

    Parameters
    ----------
    dataset
        What to call it.
    means
        G genes x C clusters. Means of counts, or, where `logged`, of ln(1 + x). Zero means not seen; a
        missing value counts as zero. Of rows with the same gene the first counts.
    logged
        Whether the values are on a log scale.

    Raises
    ------
    ValueError
        If there are no genes or clusters, or values are negative or infinite.
    """
    kept = means.loc[~means.index.duplicated()].fillna(0.0)
    values = np.ascontiguousarray(kept.to_numpy(dtype=np.float64))
    if values.size == 0:
        msg = f"{dataset} holds no genes or no clusters"
        raise ValueError(msg)
    if not (values.min() >= 0 and values.max() < np.inf):
        msg = f"{dataset} holds values that are negative or infinite, and no means of expression"
        raise ValueError(msg)
    n_genes, n_clusters = values.shape
    factors = None if logged else scale_to(values.sum(axis=0), 1.0)
    linear = linear_share(values, factors)
    ambient = ambient_profile(values, factors, quantile=AMBIENT_QUANTILE)
    ranks = np.empty((n_clusters, n_genes))
    cleaned = without_ambient(np.ascontiguousarray(linear.T), ambient, weight=AMBIENT_WEIGHT)
    rank_expression(cleaned, rank_scale(n_genes, n_terms=max(n_genes, n_clusters)), out=ranks)
    sums = linear.sum(axis=0, dtype=np.float64)
    return Profiles(
        dataset=dataset,
        panel=Panel(dataset, tuple(map(str, kept.index))),
        clusters=tuple(map(str, kept.columns)),
        ranks=np.ascontiguousarray(ranks.T),
        shares=linear * scale_to(sums, 1.0),
    )
