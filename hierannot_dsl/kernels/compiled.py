"""Loops that numba compiles, where it is installed: the same sums in the same order, sooner."""

from __future__ import annotations

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
    compiled: Callable[..., None]
    try:
        compiled = numba.njit(nogil=True, cache=True)(add_rows)
    except RuntimeError:  # neither the package nor the home folder can be written to
        compiled = numba.njit(nogil=True)(add_rows)
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
