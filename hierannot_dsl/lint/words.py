"""Words that several rules put their findings in."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_NAMES = 4


def count(number: int, noun: str) -> str:
    """A number and its noun: ``1 marker``, ``3 markers``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def any_of(names: Sequence[str]) -> str:
    """Names as alternatives: ``A``, ``A`` or ``B``."""
    return _joined(names, "or")


def all_of(names: Sequence[str]) -> str:
    """Names together, the first few of many."""
    if len(names) > MOST_NAMES:
        return ", ".join(f"`{name}`" for name in names[:MOST_NAMES]) + f" and {len(names) - MOST_NAMES} more"
    return _joined(names, "and")


def _joined(names: Sequence[str], word: str) -> str:
    *first, last = (f"`{name}`" for name in names)
    return f"{', '.join(first)} {word} {last}" if first else last
