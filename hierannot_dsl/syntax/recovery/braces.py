"""Lines in a row -> blocks: braces are matched, and where they do not match indentation is asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.syntax.build import DEEPEST, Closing, Opening, finish
from hierannot_dsl.syntax.mistakes import ExtraClosingBrace, MissingClosingBrace, NestingTooDeep
from hierannot_dsl.syntax.nodes import CommentLine, Item

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hierannot_dsl.diagnostics.model import Diagnostic
    from hierannot_dsl.source import Span


@dataclass(frozen=True)
class Piece:
    """A statement, or one end of a block.

    `end` is the place, of no length, where its line ends. A `doubtful` brace stood where no brace may
    stand and was reported for that: if it is one too many, nothing more needs to be said.
    """

    value: Item | Opening | Closing
    head: str
    indent: int
    end: Span
    doubtful: bool = False


def balance(pieces: Sequence[Piece]) -> tuple[list[Piece], list[Diagnostic]]:
    """Put in the closing braces that are missing and leave out those that close nothing.

    Counting alone finds how many braces are wrong, at the end of the text. The indentation says
    where, as far as it speaks for no more mistakes than counting does.
    """
    pieces = _without_doubtful(pieces)
    missing, extra = _count(pieces)
    if not missing and not extra:
        return list(pieces), []
    counted = _Matcher(pieces, 0, 0)
    seen = _Matcher(pieces, missing, extra) if any(piece.indent for piece in pieces) else counted
    best = seen if len(seen.found) <= len(counted.found) else counted
    return best.matched, best.found


def nest(pieces: Sequence[Piece]) -> tuple[tuple[Item, ...], list[Diagnostic]]:
    """Make blocks of pieces whose braces match."""
    found: list[Diagnostic] = []
    outer: list[tuple[Opening, list[Item]]] = []
    items: list[Item] = []
    for piece in pieces:
        value = piece.value
        if isinstance(value, Opening):
            outer.append((value, items))
            items = []
            if len(outer) == DEEPEST + 1:
                found.append(NestingTooDeep(value.head, DEEPEST))
        elif isinstance(value, Closing):
            inner = tuple(items) if len(outer) <= DEEPEST else ()
            opening, items = outer.pop()
            items.append(finish(opening, inner, value))
        else:
            items.append(value)
    return tuple(items), found


def _without_doubtful(pieces: Sequence[Piece]) -> list[Piece]:
    missing, extra = _count(pieces)
    kept = []
    for piece in pieces:
        if piece.doubtful and missing and isinstance(piece.value, Opening):
            missing -= 1
        elif piece.doubtful and extra and isinstance(piece.value, Closing):
            extra -= 1
        else:
            kept.append(piece)
    return kept


def _count(pieces: Sequence[Piece]) -> tuple[int, int]:
    depth = extra = 0
    for piece in pieces:
        if isinstance(piece.value, Opening):
            depth += 1
        elif isinstance(piece.value, Closing):
            extra += not depth
            depth -= bool(depth)
    return depth, extra


class _Matcher:
    """One reading of the braces, in which indentation may explain so many missing and extra ones."""

    def __init__(self, pieces: Sequence[Piece], missing: int, extra: int) -> None:
        self.matched: list[Piece] = []
        self.found: list[Diagnostic] = []
        self._open: list[Piece] = []
        self._missing = missing
        self._extra = extra
        for piece, following in zip(pieces, (*pieces[1:], None), strict=True):
            if isinstance(piece.value, Closing):
                self._close(piece, piece.value, following)
            else:
                self._add(piece)
        while self._open:
            self._put_in()

    def _add(self, piece: Piece) -> None:
        # A comment may stand anywhere on its line: it bears no witness.
        if not isinstance(piece.value, CommentLine):
            while self._missing and self._open and self._open[-1].indent >= piece.indent:
                self._put_in()
        self.matched.append(piece)
        if isinstance(piece.value, Opening):
            self._open.append(piece)

    def _close(self, piece: Piece, closing: Closing, following: Piece | None) -> None:
        while self._missing and self._open and self._open[-1].indent > piece.indent:
            self._put_in()
        opener = self._open[-1] if self._open else None
        deeper = (
            following is not None
            and not isinstance(following.value, Closing)
            and following.indent > piece.indent
        )
        doubtful = opener is not None and (opener.indent < piece.indent or deeper)
        if opener is None or (self._extra and doubtful):
            self._extra -= bool(self._extra)
            self.found.append(ExtraClosingBrace(closing.brace))
            return
        self._open.pop()
        self.matched.append(piece)

    def _put_in(self) -> None:
        """Close the innermost block after the last line that belongs to it."""
        opener = self._open.pop()
        assert isinstance(opener.value, Opening)
        at = len(self.matched)
        # Comments that are indented like the opener speak of what comes next.
        while (
            isinstance(self.matched[at - 1].value, CommentLine)
            and self.matched[at - 1].indent <= opener.indent
        ):
            at -= 1
        last = self.matched[at - 1]
        self.found.append(MissingClosingBrace(last.end, opener.head, opener.value.head))
        self.matched.insert(at, Piece(Closing(last.end, None), "", opener.indent, last.end))
        self._missing -= bool(self._missing)
