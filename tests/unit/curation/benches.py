"""Data sets whose ranks are written down, a few genes by a few clusters."""

from __future__ import annotations

import numpy as np

from hierannot_dsl.curation.evidence import Bench
from hierannot_dsl.curation.placing import Known
from hierannot_dsl.curation.profiles import Profiles
from hierannot_dsl.model.hierarchy import Hierarchy
from hierannot_dsl.panel.panel import Panel


def profiles(dataset: str, clusters: str, ranks: dict[str, list[float]]) -> Profiles:
    """Shares are the ranks over 100, so that a leak is a ratio of medians of ranks."""
    values = np.array(list(ranks.values()), dtype=float)
    return Profiles(dataset, Panel(dataset, tuple(ranks)), tuple(clusters.split()), values, values / 100)


def bench(hierarchy: Hierarchy, *datasets: Profiles) -> Bench:
    """A cluster called ``T1`` is of the node ``T``; one called ``x`` is not known."""
    known = [
        Known(each.dataset, cluster, node=cluster[:-1])
        for each in datasets
        for cluster in each.clusters
        if cluster != "x"
    ]
    return Bench.of(hierarchy, datasets, known, lambda term: frozenset())
