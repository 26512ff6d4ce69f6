"""One call -> its best time and its peak of extra memory."""

from __future__ import annotations

import gc
import time
import tracemalloc
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

MEBIBYTE = 2**20


@dataclass(frozen=True)
class Cost:
    """What a call costs.

    Attributes
    ----------
    seconds
        Best of the repeats, after one call that does not count.
    mebibytes
        Peak of what the allocators of Python and NumPy handed out during one more call, above what was held
        before it. Memory that compiled code takes from the system directly is not seen.
    """

    seconds: float
    mebibytes: float


def measure(call: Callable[[], object], repeats: int = 5) -> Cost:
    """Call once to warm up, `repeats` times for the time, and once more, traced, for the memory."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        call()
        seconds = []
        for _ in range(repeats):
            gc.collect()
            start = time.perf_counter()
            call()
            seconds.append(time.perf_counter() - start)
        gc.collect()
        tracemalloc.start()
        try:
            before, _ = tracemalloc.get_traced_memory()
            call()
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    return Cost(min(seconds), (peak - before) / MEBIBYTE)
