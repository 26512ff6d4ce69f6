"""Cluster assignments of any kind -> one code per cell and the names of the clusters as text."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from hierannot_dsl.adapters.notices import some

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy.typing as npt


@dataclass(frozen=True, eq=False)
class Clusters:
    """Cells in clusters.

    Attributes
    ----------
    names
        K names, distinct, as text.
    codes
        Shape ``(C,)``. Index into `names` for every cell, -1 for a cell without a cluster.
    """

    names: tuple[str, ...]
    codes: npt.NDArray[np.int64]

    def only(self, cells: npt.NDArray[np.bool_]) -> Clusters:
        """The same clusters, with these cells alone; one may be left without any."""
        return Clusters(self.names, np.where(cells, self.codes, -1))

    def of_at_least(self, min_cells: int) -> Clusters:
        """The clusters of so many cells; cells of the others have none."""
        large = self.sizes >= min_cells
        if large.all():
            return self
        place = np.append(np.where(large, np.cumsum(large) - 1, -1), -1)
        names = tuple(name for name, kept in zip(self.names, large, strict=True) if kept)
        return Clusters(names, place[self.codes])

    @property
    def sizes(self) -> npt.NDArray[np.int64]:
        """Shape ``(K,)``. Cells in each cluster."""
        return np.bincount(self.codes[self.codes >= 0], minlength=len(self.names))

    @property
    def n_unassigned(self) -> int:
        return int((self.codes < 0).sum())


def read_clusters(assignments: Any) -> Clusters:
    """Read cluster ids of strings, numbers or categories.

    Categories keep their order, and unused ones are dropped. Other ids are sorted: numbers by value, text
    with the numbers in it by value (``c2`` before ``c10``). A missing id is no cluster; the text ``"NA"``
    is one.

    Raises
    ------
    ValueError
        If two different ids have one name, such as ``0`` and ``"0"``.
    """
    ids = pd.Series(assignments)
    if isinstance(ids.dtype, pd.CategoricalDtype):
        used = ids.cat.remove_unused_categories()
        codes, distinct = used.cat.codes.to_numpy(), list(used.cat.categories)
    else:
        found, distinct = _distinct(ids)
        order = sorted(range(len(distinct)), key=lambda at: _sort_key(distinct[at]))
        rank = np.empty(len(order) + 1, dtype=np.int64)
        rank[order], rank[-1] = np.arange(len(order)), -1
        codes, distinct = rank[found], [distinct[at] for at in order]
    names = [name_of(value) for value in distinct]
    repeated = [name for name, count in Counter(names).items() if count > 1]
    if repeated:
        msg = f"different cluster ids have one name as text: {some(repeated)}"
        raise ValueError(msg)
    return Clusters(tuple(names), codes.astype(np.int64))


def name_of(value: object) -> str:
    """A cluster id as text: ``0``, ``0.0`` and ``"0"`` are the same name."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, bool | np.bool_):
        return str(bool(value))
    if isinstance(value, Integral):
        return str(int(value))
    if isinstance(value, Real) and float(value).is_integer():
        return str(int(float(value)))
    return str(value)


def names_of(values: Iterable[object]) -> list[str]:
    """Every value as text."""
    return [value if type(value) is str else name_of(value) for value in values]


def _distinct(ids: pd.Series[Any]) -> tuple[npt.NDArray[np.int64], list[Any]]:
    # By type too: pandas takes 1 and True, or 0 and 0.0, for one value in an object column.
    if ids.dtype != object:
        codes, distinct = pd.factorize(ids)
        return np.asarray(codes, dtype=np.int64), list(distinct)
    seen: dict[tuple[type, Any], int] = {}
    missing = ids.isna().to_numpy()
    coded = [
        -1 if absent else seen.setdefault((type(value), value), len(seen))
        for value, absent in zip(ids, missing, strict=True)
    ]
    return np.array(coded, dtype=np.int64), [value for _, value in seen]


def _sort_key(value: Any) -> tuple[Any, ...]:
    if isinstance(value, Real):
        return (0, float(value), "")
    parts = re.split(r"(\d+)", str(value))
    return (1, [(int(part), "") if at % 2 else (-1, part) for at, part in enumerate(parts)], str(value))
