"""Text -> syntax tree, line by line: what reads is kept, what does not is explained once and mended."""

from __future__ import annotations

import re
from dataclasses import dataclass
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
from hierannot_dsl.syntax.recovery.lines import Lines
from hierannot_dsl.syntax.recovery.remedies import brace_moved_up, with_remedy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from hierannot_dsl.diagnostics.model import Diagnostic
    from hierannot_dsl.source import Span
    from hierannot_dsl.syntax.nodes import Block, Comment, Item
    from hierannot_dsl.syntax.recovery.lines import Line
    from hierannot_dsl.syntax.text import Text

MOST_DAMAGED_LINES = 1000
_COMMENT = re.compile(r"\s#.*")


@dataclass(frozen=True)
class Reading:
    """What stands on one line.

    Attributes
    ----------
    pieces, found
        What it is read as, and what is wrong with it.
    lines
        How many lines it took: two where its brace stood alone on the next one.
    mended
        Whether the grammar does not read it as it is; `damage` where that is an error.
    looked_ahead
        Whether lines below it had a say.
    """

    pieces: tuple[Piece, ...] = ()
    found: tuple[Diagnostic, ...] = ()
    lines: int = 1
    mended: bool = False
    damage: bool = False
    looked_ahead: bool = False


@dataclass(frozen=True)
class Recovered:
    """A text, read line by line; `mended`: the grammar does not read it as a whole."""

    items: tuple[Item, ...]
    found: tuple[Diagnostic, ...]
    mended: bool


def recover(text: Text) -> Recovered:
    """Read a text line by line.

    On a text that the grammar reads as a whole the items are the same as those of that reading.
    """
    lines = Lines(text)
    readings = []
    at = 0
    while at < len(lines):
        readings.append(read_line(lines, at))
        at += readings[-1].lines
    return assemble(lines, readings)


def assemble(lines: Lines, readings: Iterable[Reading]) -> Recovered:
    """Make blocks of the readings of all lines, in their order."""
    pieces: list[Piece] = []
    found: list[Diagnostic] = []
    at = damage = 0
    mended = False
    for reading in readings:
        damage += reading.damage
        line = lines.at(at) if damage > MOST_DAMAGED_LINES else None
        if line is not None:
            found.append(TooManyDamagedLines(line.whole(), MOST_DAMAGED_LINES))
            break
        pieces += reading.pieces
        found += reading.found
        mended |= reading.mended
        at += reading.lines
    balanced, braces = balance(pieces)
    items, nesting = nest(balanced)
    mended |= bool(braces)
    # Where reading stopped, braces are missing because nobody looked for them.
    braces = [] if damage > MOST_DAMAGED_LINES else _elsewhere(lines.text, found, braces)
    return Recovered(items, (*found, *braces, *nesting), mended)


def _elsewhere(text: Text, found: list[Diagnostic], braces: list[Diagnostic]) -> list[Diagnostic]:
    """Of what is wrong with braces, that which no damaged line explains."""
    if not braces:
        return []

    def line(mistake: Diagnostic) -> int:
        return text.source.position(mistake.span.start).line if mistake.span else 0

    known = {line(mistake) for mistake in found if mistake.severity is Severity.ERROR}
    return [mistake for mistake in braces if line(mistake) not in known]


def read_line(lines: Lines, number: int) -> Reading:
    """Read line `number` of a text (from 0), and what belongs to it below."""
    line = lines.at(number)
    if line is None:
        return Reading()
    if line.reader.read(line.content) is not None:
        found: list[Diagnostic] = []
        return Reading(tuple(_pieces(line, Edited(line.content, ()), found)), tuple(found))
    diagnosis = diagnose(line)
    mistake = with_remedy(line, diagnosis)
    opens = isinstance(mistake, MissingOpeningBrace)
    taken = 1
    if isinstance(mistake, MissingOpeningBrace):
        following = lines.next_after(number)
        if following is not None and following[1].code == "{":
            taken = following[0] - number + 1
            fix = brace_moved_up(line, following[1])
            mistake = BraceOnItsOwnLine(following[1].whole(), mistake.head, fix=fix)
    is_error = mistake.severity is Severity.ERROR
    # A line is an error once; what a mended line still has to say counts only beside a warning.
    found = [mistake]
    doubtful = isinstance(mistake, BraceBesideText | OneLineBlock | UnexpectedText)
    edited = Edited(line.content, diagnosis.edits)
    pieces = list(_pieces(line, edited, [] if is_error else found, doubtful=doubtful))
    if isinstance(mistake, MissingOpeningBrace) and _is_empty(line, lines, number):
        end = pieces[-1].end
        pieces.append(Piece(Closing(end, None), "", line.indent, end))
    return Reading(tuple(pieces), tuple(found), taken, mended=True, damage=is_error, looked_ahead=opens)


def _is_empty(line: Line, lines: Lines, number: int) -> bool:
    """Whether the block that `line` opens without a brace has no contents either."""
    following = lines.next_after(number)
    while following is not None and not following[1].code:
        following = lines.next_after(following[0])
    if following is None:
        return True
    below = following[1]
    starts_anew = below.code.endswith("{") or below.code[0] not in "}+-"
    return below.indent <= line.indent and starts_anew


def _pieces(
    line: Line, edited: Edited, found: list[Diagnostic], *, doubtful: bool = False
) -> Iterator[Piece]:
    """Make pieces of the lines that a line has become."""
    offset, indent = 0, line.indent
    first = True
    for part in edited.text.split("\n"):
        content = part.strip(" \t")
        if content:
            start = offset + part.index(content[0])
            value = _value(line, edited, content, start, found)
            if isinstance(value, Closing) and not first:
                indent -= 2
            end = line.offset + len(line.code)
            head = content.removesuffix("{").rstrip()
            yield Piece(value, head, indent, line.text.span(end, end), doubtful)
            indent += 2 * isinstance(value, Opening)
            first = False
        offset += len(part) + 1


def _value(
    line: Line, edited: Edited, content: str, start: int, found: list[Diagnostic]
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
    found += builder.found
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
