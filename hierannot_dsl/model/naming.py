"""Whether a name stands for the same thing in two states of a hierarchy."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Set


def is_reused(before: Set[tuple[str, int]], after: Set[tuple[str, int]]) -> bool:
    """Whether what bears a name now may be something else than what bore it: no evidence is left.

    Then whatever is more alike comes first, and the name counts only where nothing is.

    Parameters
    ----------
    before, after
        Genes and signs that each lists. Where either lists none, there is nothing to tell them apart by.
    """
    return bool(before) and bool(after) and before.isdisjoint(after)
