"""How many labels depend on which other clusters happen to be in the data."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.conditions import TRUTH
from benchmarks.predict import annotate
from benchmarks.workbench import rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pandas as pd

    from benchmarks.conditions import Case
    from benchmarks.predict import Task
    from benchmarks.workbench import Edit, Workbench

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


def share_changed(
    bench: Workbench,
    complete: pd.DataFrame,
    changed_cases: Iterable[Case],
    edit: Edit | None = None,
    **knobs: Any,
) -> float:
    """Percentage of labels (depth and status included) that differ from those of the `complete` data."""
    before = complete.set_index(KEY)[["label", "status"]]
    changed = compared = 0
    for case in changed_cases:
        after = rows_of(case, bench.fit(case, edit, **knobs)).set_index(KEY)[["label", "status"]]
        changed += int((after != before.loc[after.index]).any(axis=1).sum())
        compared += len(after)
    return 100 * changed / compared


def some_clusters(bench: Workbench, fraction: float, draws: int) -> Iterator[Case]:
    """Every data set as it is with a random `fraction` of its clusters, one at least, `draws` times."""
    for draw in range(draws):
        random = np.random.default_rng(draw)
        for case in bench.cases:
            if case.condition == TRUTH:
                names = list(case.task.profile.means.columns)
                n_kept = max(1, math.ceil(fraction * len(names)))
                kept = sorted(random.permutation(len(names))[:n_kept])
                yield case.with_profile(case.task.profile.with_clusters([names[index] for index in kept]))


def single_clusters(bench: Workbench) -> Iterator[Case]:
    """Every cluster of the data as they are, alone."""
    for case in bench.cases:
        if case.condition == TRUTH:
            for name in case.task.profile.means:
                yield case.with_profile(case.task.profile.with_clusters([str(name)]))
