"""Two orders of what stands in a block -> one, the same whichever side is called ours."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Sequence

Item = TypeVar("Item", bound="tuple[str, ...]")


def merged_order(
    base: Sequence[Item],
    ours: Sequence[Item],
    theirs: Sequence[Item],
    kept: Collection[Item],
    *,
    blocks: Container[Item] = (),
) -> list[Item]:
    """Order what is kept of a block.

    Parameters
    ----------
    base, ours, theirs
        What stands, or stood, in the block, each in its order.
    kept
        What stands in it afterwards; every item of it is in `ours` or `theirs`.
    blocks
        Which items have blocks: of additions in one place the lines come first.

    Notes
    -----
    What both sides have keeps the order of the side that changed it. What one side alone has stays behind
    the item that it stands behind there; of two such additions in one place the smaller comes first.
    """
    first = [item for item in ours if item in kept]
    second = [item for item in theirs if item in kept]
    shared = set(first) & set(second)
    mine = [item for item in first if item in shared]
    yours = [item for item in second if item in shared]
    before = [item for item in base if item in shared]
    spine = yours if mine == before else mine if yours == before else min(mine, yours)
    behind: dict[Item | None, list[list[Item]]] = {}
    for side in (first, second):
        for anchor, run in _runs(side, shared):
            behind.setdefault(anchor, []).append(run)
    found: list[Item] = []
    for anchor in (None, *spine):
        if anchor is not None:
            found.append(anchor)
        runs = sorted(behind.get(anchor, []))
        starts = [next((n for n, item in enumerate(run) if item in blocks), len(run)) for run in runs]
        for run, start in zip(runs, starts, strict=True):
            found += run[:start]
        for run, start in zip(runs, starts, strict=True):
            found += run[start:]
    return found


def _runs(side: Sequence[Item], shared: Collection[Item]) -> list[tuple[Item | None, list[Item]]]:
    """Runs of what one side alone has, each with the shared item that it stands behind."""
    found: list[tuple[Item | None, list[Item]]] = []
    anchor: Item | None = None
    run: list[Item] = []
    for item in side:
        if item in shared:
            if run:
                found.append((anchor, run))
            anchor, run = item, []
        else:
            run.append(item)
    if run:
        found.append((anchor, run))
    return found
