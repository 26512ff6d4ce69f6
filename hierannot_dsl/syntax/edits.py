"""Edits of a text, and the way from places in the edited text back to the text as it was."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class Edit:
    """Characters `start` to `end` give way to `text`; an insertion has no length."""

    start: int
    end: int
    text: str


class Edited:
    """A text after some edits.

    Parameters
    ----------
    before
        The text as it was.
    edits
        What changes. They may touch and not overlap; insertions at one place come in the order given.
    """

    def __init__(self, before: str, edits: Iterable[Edit]) -> None:
        parts: list[str] = []
        # Segment i of the new text begins at new[i] and comes from old[i] on; text that was put in
        # takes the place of what it replaced, and nothing reaches beyond the next segment.
        self._new = [0]
        self._old = [0]
        length = kept = 0
        for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
            parts += [before[kept : edit.start], edit.text]
            length += edit.start - kept
            self._new += [length, length + len(edit.text)]
            self._old += [edit.start, edit.end]
            length += len(edit.text)
            kept = edit.end
        parts.append(before[kept:])
        self.text = "".join(parts)
        self._old.append(len(before))

    def start(self, offset: int) -> int:
        """Where something that begins at `offset` of the edited text began before."""
        return self._back(bisect_right(self._new, offset) - 1, offset)

    def end(self, offset: int) -> int:
        """Where something that ends at `offset` of the edited text ended before."""
        return self._back(max(bisect_left(self._new, offset) - 1, 0), offset)

    def _back(self, segment: int, offset: int) -> int:
        return min(self._old[segment] + offset - self._new[segment], self._old[segment + 1])
