"""Source -> the text that the grammar reads: one kind of line end, of space, of sign.

Editors, word processors and spreadsheets leave characters that look like others or cannot be seen.
Each is reported and read as what it was meant to be; every place still points into the source.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.fix import Fix
from hierannot_dsl.source import Source, Span
from hierannot_dsl.syntax.edits import Edit, Edited

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.diagnostics.model import Diagnostic

_BREAKS = "\r\v\f\x1c-\x1f\x85\u2028\u2029"
_SPACES = "\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_CONTROLS = "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
_UNSEEN = f"{_CONTROLS}\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_LOOK_ALIKES = {
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d", "-"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\xab\xbb\uff02", '"'),
    **dict.fromkeys("\ufe62\uff0b", "+"),
    **dict.fromkeys("\ufe66\uff1d", "="),
    "\uff5b": "{",
    "\uff5d": "}",
    "\uff03": "#",
    "\uff20": "@",
    "\u203a": ">",
    "\uff1e": ">",
    "\uff0c": ",",
    "\uff1b": ";",
}
# A tab between words is space enough; in quotes it would be part of a name.
_SUSPECT = re.compile(f"[\t{_BREAKS}{_SPACES}{_UNSEEN}{''.join(_LOOK_ALIKES)}]")
# A comment is free text and stays as it is; in a name or a note a dash may be meant.
_PLACE = re.compile(
    rf'(?P<comment>(?<![^\s{_UNSEEN}])#[^\n{_BREAKS}]*)|(?P<string>"(?:[^"\\\n{_BREAKS}]|\\.)*")|{_SUSPECT.pattern}'
)
# An odd line break may stand in what was one comment: whether to break it there is for a person to say.
_REMEDIES = {
    "mark": "remove the byte order mark",
    "crlf": "end lines in a line feed alone",
    "space": "write an ordinary space",
    "unseen": "remove what cannot be seen",
    "look-alike": "write the character that it looks like",
}
_LINE_BREAK = re.compile(f"[{_BREAKS}]")
_SPACE = re.compile(f"[{_SPACES}]")
_INVISIBLE = re.compile(f"[{_UNSEEN}]")


class Text:
    """A source as the grammar reads it.

    Attributes
    ----------
    text
        What to parse.
    found
        What was read as something else.
    edits
        The same, character by character, in the source.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.text
        self.found: tuple[Diagnostic, ...] = ()
        self.edits: tuple[Edit, ...] = ()
        self._edited: Edited | None = None
        if _SUSPECT.search(source.text):
            self.edits = tuple(_edits(source.text))
            self._edited = Edited(source.text, self.edits)
            self.text = self._edited.text
            self.found = tuple(_findings(source, self.edits))

    def span(self, start: int, end: int) -> Span:
        """The place in the source of characters `start` to `end` of `text`."""
        if self._edited is None:
            return Span(self.source.name, start, end)
        # A place of no length, such as the end of a line, belongs to what stands before it.
        first = self._edited.start(start) if start < end else self._edited.end(start)
        return Span(self.source.name, first, self._edited.end(end))


def reads_as_written(text: str) -> bool:
    r"""Whether a text in quotes is one line, and is read as it stands.

    Examples
    --------
    >>> [reads_as_written(text) for text in ("T\u2010cell", "T\tcell", "T\ncell")]
    [True, False, False]
    """
    suspects = _SUSPECT.findall(text)
    return "\n" not in text and all(_meant(one, in_quotes=True) is None for one in suspects)


def _edits(text: str) -> Iterator[Edit]:
    if text.startswith("\ufeff"):
        yield Edit(0, 1, "")
    for match in _PLACE.finditer(text, 1 if text.startswith("\ufeff") else 0):
        if match["comment"]:
            continue
        for place in _SUSPECT.finditer(text, match.start(), match.end()):
            meant = _meant(place[0], in_quotes=bool(match["string"]))
            if place[0] == "\r" and text.startswith("\n", place.end()):
                meant = ""
            if meant is not None:
                yield Edit(place.start(), place.end(), meant)


def _meant(character: str, *, in_quotes: bool) -> str | None:
    if _LINE_BREAK.match(character):
        return "\n"
    if _SPACE.match(character) or (character == "\t" and in_quotes):
        return " "
    if _INVISIBLE.match(character):
        return ""
    return None if in_quotes else _LOOK_ALIKES.get(character)


def _findings(source: Source, edits: tuple[Edit, ...]) -> Iterator[Diagnostic]:
    """One finding for each line and kind of character; one for the line ends of the whole text."""
    kinds: dict[tuple[str, int], list[Edit]] = {}
    for edit in edits:
        kind = _kind(source.text[edit.start], edit)
        line = 0 if kind in ("mark", "crlf", "break") else source.position(edit.start).line
        kinds.setdefault((kind, line), []).append(edit)
    for (kind, _), places in kinds.items():
        first = places[0]
        span = Span(source.name, first.start, first.end)
        found = _finding(kind, span, source.text[first.start], first.text, len(places))
        if kind in _REMEDIES:
            written = tuple((Span(source.name, edit.start, edit.end), edit.text) for edit in places)
            found = replace(found, fix=Fix(_REMEDIES[kind], written, safe=True))
        yield found


def _kind(character: str, edit: Edit) -> str:
    if edit.text:
        return {"\n": "break", " ": "space"}.get(edit.text, "look-alike")
    if character == "\r":
        return "crlf"
    return "mark" if character == "\ufeff" and edit.start == 0 else "unseen"


def _finding(kind: str, span: Span, character: str, meant: str, count: int) -> Diagnostic:
    from hierannot_dsl.syntax import mistakes

    match kind:
        case "mark":
            return mistakes.ByteOrderMark(span)
        case "crlf":
            return mistakes.WindowsLineEnding(span, count)
        case "break":
            return mistakes.UnusualLineBreak(span, character, count)
        case "space":
            return mistakes.UnusualSpace(span, character, count)
        case "unseen":
            return mistakes.InvisibleCharacter(span, character, count)
        case _:
            return mistakes.LookAlike(span, character, meant, count)
