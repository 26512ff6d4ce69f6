"""How the cells of a cluster become one profile: all or the central ones, their mean or their middle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse

from hierannot_dsl.adapters.blocks import blocks_of, in_memory, is_dask, is_stored_sparse
from hierannot_dsl.adapters.notices import counted
from hierannot_dsl.kernels.central import closeness_to_centroid, degree_within_group, most_central

if TYPE_CHECKING:
    from collections.abc import Callable

    from hierannot_dsl.kernels.arrays import Ints

METHODS = ("mean", "median", "trimmed_mean", "central_cells_mean", "central_cells_trimmed_mean")
CENTRALITIES = ("centroid", "graph")


@dataclass(frozen=True)
class Averaging:
    """What `method` and its numbers say, checked.

    Raises
    ------
    ValueError
        If the method or the centrality is none of those above, or a fraction is out of range.
    """

    method: str = "mean"
    trim_fraction: float = 0.1
    central_fraction: float = 0.5
    centrality: str = "centroid"

    def __post_init__(self) -> None:
        for name, value, known in (
            ("method", self.method, METHODS),
            ("centrality", self.centrality, CENTRALITIES),
        ):
            if value not in known:
                msg = f"{name} {value!r} is not one of {', '.join(map(repr, known))}"
                raise ValueError(msg)
        if not 0 <= self.trim_fraction < 0.5:
            msg = f"trim_fraction is {self.trim_fraction}; it is 0 or more and less than 0.5"
            raise ValueError(msg)
        if not 0 < self.central_fraction <= 1:
            msg = f"central_fraction is {self.central_fraction}; it is more than 0 and at most 1"
            raise ValueError(msg)

    @property
    def of_central_cells(self) -> bool:
        return self.method.startswith("central_cells")

    @property
    def is_mean(self) -> bool:
        return self.method in ("mean", "central_cells_mean")

    def cut(self, sizes: Ints) -> Ints:
        """How many cells of each cluster are cut off at each end."""
        if self.method == "median":
            return (sizes - 1) // 2
        return (self.trim_fraction * sizes).astype(np.int64)

    def central_only(
        self,
        groups: Ints,
        n_groups: int,
        representation: Callable[[], Any],
        connectivities: Callable[[], Any],
    ) -> Ints:
        """Groups of cells, -1 also for the cells that are not central.

        Parameters
        ----------
        groups
            Shape ``(C,)``. Group of every cell; -1 for a cell of none.
        n_groups
            Number of groups.
        representation, connectivities
            Give the points of cells and their neighbour graph; only what is needed is asked for.

        Raises
        ------
        ValueError
            If their shape does not fit, or a point is not finite.
        """
        if self.centrality == "graph":
            graph = sparse.csr_array(loaded(connectivities()))
            _check_length("connectivities", graph.shape[0], len(groups))
            centrality = degree_within_group(graph, groups)
        else:
            points = np.asarray(loaded(representation()))
            _check_length("representation", points.shape[0], len(groups))
            odd = int((~np.isfinite(points).all(axis=1) & (groups >= 0)).sum())
            if odd:
                msg = f"representation has {counted(odd, 'cell')} with a value that is not finite"
                raise ValueError(msg)
            centrality = closeness_to_centroid(points, groups, n_groups)
        central = most_central(centrality, groups, n_groups, fraction=self.central_fraction)
        return np.where(central, groups, -1)


def loaded(values: Any) -> Any:
    """Read a matrix that is in a file or in a lazy graph; what is in memory stays."""
    if hasattr(values, "to_numpy"):
        return values.to_numpy()
    if is_dask(values):
        return in_memory(values.compute())
    if is_stored_sparse(values):
        parts: list[Any] = [block.values for block in blocks_of(values)]
        return sparse.hstack(parts, "csc") if values.format == "csc" else sparse.vstack(parts, "csr")
    return values if sparse.issparse(values) else np.asarray(values)


def _check_length(what: str, found: int, cells: int) -> None:
    if found != cells:
        msg = f"{what} has {counted(found, 'cell')}, the clusters have {cells:,}"
        raise ValueError(msg)
