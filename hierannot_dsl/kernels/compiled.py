"""Loops that numba compiles, where it is installed: the same sums in the same order, sooner."""

from __future__ import annotations

import sys
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable


@cache
def row_adder() -> Callable[..., None] | None:
    """Give the compiled `add_rows`, or None where numba is not installed.

    Returns
    -------
    add_rows
        It lets other threads run, and is kept on disk where there is a place for it.
    """
    try:
        import numba
    except ImportError:
        return None
    return _compiled(numba, add_rows)


def stratum_adder() -> Callable[..., None] | None:
    """Give the compiled `add_strata`, or None where numba is not loaded.

    It saves less than loading numba takes, which scanpy does.
    """
    numba = sys.modules.get("numba")
    return None if numba is None else _stratum_adder(numba)


@cache
def _stratum_adder(numba: Any) -> Callable[..., None]:
    return _compiled(numba, add_strata)


def _compiled(numba: Any, loop: Callable[..., None]) -> Callable[..., None]:
    compiled: Callable[..., None]
    try:
        compiled = numba.njit(nogil=True, cache=True)(loop)
    except RuntimeError:  # neither the package nor the home folder can be written to
        compiled = numba.njit(nogil=True)(loop)
    return compiled


def add_rows(
    data: Any,
    indices: Any,
    indptr: Any,
    order: Any,
    starts: Any,
    first: int,
    last: int,
    sums: Any,
    detected: Any,
) -> None:
    """Add the rows of a CSR matrix to the sums of some groups, in the order of rows.

    Parameters
    ----------
    data, indices, indptr
        The matrix, cells by genes.
    order
        Shape ``(C,)``. Cells by group, in their order within each.
    starts
        Shape ``(K + 1,)``. Where each group starts in `order`.
    first, last
        Groups from the first up to but without the last.
    sums
        Shape ``(K, G)``; added to.
    detected
        Shape ``(K, G)``: cells with a value above zero; added to.
    """
    for group in range(first, last):
        total = sums[group]
        seen = detected[group]
        for place in range(starts[group], starts[group + 1]):
            cell = order[place]
            # Without a sign there is no look whether a place is counted from the end.
            for entry in range(np.uint64(indptr[cell]), np.uint64(indptr[cell + 1])):
                gene = np.uint64(indices[entry])
                value = data[entry]
                total[gene] += value
                seen[gene] += value > 0


def add_strata(bits: Any, base: Any, edges: Any, totals: Any, strata: Any, sums: Any) -> None:
    """Sum rows, and add each to the sum of those whose totals are alike.

    Parameters
    ----------
    bits
        Shape ``(G, C)``. Values with a shift on top (`sum_shifted`), read as whole numbers.
    base
        The shift, read so.
    edges
        Shape ``(K - 1,)``, increasing: totals from which the next stratum begins.
    totals, strata
        Shape ``(G,)``: receive the sum of every row, in steps of the shift, and its stratum.
    sums
        Shape ``(K, C)``; added to.
    """
    for gene in range(len(bits)):
        row = bits[gene]
        total = 0
        for cluster in range(len(row)):
            total += row[cluster] - base
        stratum = np.searchsorted(edges, total, side="right")
        totals[gene] = total
        strata[gene] = stratum
        of_stratum = sums[stratum]
        for cluster in range(len(row)):
            of_stratum[cluster] += row[cluster] - base
