"""Names for kinds of arrays, and how a large one is walked in pieces that fit a cache."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Floats: TypeAlias = npt.NDArray[np.float64]
Ints: TypeAlias = npt.NDArray[np.int64]
Flags: TypeAlias = npt.NDArray[np.bool_]
Numbers: TypeAlias = npt.NDArray[np.floating]

# Values in a block that stays in a cache, and in a matrix that may be kept whole (64 MiB).
BLOCK = 1 << 17
KEPT = 1 << 23


def pieces(length: int, width: int, *, values: int = BLOCK) -> Iterator[slice]:
    """Cut an axis of `length` positions, each `width` values wide, into slices of about `values` values."""
    step = max(1, values // max(1, width))
    for start in range(0, length, step):
        yield slice(start, min(start + step, length))


class Blocks:
    """The columns of a matrix in blocks that are computed when walked, and kept for the next walk if all fit.

    Two walks over a matrix that is derived from a larger one: in a small case it is derived once, in a large
    case twice, and memory stays bounded either way.
    """

    def __init__(self, parts: Iterable[slice], compute: Callable[[slice], Floats], *, keep: bool) -> None:
        self._parts = tuple(parts)
        self._compute = compute
        self._kept: dict[int, Floats] | None = {} if keep else None

    def __iter__(self) -> Iterator[tuple[slice, Floats]]:
        for number, part in enumerate(self._parts):
            yield part, self._block(number, part)

    def _block(self, number: int, part: slice) -> Floats:
        if self._kept is None:
            return self._compute(part)
        if number not in self._kept:
            self._kept[number] = self._compute(part)
        return self._kept[number]
