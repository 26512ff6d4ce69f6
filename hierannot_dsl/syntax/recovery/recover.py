"""Text -> syntax tree, line by line: what reads is kept, what does not is explained once and mended."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Severity
from hierannot_dsl.syntax import nodes
from hierannot_dsl.syntax.build import Builder, Closing, Opening
from hierannot_dsl.syntax.edits import Edited
from hierannot_dsl.syntax.mistakes import (
    BraceBesideText,
    BraceOnItsOwnLine,
    MissingOpeningBrace,
    OneLineBlock,
    TooManyDamagedLines,
    UnexpectedText,
)
from hierannot_dsl.syntax.recovery.braces import Piece, balance, nest
from hierannot_dsl.syntax.recovery.diagnose import diagnose
from hierannot_dsl.syntax.recovery.lines import Line, cut
from hierannot_dsl.syntax.recovery.remedies import brace_moved_up, with_remedy

if TYPE_CHECKING:
    from collections.abc import Callable

    from hierannot_dsl.diagnostics.model import Diagnostic
    from hierannot_dsl.source import Span
    from hierannot_dsl.syntax.nodes import Block, Comment, Item
    from hierannot_dsl.syntax.text import Text

MOST_DAMAGED_LINES = 1000
_COMMENT = re.compile(r"\s#.*")


def recover(text: Text) -> tuple[tuple[Item, ...], list[Diagnostic]]:
    """Read a text line by line.

    On a text that the grammar reads as a whole the items are the same as those of that reading.
    """
    recovery = _Recovery(text)
    balanced, braces = balance(recovery.pieces)
    items, nesting = nest(balanced)
    # Where reading stopped, braces are missing because nobody looked for them.
    braces = [] if recovery.stopped else _elsewhere(text, recovery.found, braces)
    return items, [*recovery.found, *braces, *nesting]


def _elsewhere(text: Text, found: list[Diagnostic], braces: list[Diagnostic]) -> list[Diagnostic]:
    """Of what is wrong with braces, that which no damaged line explains."""

    def line(mistake: Diagnostic) -> int:
        return text.source.position(mistake.span.start).line if mistake.span else 0

    known = {line(mistake) for mistake in found if mistake.severity is Severity.ERROR}
    return [mistake for mistake in braces if line(mistake) not in known]


class _Recovery:
    """The pieces of a text, and what was found in its lines."""

    def __init__(self, text: Text) -> None:
        self.pieces: list[Piece] = []
        self.found: list[Diagnostic] = []
        self._lines = list(cut(text))
        self._at = 0
        self._damaged = 0
        while self._at < len(self._lines) and not self.stopped:
            line = self._lines[self._at]
            self._at += 1
            self._read(line)

    @property
    def stopped(self) -> bool:
        """Whether so many lines are damaged that the rest of them was not read."""
        return self._damaged > MOST_DAMAGED_LINES

    def _read(self, line: Line) -> None:
        tree = line.reader.read(line.content)
        if tree is not None:
            self._keep(line, Edited(line.content, ()), silent=False)
            return
        diagnosis = diagnose(line)
        mistake = with_remedy(line, diagnosis)
        if isinstance(mistake, MissingOpeningBrace):
            mistake = self._brace_below(mistake, line)
        is_error = mistake.severity is Severity.ERROR
        self._damaged += is_error
        if self.stopped:
            self.found.append(TooManyDamagedLines(line.whole(), MOST_DAMAGED_LINES))
            return
        self.found.append(mistake)
        # A line is an error once; what a mended line still has to say counts only beside a warning.
        self._keep(
            line,
            Edited(line.content, diagnosis.edits),
            silent=is_error,
            doubtful=isinstance(mistake, BraceBesideText | OneLineBlock | UnexpectedText),
        )
        if isinstance(mistake, MissingOpeningBrace) and self._is_empty(line):
            end = self.pieces[-1].end
            self.pieces.append(Piece(Closing(end, None), "", line.indent, end))

    def _brace_below(self, mistake: MissingOpeningBrace, line: Line) -> Diagnostic:
        following = self._following()
        if following is None or following.code != "{":
            return mistake
        self._at += 1
        return BraceOnItsOwnLine(following.whole(), mistake.head, fix=brace_moved_up(line, following))

    def _is_empty(self, line: Line) -> bool:
        """Whether the block that `line` opens without a brace has no contents either."""
        following = next((other for other in self._lines[self._at :] if other.code), None)
        if following is None:
            return True
        starts_anew = following.code.endswith("{") or following.code[0] not in "}+-"
        return following.indent <= line.indent and starts_anew

    def _following(self) -> Line | None:
        return self._lines[self._at] if self._at < len(self._lines) else None

    def _keep(self, line: Line, edited: Edited, *, silent: bool, doubtful: bool = False) -> None:
        """Make pieces of the lines that a line has become."""
        offset, indent = 0, line.indent
        first = True
        for part in edited.text.split("\n"):
            content = part.strip(" \t")
            if content:
                start = offset + part.index(content[0])
                value = self._value(line, edited, content, start, silent=silent)
                if isinstance(value, Closing) and not first:
                    indent -= 2
                end = line.offset + len(line.code)
                head = content.removesuffix("{").rstrip()
                self.pieces.append(Piece(value, head, indent, line.text.span(end, end), doubtful))
                indent += 2 * isinstance(value, Opening)
                first = False
            offset += len(part) + 1

    def _value(
        self, line: Line, edited: Edited, content: str, start: int, *, silent: bool
    ) -> Item | Opening | Closing:
        def place(first: int, last: int) -> Span:
            return line.span(edited.start(start + first), edited.end(start + last))

        tree = line.reader.read(content)
        if tree is None:
            return _damaged(content, place)
        builder = Builder(place)
        value: Item | Opening | Closing
        match tree.data:
            case "opening":
                value = builder.opening(tree)
            case "closing":
                value = builder.closing(tree)
            case _:
                value = builder.statement(tree)
        if not silent:
            self.found += builder.found
        return value


def _damaged(content: str, place: Callable[[int, int], Span]) -> Item | Opening | Closing:
    code = content if content.endswith("{") else _COMMENT.sub("", content)
    whole = place(0, len(code))
    if code.startswith("}"):
        return Closing(place(0, 1), None)
    if code.endswith("{"):
        brace = place(len(code) - 1, len(code))
        return Opening(partial(_damaged_block, text=content), whole, brace, None)
    return nodes.Damaged(span=whole, text=content)


def _damaged_block(*, span: Span, comment: Comment | None, body: Block, text: str) -> Item:
    return nodes.Damaged(span=span, comment=comment, text=text)
