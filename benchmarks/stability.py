"""How many labels depend on which other clusters happen to be in the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from benchmarks.predict import annotate

if TYPE_CHECKING:
    import pandas as pd

    from benchmarks.predict import Task

KEY = ["dataset", "cluster", "hierarchy"]


def changed_by_halving(asked: list[Task], method: str, complete: pd.DataFrame, draws: int) -> tuple[int, int]:
    """Drop a random half of each data set's clusters, `draws` times, and compare the labels of the rest.

    Returns
    -------
    changed, compared
        Labels (depth and status included) that differ from those of the `complete` data, and all that stayed.
    """
    before = complete.set_index(KEY)[["label", "status"]]
    changed = compared = 0
    for draw in range(draws):
        random = np.random.default_rng(draw)
        for task in asked:
            clusters = list(task.profile.means.columns)
            kept = sorted(random.permutation(len(clusters))[: (len(clusters) + 1) // 2])
            half = task.profile.with_clusters([clusters[index] for index in kept])
            after = annotate(half, task.hierarchy, method).set_index(KEY)[["label", "status"]]
            changed += int((after != before.loc[after.index]).any(axis=1).sum())
            compared += len(after)
    return changed, compared
