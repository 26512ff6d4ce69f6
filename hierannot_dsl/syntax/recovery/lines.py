"""One line of a text at a time: its parts, its place, and whether the grammar reads it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from hierannot_dsl.syntax.edits import Edit, Edited
from hierannot_dsl.syntax.grammar import LINE, parser

if TYPE_CHECKING:
    from hierannot_dsl.diagnostics.model import Diagnostic
    from hierannot_dsl.source import Span
    from hierannot_dsl.syntax.text import Text

_TAB = 4
_BLOT = "\0"
_QUOTED_OR_COMMENT = re.compile(r'"(?:[^"\\]|\\.)*(?P<closed>")?|(?<!\S)#.*')
STRING = re.compile(r'"(?:[^"\\]|\\.)*"')


class Reader:
    """Reads single lines; a line that was read once is known."""

    def __init__(self) -> None:
        self._known: dict[str, Any] = {}

    def __len__(self) -> int:
        return len(self._known)

    def read(self, line: str) -> Any:
        """Lark's tree of one line, None where the grammar does not read it."""
        if line not in self._known:
            from lark import UnexpectedInput

            try:
                self._known[line] = parser().parse(line + "\n", start=LINE).children[0]
            except UnexpectedInput:
                self._known[line] = None
        return self._known[line]


@dataclass(frozen=True)
class Line:
    """A line that holds something.

    Attributes
    ----------
    content
        The line without the spaces around it; offsets of edits and searches count from its start.
    offset
        Where `content` begins in the text.
    indent
        Columns before it, a tab reaching to the next multiple of four.
    """

    text: Text
    reader: Reader
    content: str
    offset: int
    indent: int

    @cached_property
    def code(self) -> str:
        """`content` without the comment, quoted characters blotted out: safe to search for signs."""
        return _QUOTED_OR_COMMENT.sub(_blank, self.content).rstrip()

    def span(self, start: int, end: int) -> Span:
        """The place in the source of a stretch of `content`."""
        return self.text.span(self.offset + start, self.offset + end)

    def whole(self) -> Span:
        """The place of the line, without its comment."""
        return self.span(0, len(self.code))

    def reads(self, *edits: Edit) -> bool:
        """Whether the grammar reads the line after these edits, which may make several lines of it."""
        parts = Edited(self.content, edits).text.split("\n")
        return all(self.reader.read(part.strip()) is not None for part in parts if part.strip())


@dataclass(frozen=True)
class Diagnosis:
    """What is wrong with a line, and the edits after which it says what was most likely meant.

    Without edits, or where they do not help, the line is kept as damaged.
    """

    mistake: Diagnostic
    edits: tuple[Edit, ...] = ()


class Lines:
    """The lines of a text, by number from 0; each is looked at when it is asked for.

    Parameters
    ----------
    text
        The text.
    reader
        Reads them; what it has read of another version of the text it need not read again.
    """

    def __init__(self, text: Text, reader: Reader | None = None) -> None:
        self.text = text
        self._reader = Reader() if reader is None else reader
        self._lines = text.text.split("\n")
        self._starts = [0, *accumulate(len(line) + 1 for line in self._lines)]

    def __len__(self) -> int:
        return len(self._lines)

    def at(self, number: int) -> Line | None:
        """One line; None where it holds nothing."""
        line = self._lines[number]
        content = line.strip(" \t")
        if not content:
            return None
        before = line[: line.index(content[0])]
        start = self._starts[number] + len(before)
        return Line(self.text, self._reader, content, start, len(before.expandtabs(_TAB)))

    def next_after(self, number: int) -> tuple[int, Line] | None:
        """The next line that holds something, with its number."""
        for below in range(number + 1, len(self._lines)):
            line = self.at(below)
            if line is not None:
                return below, line
        return None


def _blank(match: re.Match[str]) -> str:
    if match[0].startswith("#"):
        return ""
    inside = len(match[0]) - (2 if match["closed"] else 1)
    return '"' + _BLOT * inside + (match["closed"] or "")
