"""Pieces of a matrix worked on by every core at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from multiprocessing import cpu_count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

MAX_THREADS = 8


def for_each(parts: Iterable[slice], work: Callable[[slice], None]) -> None:
    """Call `work` for every part, on several threads if there are several parts.

    Parameters
    ----------
    parts
        What is worked on; no two may write to the same place.
    work
        Called once for each part. NumPy lets other threads run while it computes.

    Notes
    -----
    Threads end with the call: a pool that outlived it would not survive a fork of the process.
    """
    parts = list(parts)
    n_threads = min(len(parts), cpu_count(), MAX_THREADS)
    if n_threads < 2:
        for part in parts:
            work(part)
        return
    # One iterator for all threads: a future for every part would cost more than many parts do.
    left = iter(parts)

    def work_on() -> None:
        for part in left:
            work(part)

    with ThreadPoolExecutor(n_threads - 1) as pool:
        others = [pool.submit(work_on) for _ in range(n_threads - 1)]
        work_on()
        for thread in others:
            thread.result()
