"""Lines whose quotation marks, escapes or comment signs are wrong; these hide what else is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hierannot_dsl.syntax.edits import Edit, Edited
from hierannot_dsl.syntax.mistakes import BadEscape, GluedComment, UnclosedString
from hierannot_dsl.syntax.recovery.lines import STRING, Diagnosis, Line

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = re.compile(r"[^\s{}]+")
_NOTHING_QUOTED = re.compile(r"\s*(?:[{}]\s*)?(#.*)?")
_MOST_TRIALS = 60


def unclosed(line: Line) -> Diagnosis | None:
    """A quotation mark without partner: one is put or taken away where the line then reads."""
    if line.code.count('"') % 2 == 0:
        return None
    odd = line.code.rindex('"')
    for place in _trials(line.content, odd):
        edit = Edit(place, place, '"')
        if line.reads(edit):
            lonely = _partner(Edited(line.content, [edit]).text, place, odd)
            return Diagnosis(UnclosedString(line.span(lonely, lonely + 1)), (edit,))
    marks = [mark.start() for mark in re.finditer('"', line.content)][:_MOST_TRIALS]
    lonely = next((mark for mark in marks if line.reads(Edit(mark, mark + 1, ""))), odd)
    return Diagnosis(UnclosedString(line.span(lonely, lonely + 1)), (Edit(lonely, lonely + 1, ""),))


def _trials(content: str, odd: int) -> list[int]:
    words = list(_WORD.finditer(content))
    # Where the odd mark starts something, its partner is missing on the right, else further left.
    right = [word.end() for word in reversed(words) if word.end() > odd]
    # A name starts where a word does: the end of the word before would put a space into it.
    left = [*(word.start() for word in words), *(word.end() for word in words)]
    return [*(() if _NOTHING_QUOTED.fullmatch(content, odd + 1) else right), *left][:_MOST_TRIALS]


def _partner(content: str, place: int, odd: int) -> int:
    for string in STRING.finditer(content):
        if string.start() == place:
            return string.end() - 2  # one mark was put in to the left of it
        if string.end() == place + 1:
            return string.start()
    return odd


def bad_escape(line: Line) -> Diagnosis | None:
    r"""A backslash before something other than ``"`` or ``\``."""
    found = [place for string in STRING.finditer(line.content) for place in _escapes(line.content, string)]
    if not found:
        return None
    first = found[0]
    mistake = BadEscape(line.span(first, first + 2), line.content[first : first + 2])
    return Diagnosis(mistake, tuple(Edit(place, place, "\\") for place in found))


def _escapes(content: str, string: re.Match[str]) -> Iterator[int]:
    for escape in re.finditer(r"\\(.)", string[0]):
        if escape[1] not in '"\\':
            yield string.start() + escape.start()


def glued_comment(line: Line) -> Diagnosis | None:
    """``#`` without a space before it."""
    place = line.code.find("#")
    if place == -1:
        return None
    without = Edit(place, place + 1, "")
    edit = without if line.code.endswith("{") and line.reads(without) else Edit(place, place, " ")
    return Diagnosis(GluedComment(line.span(place, place + 1)), (edit,))
