"""`annot_stability` beside the truth: is a call that survives more often right?"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from benchmarks.calibration import AS_IT_IS, WORLDS
from benchmarks.mapping import area_under_curve, left_out, log_loss, weakest

if TYPE_CHECKING:
    import numpy.typing as npt

EDGES = (0.0, 0.5, 0.7, 0.9, 0.99, 1.01)
FIRM = 0.7
NAMES = ("below 0.5", "0.5 to 0.7", "0.7 to 0.9", "0.9 to 0.99", "0.99 to 1")


def by_share(calls: pd.DataFrame) -> pd.DataFrame:
    """Per range of stability: calls, and how many are right, in each world."""
    rows = []
    for name, (low, high) in zip(NAMES, pairwise(EDGES), strict=True):
        row: dict[str, object] = {"`annot_stability`": name}
        for world in WORLDS:
            mine = calls[calls["world"] == world]
            inside = mine[(mine["stability"] >= low) & (mine["stability"] < high)]
            row[f"{world}: calls"] = len(inside)
            row[f"{world}: wrong"] = int((~inside["right"]).sum())
            row[f"{world}: right %"] = f"{100 * inside['right'].mean():.1f}" if len(inside) else "-"
        rows.append(row)
    return pd.DataFrame(rows)


def by_level(calls: pd.DataFrame) -> pd.DataFrame:
    """Calls of the catalog: what stability adds within a level of confidence."""
    calls = calls[calls["world"] == AS_IT_IS]
    rows = []
    for level in ("high", "medium"):
        for name, chosen in (
            ("0.7 and more", calls["stability"] >= 0.7),
            ("below 0.7", calls["stability"] < 0.7),
        ):
            inside = calls[chosen & (calls["confidence"] == level)]
            rows.append(
                {
                    "confidence": level,
                    "`annot_stability`": name,
                    "calls": len(inside),
                    "wrong": int((~inside["right"]).sum()),
                    "right %": f"{100 * inside['right'].mean():.1f}" if len(inside) else "-",
                }
            )
    return pd.DataFrame(rows)


def what_it_adds(calls: pd.DataFrame) -> pd.DataFrame:
    """How well each tells right from wrong, alone and together, left one data set out."""
    right = calls["right"].to_numpy()
    features = {
        "`annot_stability` alone": _stability,
        "margin, B and other lineage, as in `annot_confidence_score`": weakest,
        "both": lambda calls: np.column_stack([weakest(calls), _stability(calls)]),
    }
    rows = []
    for name, feature in features.items():
        chances, fits = left_out(feature, calls)
        weights = ", ".join(f"{value:.1f}" for value in np.mean([one.constants for one in fits], axis=0))
        rows.append(
            {
                "": name,
                "mean constants": weights,
                "log loss": f"{log_loss(chances, right):.4f}",
                "area": f"{area_under_curve(chances, right):.3f}",
            }
        )
    return pd.DataFrame(rows)


def _stability(calls: pd.DataFrame) -> npt.NDArray[np.float64]:
    return calls[["stability"]].to_numpy(dtype=np.float64)
