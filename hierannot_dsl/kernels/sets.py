"""Markers to marker sets: weighted sums, cut differences, and the best of several sets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from hierannot_dsl.kernels.exact import membership

if TYPE_CHECKING:
    from hierannot_dsl.kernels.arrays import Floats, Ints


def group_sums(values: Floats, groups: Ints, weights: Floats, n_groups: int) -> Floats:
    """Weighted sum of rows within groups.

    Parameters
    ----------
    values
        Shape ``(M, C)``.
    groups
        Shape ``(M,)``, from 0 to `n_groups` - 1.
    weights
        Shape ``(M,)``.
    n_groups
        Number of groups; one without rows sums to 0.

    Returns
    -------
    sums
        Shape ``(n_groups, C)``, in the unit of `values`. Rows of a group are added in their order.
    """
    return np.asarray(membership(groups, n_groups, weights) @ values)


def group_quantile(values: Floats, groups: Ints, n_groups: int, *, quantile: float) -> Floats:
    """Quantile of rows within groups, for every column.

    Parameters
    ----------
    values
        Shape ``(M, C)``.
    groups
        Shape ``(M,)``, from 0 to `n_groups` - 1.
    n_groups
        Number of groups.
    quantile
        From 0 to 1; between two rows it is interpolated linearly.

    Returns
    -------
    quantiles
        Shape ``(n_groups, C)``, in the unit of `values`; infinite for a group without rows.
    """
    sizes = np.bincount(groups, minlength=n_groups)
    order = np.argsort(groups, kind="stable")
    column = np.arange(len(groups)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    # Groups side by side, filled up with infinity, which sorts behind every value.
    padded = np.full((n_groups, max(1, int(sizes.max(initial=0))), values.shape[1]), np.inf)
    padded[groups[order], column] = values[order]
    padded.sort(axis=1)
    place = quantile * np.maximum(sizes - 1, 0)
    low = place.astype(np.int64)
    high = np.minimum(low + 1, np.maximum(sizes - 1, 0))
    row = np.arange(n_groups)
    below, above = padded[row, low], padded[row, high]
    with np.errstate(invalid="ignore"):  # infinity less infinity, where a group is empty
        quantiles = below + (place - low)[:, np.newaxis] * (above - below)
    return np.where((sizes > 0)[:, np.newaxis], quantiles, np.inf)


def best_of_groups(values: Floats, groups: Ints, n_groups: int) -> Ints:
    """Row with the largest value of every group, for every column.

    Parameters
    ----------
    values
        Shape ``(S, C)``. NaN takes no part.
    groups
        Shape ``(S,)``, from 0 to `n_groups` - 1.
    n_groups
        Number of groups.

    Returns
    -------
    best
        Shape ``(n_groups, C)``: a row of `values`, the first of equals; -1 where there is none.
    """
    known = np.where(np.isnan(values), -np.inf, values)
    largest = np.full((n_groups, values.shape[1]), -np.inf)
    np.maximum.at(largest, groups, known)
    best = np.full((n_groups, values.shape[1]), len(values), dtype=np.int64)
    is_best = (known == largest[groups]) & (known > -np.inf)
    np.minimum.at(best, groups, np.where(is_best, np.arange(len(values))[:, np.newaxis], len(values)))
    return np.where(best == len(values), -1, best)
