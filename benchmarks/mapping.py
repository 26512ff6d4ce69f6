"""Score and margin of a call -> the chance that it is right, with few constants, fitted on judged calls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit, logit

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt
    import pandas as pd

    Floats = npt.NDArray[np.float64]

RIDGE = 1.0
HIGH_SCORE, HIGH_MARGIN, HIGH_RIVAL = 0.6, 0.3, 0.5
ENOUGH = 1.5  # times what high confidence asks; more than that is not seen to be safer


@dataclass(frozen=True)
class Mapping:
    """A logistic curve over a few features of a call: intercept, then a weight for each."""

    features: Callable[[pd.DataFrame], Floats]
    constants: Floats

    def __call__(self, calls: pd.DataFrame) -> Floats:
        """Shape ``(n,)``: the chance of each call to be right."""
        return expit(_design(self.features, calls) @ self.constants)


def weaker(calls: pd.DataFrame) -> Floats:
    """Margin or branch score as a part of what high confidence asks, whichever is less; up to `ENOUGH`."""
    part = np.fmin(calls["margin"] / HIGH_MARGIN, calls["branch"] / HIGH_SCORE)
    return np.clip(part.to_numpy(dtype=np.float64), 0, ENOUGH)[:, np.newaxis]


def weakest(calls: pd.DataFrame) -> Floats:
    """`weaker`, or the branch score that another lineage may have as a part of what it has."""
    rival = calls["rival"].where(calls["rival"] > 0)
    part = np.fmin(np.fmin(calls["margin"] / HIGH_MARGIN, calls["branch"] / HIGH_SCORE), HIGH_RIVAL / rival)
    return np.clip(part.to_numpy(dtype=np.float64), 0, ENOUGH)[:, np.newaxis]


def weaker_on_path(calls: pd.DataFrame) -> Floats:
    """The same with the smallest branch score on the way to the call."""
    part = np.fmin(calls["margin"] / HIGH_MARGIN, calls["least_branch"] / HIGH_SCORE)
    return np.clip(part.to_numpy(dtype=np.float64), 0, ENOUGH)[:, np.newaxis]


def margin_alone(calls: pd.DataFrame) -> Floats:
    return np.clip(calls[["margin"]].to_numpy(dtype=np.float64) / HIGH_MARGIN, 0, ENOUGH)


def both(calls: pd.DataFrame) -> Floats:
    parts = calls[["margin", "least_branch"]].to_numpy(dtype=np.float64) / [HIGH_MARGIN, HIGH_SCORE]
    return np.clip(parts, 0, ENOUGH)


FEATURES = {
    "weakest of margin / 0.3, B / 0.6 and 0.5 / B of another lineage": weakest,
    "margin / 0.3 and B / 0.6 only": weaker,
    "margin / 0.3 and smallest B on the path / 0.6": weaker_on_path,
    "margin alone": margin_alone,
    "margin and smallest B, a weight each": both,
}


def fit(features: Callable[[pd.DataFrame], Floats], calls: pd.DataFrame) -> Mapping:
    """Logistic regression with a ridge on the weights, not on the intercept.

    Parameters
    ----------
    features
        One of `FEATURES`.
    calls
        Columns that the features need, and ``right``.
    """
    design, right = _design(features, calls), calls["right"].to_numpy(dtype=np.float64)

    def loss(constants: Floats) -> tuple[float, Floats]:
        linear = design @ constants
        penalty = RIDGE * constants * np.r_[0.0, np.ones(len(constants) - 1)]
        value = np.logaddexp(0, linear).sum() - right @ linear + penalty @ constants / 2
        return float(value), design.T @ (expit(linear) - right) + penalty

    start = np.zeros(design.shape[1])
    start[0] = logit(np.clip(right.mean(), 0.01, 0.99))
    return Mapping(features, minimize(loss, start, jac=True, method="BFGS").x)


def left_out(features: Callable[[pd.DataFrame], Floats], calls: pd.DataFrame) -> tuple[Floats, list[Mapping]]:
    """Chances from fits that never saw the data set of a call, and these fits."""
    chances, fits = np.empty(len(calls)), []
    for dataset in calls["dataset"].unique():
        outside = (calls["dataset"] == dataset).to_numpy()
        fits.append(fit(features, calls[~outside]))
        chances[outside] = fits[-1](calls[outside])
    return chances, fits


def log_loss(chances: Floats, right: Floats) -> float:
    return float(-np.mean(np.log(np.where(right, chances, 1 - chances))))


def area_under_curve(scores: Floats, right: Floats) -> float:
    """How often a right call scores above a wrong one; ties count half. NaN where there are not both."""
    if right.all() or not right.any():
        return float("nan")
    good, bad = scores[right][:, np.newaxis], scores[~right]
    return float(((good > bad) + 0.5 * (good == bad)).mean())


def _design(features: Callable[[pd.DataFrame], Floats], calls: pd.DataFrame) -> Floats:
    values = features(calls)
    return np.column_stack([np.ones(len(values)), values])
