"""What adapters say about data that they could read, but not as it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

NAMED = 5


class DataWarning(UserWarning):
    """The data were changed on the way in, or look as if they were not what they were said to be."""


def some(names: Sequence[object]) -> str:
    """The first few names, and how many more there are."""
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return ", ".join(f"`{name}`" for name in names[:NAMED]) + more


def counted(number: int, noun: str) -> str:
    """Number and noun: ``1 gene``, ``1,200 genes``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
