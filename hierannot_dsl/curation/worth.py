"""Ranks of clusters, and where they stand -> what a set of genes is worth for one program in one data set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hierannot_dsl.curation.placing import Place, Tree
    from hierannot_dsl.curation.profiles import Profiles
    from hierannot_dsl.kernels.arrays import Floats

Flags: TypeAlias = npt.NDArray[np.bool_]
Rows: TypeAlias = npt.NDArray[np.int64]

QUARTER = np.log10(2.0)  # rank expression of the gene that ends the top quarter
TENTH = np.log10(5.0)  # and the top tenth
TWICE = np.log10(2.0)  # twice as near the top
TOLERANCE = 1e-6  # ranks are rounded to a grid
MOST_PAIRS = 1_000_000  # compared at a time: 8 MB


@dataclass(frozen=True, eq=False)
class Roles:
    """What the clusters of one data set are to one program.

    Attributes
    ----------
    own
        Shape ``(C,)``. Of the type.
    others
        Shape ``(C,)``. Of other types; what is undecided is neither.
    siblings
        Of the others, those of each sibling at the fork that has some, as ``(C,)`` flags. Of an only child,
        the parent's others.
    root
        Whether the program stands at the root fork: its rivals are all others, else the siblings.
    """

    own: Flags
    others: Flags
    siblings: tuple[Flags, ...]
    root: bool

    @property
    def rivals(self) -> Flags:
        if self.root:
            return self.others
        rivals: Flags = np.logical_or.reduce([np.zeros_like(self.own), *self.siblings])
        return rivals


@dataclass(frozen=True, eq=False)
class Worth:
    """What K genes are worth for one program in one data set; every array has shape ``(K,)``.

    Attributes
    ----------
    own
        Median rank expression over the program's own clusters.
    detected
        How many of these have the gene in their top quarter.
    lead
        `own` less the highest median of a sibling; NaN without siblings.
    holds
        In the top tenth of every own cluster, and twice as near the top there as in any cluster of a rival.
    wins, pairs
        Pairs of an own and another cluster, and in how many of them the own ranks higher; half for ties.
    leak
        Median share of the counts in other clusters, as a part of that in own ones; NaN where one is zero or
        missing.
    share
        Share of the counts in the mean cluster.
    """

    n_own: int
    rivalled: bool
    own: Floats
    detected: Rows
    lead: Floats
    holds: Flags
    wins: Floats
    pairs: int
    leak: Floats
    share: Floats


def roles_of(name: str, tree: Tree, places: Mapping[str, Place], clusters: tuple[str, ...]) -> Roles:
    """What each cluster is to a program; a cluster of which nothing is known is neither own nor other."""
    known = [places.get(cluster) for cluster in clusters]
    own = _flags(place is not None and name in place.own for place in known)
    open_ = _flags(place is None or name in place.undecided for place in known)
    others = ~own & ~open_
    parent = tree.parents[name]
    rivals = tree.siblings[name] or (parent,)
    siblings = (
        others & _flags(place is not None and rival in place.own for place in known) for rival in rivals
    )
    return Roles(own, others, tuple(flags for flags in siblings if flags.any()), not parent)


def holding(ranks: Floats, roles: Roles) -> Flags:
    """Shape ``(K,)``: which genes hold, as `Worth` says it.

    Parameters
    ----------
    ranks
        Shape ``(K, C)``. Rank expression.
    roles
        What the clusters are; at least one is the program's own.
    """
    rivals = ranks[:, roles.rivals]
    if not rivals.shape[1]:
        return np.zeros(len(ranks), dtype=np.bool_)
    lowest, highest = ranks[:, roles.own].min(axis=1), rivals.max(axis=1, initial=0.0)
    holds: Flags = (lowest >= TENTH - TOLERANCE) & (lowest - highest >= TWICE - TOLERANCE)
    return holds


def worth_of(profiles: Profiles, rows: Rows, roles: Roles) -> Worth:
    """Measure genes for a program that has own clusters.

    Parameters
    ----------
    profiles
        The data set.
    rows
        Shape ``(K,)``. The genes, as rows of it.
    roles
        What its clusters are; at least one is the program's own.

    Notes
    -----
    Besides the rows of the data set, memory does not grow with K.
    """
    ranks, shares = profiles.ranks[rows], profiles.shares[rows]
    own = ranks[:, roles.own]  # (K, own)
    others = ranks[:, roles.others]  # (K, others)
    middle = np.median(own, axis=1)
    return Worth(
        n_own=own.shape[1],
        rivalled=bool(roles.rivals.any()),
        own=middle,
        detected=(own >= QUARTER - TOLERANCE).sum(axis=1),
        lead=middle - _highest_median(ranks, roles),
        holds=holding(ranks, roles),
        wins=_wins(own, others),
        pairs=own.shape[1] * others.shape[1],
        leak=_leak(shares, roles),
        share=shares.mean(axis=1),
    )


def _wins(own: Floats, others: Floats) -> Floats:
    """Shape ``(K,)``: pairs of an own and another cluster in which the own is higher; ties are half."""
    wins = np.empty(len(own))
    at_once = max(1, MOST_PAIRS // max(1, own.shape[1] * others.shape[1]))
    for start in range(0, len(own), at_once):
        block = slice(start, start + at_once)
        above = own[block, :, np.newaxis] - others[block, np.newaxis, :]  # (block, own, others)
        wins[block] = ((above > TOLERANCE) + 0.5 * (np.abs(above) <= TOLERANCE)).sum(axis=(1, 2))
    return wins


def _highest_median(ranks: Floats, roles: Roles) -> Floats:
    if not roles.siblings:
        return np.full(len(ranks), np.nan)
    medians: Floats = np.max([np.median(ranks[:, flags], axis=1) for flags in roles.siblings], axis=0)
    return medians


def _leak(shares: Floats, roles: Roles) -> Floats:
    missing = np.full(len(shares), np.nan)
    if not roles.others.any():
        return missing
    own = np.median(shares[:, roles.own], axis=1)
    others = np.median(shares[:, roles.others], axis=1)
    leak: Floats = np.divide(others, own, out=missing, where=own > 0)
    return leak


def _flags(values: Iterable[bool]) -> Flags:
    return np.array(list(values), dtype=np.bool_)
