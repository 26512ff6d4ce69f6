"""Names for kinds of arrays, and how a large one is walked in pieces that fit a cache."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Floats: TypeAlias = npt.NDArray[np.float64]
Ints: TypeAlias = npt.NDArray[np.int64]
Flags: TypeAlias = npt.NDArray[np.bool_]
Numbers: TypeAlias = npt.NDArray[np.floating]

# Values in a block that stays in a cache (1 MiB; in smaller ones, threads wait for the interpreter more than
# they compute), and in a matrix that may be kept whole (64 MiB).
BLOCK = 1 << 17
KEPT = 1 << 23


def pieces(length: int, width: int, *, values: int = BLOCK) -> list[slice]:
    """Cut an axis of `length` positions, each `width` values wide, into slices of about `values` values."""
    step = max(1, values // max(1, width))
    return [slice(start, min(start + step, length)) for start in range(0, length, step)]


def clusters_first(values: Numbers) -> bool:
    """Whether the values of a cluster are next to each other in memory, and not those of a gene."""
    return values.flags.f_contiguous and not values.flags.c_contiguous


class Blocks:
    """The columns of a matrix in blocks that are computed when walked; a block that is alone is kept.

    For two walks over a matrix that is derived from a larger one: in the usual case it is derived once, in a
    large case twice, and memory stays bounded either way.
    """

    def __init__(self, parts: list[slice], compute: Callable[[slice], Floats]) -> None:
        self._parts = parts
        self._compute = compute
        self._kept: Floats | None = None

    def __iter__(self) -> Iterator[tuple[slice, Floats]]:
        for part in self._parts:
            block = self._compute(part) if self._kept is None else self._kept
            if len(self._parts) == 1:
                self._kept = block
            yield part, block
