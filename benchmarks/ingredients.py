"""The ingredients of ``method="default"``, each with a way to take it away."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from unittest import mock

import numpy as np

from benchmarks.edits import (
    without_fork_contrasts,
    without_negatives,
    without_root_contrasts,
    without_variants,
)
from hierannot_dsl.score import default

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import numpy.typing as npt

    from hierannot_dsl.program import Program


@dataclass(frozen=True)
class Ingredient:
    """Knobs and an edit of the program that take the ingredient away; `ranks` says that it is the ranks."""

    name: str
    knobs: dict[str, Any] = field(default_factory=dict)
    edit: Callable[[Program], Program] | None = None
    ranks: bool = False


INGREDIENTS = (
    Ingredient("contrasts at the root", edit=without_root_contrasts),
    Ingredient("contrasts in forks", edit=without_fork_contrasts),
    Ingredient("variants", edit=without_variants),
    Ingredient("negative markers", edit=without_negatives),
    Ingredient(
        "parents lifted by their best child",
        {"level1_branch_child_rescue_weight": 0.0, "branch_child_rescue_weight": 0.0},
    ),
    Ingredient("ranks in place of logarithms", ranks=True),
    Ingredient("controls of all genes mixed in", {"bin_weight": 1.0}),
    Ingredient("shrinkage of short lists", {"marker_shrinkage": 0.0}),
    # A call below medium confidence is told as unknown: the threshold alone would show nothing.
    Ingredient("least score of a label", {"score_threshold": 0.0, "medium_confidence_score": 0.0}),
    Ingredient(
        "stricter thresholds below the first label",
        {"child_score_threshold": 0.0, "child_margin_threshold": 0.0},
    ),
    Ingredient("least part of the parent's score", {"min_parent_fraction": 0.0}),
    Ingredient("stop before forks that cannot be seen", {"max_unscorable_fraction": 1.0}),
    Ingredient("ambient subtraction", {"ambient_weight": 0.0}),
)
ALL_OFF = INGREDIENTS


@contextmanager
def log_expression() -> Iterator[None]:
    """Score ln(1 + counts per 10,000) where the method takes ranks within a cluster."""
    with mock.patch.object(default, "rank_expression", _log):
        yield


def _log(values: npt.NDArray[np.float64], scale: object, *, out: npt.NDArray[np.float64]) -> None:
    del scale
    sums = values.sum(axis=1, keepdims=True)
    np.log1p(values / np.where(sums > 0, sums, 1) * 1e4, out=out)
