"""Expression: the matrix that is scored, checked once, where its genes and clusters have names."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from hierannot_dsl.kernels.extremes import peaks_of

if TYPE_CHECKING:
    from hierannot_dsl.program import Floats

NAMED = 5
NEGATIVE = "negative"


@dataclass(frozen=True, eq=False)
class Expression:
    """One value per gene and cluster, finite and not negative.

    Attributes
    ----------
    genes
        G distinct symbols, spelt as in the `panel_symbols` of the program that will score them.
    clusters
        C distinct names.
    values
        Shape ``(G, C)``, in any order in memory; float32 or float64. What the unit is, the settings'
        `input_type` says. Zero means not seen.
    detection
        Shape ``(G, C)``: the fraction of a cluster's cells in which the gene was seen, or None where there
        are no cells to ask.
    peaks
        Shape ``(C,)``. The largest value of every cluster; found out, not given.

    Raises
    ------
    ValueError
        If shapes and names disagree, a name occurs twice, or a value is missing, infinite or negative: the
        message counts the values and names genes and clusters.
    """

    genes: tuple[str, ...]
    clusters: tuple[str, ...]
    values: npt.NDArray[np.floating]
    detection: npt.NDArray[np.floating] | None = None
    peaks: Floats = field(init=False)

    def __post_init__(self) -> None:
        shape = (len(self.genes), len(self.clusters))
        _check_names("gene", self.genes, len(self.row_of))
        _check_names("cluster", self.clusters, len(set(self.clusters)))
        _check_shape("expression", self.values, shape)
        peaks = peaks_of(self.values)
        if np.isnan(peaks).any():
            _raise_fault("expression", self.values, self)
        object.__setattr__(self, "peaks", peaks)
        if self.detection is not None:
            _check_shape("detection", self.detection, shape)
            if not (self.detection.min() >= 0 and self.detection.max() < np.inf):
                _raise_fault("detection", self.detection, self)
            if self.detection.max() > 1:
                msg = "detection is a fraction of cells, but holds values above 1"
                raise ValueError(msg)

    @cached_property
    def row_of(self) -> dict[str, int]:
        """Row of every gene."""
        return dict(zip(self.genes, range(len(self.genes)), strict=True))

    @property
    def n_genes(self) -> int:
        return len(self.genes)

    @property
    def n_clusters(self) -> int:
        return len(self.clusters)


def _check_names(kind: str, names: tuple[str, ...], n_distinct: int) -> None:
    if not names:
        msg = f"expression has no {kind}"
        raise ValueError(msg)
    if n_distinct < len(names):
        seen: set[str] = set()
        found = [name for name in names if name in seen or seen.add(name)]  # type: ignore[func-returns-value]
        twice = list(dict.fromkeys(found))
        occur = "name occurs" if len(twice) == 1 else "names occur"
        msg = f"{len(twice)} {kind} {occur} more than once: {_some(twice)}"
        raise ValueError(msg)


def _check_shape(what: str, values: npt.NDArray[np.floating], shape: tuple[int, int]) -> None:
    if values.shape != shape:
        msg = f"{what} has shape {values.shape}, the names are for {shape} (genes, clusters)"
        raise ValueError(msg)


def _raise_fault(what: str, values: npt.NDArray[np.floating], expression: Expression) -> None:
    for fault, wrong in (
        ("missing (NaN)", np.isnan(values)),
        ("infinite", np.isinf(values)),
        (NEGATIVE, values < 0),
    ):
        if wrong.any():
            genes = [expression.genes[row] for row in np.flatnonzero(wrong.any(axis=1))]
            clusters = [expression.clusters[column] for column in np.flatnonzero(wrong.any(axis=0))]
            holds = "1 value that is" if wrong.sum() == 1 else f"{wrong.sum()} values that are"
            msg = (
                f"{what} holds {holds} {fault}, "
                f"in {_counted(len(genes), 'gene')} ({_some(genes)}) and "
                f"{_counted(len(clusters), 'cluster')} ({_some(clusters)})"
            )
            if fault == NEGATIVE:
                msg += "; scaled values, as after sc.pp.scale, cannot be scored: give counts or logarithms"
            raise ValueError(msg)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _some(names: list[str]) -> str:
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return ", ".join(f"`{name}`" for name in names[:NAMED]) + more
