"""Fix: edits that take a finding away, and how they are applied to a source."""

from __future__ import annotations

from bisect import bisect_left, insort
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hierannot_dsl.source import Source, Span


@dataclass(frozen=True)
class Fix:
    """What would take one finding away.

    Attributes
    ----------
    description
        What it does, as an order: ``write `+ CD3D` ``.
    edits
        Places of one source, and what comes there instead.
    safe
        Whether it leaves the meaning alone, so that nobody has to look at it. What renames a gene or a node
        never does.
    removes
        The comments that it takes away on purpose; all others stay.
    """

    description: str
    edits: tuple[tuple[Span, str], ...]
    safe: bool
    removes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fixed:
    """A text after some fixes: those that could be applied together."""

    text: str
    applied: tuple[Fix, ...]


def apply_fixes(source: Source, fixes: Iterable[Fix]) -> Fixed:
    """Apply fixes to a source, each wholly or not at all.

    Of two fixes that touch the same place the one that comes first in the text is applied; the other has to
    be found again in the new text. Nothing outside of the edits changes.
    """
    taken: list[tuple[int, int, str]] = []
    applied: list[Fix] = []
    for fix in sorted(fixes, key=_order):
        edits = [(span.start, span.end, text) for span, text in fix.edits if span.source == source.name]
        if len(edits) < len(fix.edits) or not edits or any(_clashes(edit, taken) for edit in edits):
            continue
        for edit in edits:
            insort(taken, edit)
        applied.append(fix)
    parts: list[str] = []
    at = 0
    for start, end, text in taken:
        parts += [source.text[at:start], text]
        at = end
    return Fixed("".join([*parts, source.text[at:]]), tuple(applied))


def _order(fix: Fix) -> list[tuple[int, int, str]]:
    return sorted((span.start, span.end, text) for span, text in fix.edits)


def _clashes(edit: tuple[int, int, str], taken: list[tuple[int, int, str]]) -> bool:
    """Whether an edit overlaps one of those taken, which are in order, or is at the very place of one."""
    start, end, _ = edit
    at = bisect_left(taken, (start, end, ""))
    # None of the taken ones overlap, so that only the neighbours can be in the way.
    return any(
        (start < other_end and other_start < end) or (start, end) == (other_start, other_end)
        for other_start, other_end, _ in taken[max(0, at - 1) : at + 1]
    )
