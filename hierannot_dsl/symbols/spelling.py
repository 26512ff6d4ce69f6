"""How species spell the symbols of their genes: CD3E in human, Cd3e in mouse."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# Cd3e, Nkx2-1, H2-Ab1, mt-Co1; not C1orf54, which is human.
_MOUSE = re.compile(
    r"(?!C(?:\d+|X|Y)orf\d)(?:[A-Z](?=[a-z0-9]*[a-z])[a-z0-9]+|H2|mt)(?:-[A-Za-z0-9][a-z0-9]*)*"
)
# CD3E, NKX2-1, HLA-DRA; not BC005537, a clone that mouse annotation keeps.
_HUMAN = re.compile(r"(?![A-Z]{1,2}\d{5,}$)(?=.*[A-Z].*[A-Z])[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*")


def spelled_like(gene: str) -> str | None:
    """The species whose genes are spelled like this one: ``human`` or ``mouse``, None where both might be."""
    if _MOUSE.fullmatch(gene):
        return "mouse"
    return "human" if _HUMAN.fullmatch(gene) else None


def spellings(genes: Iterable[str]) -> Counter[str]:
    """How many symbols are spelled like those of which species."""
    return Counter(like for gene in genes if (like := spelled_like(gene)))
