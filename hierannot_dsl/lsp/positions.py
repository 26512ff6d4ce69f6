"""Offsets in a text <-> positions as editors count them: the only place that knows of UTF-16.

An editor says line and column, the column in code units of an encoding that is agreed on at the start: UTF-16
unless it offers another. Here a place is a number of code points from the start of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from lsprotocol import types

if TYPE_CHECKING:
    from hierannot_dsl.source import Span

_LINE_END = re.compile(r"\r\n?|\n")


class Positions:
    """The places of one text.

    Parameters
    ----------
    text
        The text.
    encoding
        ``utf-8``, ``utf-16`` or ``utf-32``: in whose units the client counts columns.
    """

    def __init__(self, text: str, encoding: str = "utf-16") -> None:
        self._text = text
        self._encoding = str(encoding)
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
        self._plain = text.isascii()

    def position(self, offset: int) -> types.Position:
        """Where a code point is for the client."""
        line = bisect_right(self._starts, offset) - 1
        return types.Position(line, self._units(self._text[self._starts[line] : offset]))

    def offset(self, position: types.Position) -> int:
        """What the client points at; beyond the end of a line that end, beyond the text its end.

        A position within a character, which some editors send, is where the character begins.
        """
        if position.line >= len(self._starts):
            return len(self._text)
        start, end = self._line(position.line)
        if self._plain or self._encoding == "utf-32":
            return min(start + position.character, end)
        column = 0
        for offset in range(start, end):
            column += self._units(self._text[offset])
            if column > position.character:
                return offset
        return end

    def range(self, span: Span) -> types.Range:
        """A span of this text."""
        return types.Range(self.position(span.start), self.position(span.end))

    def offsets(self, place: types.Range) -> tuple[int, int]:
        """Start and end of a range; never the wrong way round."""
        start = self.offset(place.start)
        return start, max(start, self.offset(place.end))

    def length(self, start: int, end: int) -> int:
        """How many units a stretch of the text has."""
        return self._units(self._text[start:end])

    def _line(self, number: int) -> tuple[int, int]:
        """Where a line begins and ends, its line break excluded."""
        start = self._starts[number]
        after = self._starts[number + 1] if number + 1 < len(self._starts) else len(self._text)
        return start, start + len(self._text[start:after].rstrip("\r\n"))

    def _units(self, text: str) -> int:
        if self._plain or self._encoding == "utf-32":
            return len(text)
        # A client may send half a character: it is passed on as it came.
        if self._encoding == "utf-8":
            return len(text.encode("utf-8", "surrogatepass"))
        return len(text.encode("utf-16-le", "surrogatepass")) // 2
