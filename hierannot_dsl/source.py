"""Text and places in it: what every stage of the compiler points back to."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True, order=True)
class Span:
    """A stretch of one source: code points, half-open, so ``text[start:end]`` is what it covers."""

    source: str
    start: int
    end: int

    def to(self, other: Span) -> Span:
        """The stretch from the start of this span to the end of `other`, in the same source."""
        return Span(self.source, min(self.start, other.start), max(self.end, other.end))

    def holds(self, other: Span) -> bool:
        """Whether all of `other` lies in this stretch."""
        return self.source == other.source and self.start <= other.start and other.end <= self.end


@dataclass(frozen=True)
class Position:
    """A line and a column, both counted from 1, the column in code points."""

    line: int
    column: int


@dataclass(frozen=True)
class Source:
    r"""One `.hier` text under the name by which messages call it.

    Lines end at ``\n`` only. Other line breaks of Unicode are ordinary characters here,
    as they are in editors and in the grammar.

    `imported_by` is the place in another source for whose sake this one was first read; None where it was
    asked for itself. Sources that differ in this alone are equal.
    """

    name: str
    text: str
    imported_by: Span | None = field(default=None, compare=False)

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        starts = [0]
        at = self.text.find("\n")
        while at != -1:
            starts.append(at + 1)
            at = self.text.find("\n", at + 1)
        return tuple(starts)

    def position(self, offset: int) -> Position:
        """Line and column of a code point; the end of the text is a valid place."""
        line = bisect_right(self.line_starts, offset)
        return Position(line, offset - self.line_starts[line - 1] + 1)

    def line(self, number: int) -> str:
        """Text of line `number` (from 1), without its line break."""
        start = self.line_starts[number - 1]
        end = self.text.find("\n", start)
        return self.text[start:] if end == -1 else self.text[start:end]
