"""Lines whose words do not make a statement: what the grammar expected, and what stands there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from hierannot_dsl.syntax.edits import Edit, Edited
from hierannot_dsl.syntax.grammar import LINE, parser
from hierannot_dsl.syntax.keywords import STATEMENT_KEYWORDS
from hierannot_dsl.syntax.mistakes import (
    BadName,
    CommaOnALine,
    MissingGene,
    MissingName,
    MissingValue,
    MissingWeight,
    MissingWord,
    PunctuationAfterKeyword,
    QuotedName,
    StrayCharacter,
    UnexpectedText,
    UnquotedName,
)
from hierannot_dsl.syntax.recovery.lines import Diagnosis, Line

if TYPE_CHECKING:
    from collections.abc import Iterable

# How messages call the terminals; a keyword is called by itself.
TERMINALS = {
    "ATOM": "a value",
    "CLOSE": "`}`",
    "EVIDENCE": "evidence",
    "GENE": "a gene",
    "NAME": "a name",
    "OPEN": "`{`",
    "SIGN": "`+` or `-`",
    "STRING": "a name in quotes",
    "WEIGHT": "`= NUMBER`",
    "WORD": "a keyword",
    "_INTO": "`>`",
    "_NL": "the end of the line",
}
_KEYWORD = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_FOUND = re.compile(r'"[^"]*"|[{}>]|[^\s"{}]+')
# The words that may follow a name, by the word that the statement starts with.
_JOINTS = {
    "replace": "with",
    "rename": "to",
    "move": "under",
    "test": "for",
    "panel": r"keeps|at[ \t]+least",
    "profile": "column",
    "expect": r"or[ \t]+above",
}
_MOST_NAMES = 8


def punctuation(line: Line) -> Diagnosis | None:
    """``title: "x"`` or ``title = "x"``."""
    found = re.match(rf"({_KEYWORD.pattern})\s*([:=])\s*", line.code)
    if not found:
        return None
    edit = Edit(found.end(1), found.end(), " ")
    mistake = PunctuationAfterKeyword(line.span(*found.span(2)), found[1], found[2])
    return Diagnosis(mistake, (edit,)) if line.reads(edit) else None


def comma(line: Line) -> Diagnosis | None:
    """Values or names joined by commas: one line each."""
    found = list(re.finditer(r"(?<![,;])([,;]+)(?=\s|$)\s*|(?<=\")([,;]+)(?=\")", line.code))
    keyword = _KEYWORD.match(line.code)
    if not found or not keyword:
        return None
    end = len(line.code)
    edits = [Edit(*mark.span(), f"\n{keyword[0]} " if mark.end() < end else "") for mark in found]
    group = 1 if found[0][1] else 2
    start = found[0].start(group)
    return Diagnosis(CommaOnALine(line.span(start, start + 1), line.code[start]), tuple(edits))


def unexpected(line: Line) -> Diagnosis:
    """The first thing the grammar does not expect."""
    at, expected = _failure(line.content)
    at = min(at, len(line.code))
    stray = _stray_character(line, at)
    if stray:
        return stray
    found = _FOUND.match(line.code, at)
    start, end = found.span() if found else (at, at)
    # Where nothing follows, the place is the end of what came before.
    before = len(line.code[:start].rstrip())
    span = line.span(start, end) if found else line.span(before, before)
    text = line.content[start:end]
    after = line.content[:before].rsplit(" ", 1)[-1]
    keyword = line.code.split()[0]
    missing = not text or text[0] in "{}>"
    if "GENE" in expected:
        return Diagnosis(MissingGene(span, after))
    if "STRING" in expected and not missing and not text.startswith('"') and "ATOM" not in expected:
        return _unquoted(line, start)
    if "NAME" in expected and not missing:
        return _bare_name(line, start, end)
    if missing and expected & {"STRING", "NAME"} and "_NL" not in expected and "ATOM" not in expected:
        return Diagnosis(MissingName(span, after, quoted="STRING" in expected))
    if missing and "ATOM" in expected and "_NL" not in expected:
        return Diagnosis(MissingValue(span, after, in_comment=len(line.content) > len(line.code)))
    if "WEIGHT" in expected and "_NL" not in expected:
        return Diagnosis(MissingWeight(span, keyword, after))
    joints = tuple(sorted(word for name in expected if (word := _keyword(name))))
    if joints and "_NL" not in expected and len(joints) < len(STATEMENT_KEYWORDS):
        return Diagnosis(MissingWord(span, joints, text))
    return Diagnosis(UnexpectedText(span, text, _described(expected)))


def _failure(content: str) -> tuple[int, frozenset[str]]:
    """Where reading fails, and the terminals that could have stood there."""
    from lark import UnexpectedInput

    interactive: Any = parser().parse_interactive(content + "\n", start=LINE)
    try:
        interactive.exhaust_lexer()
    except UnexpectedInput as error:
        return error.pos_in_stream or 0, frozenset(interactive.accepts())
    return len(content), frozenset(interactive.accepts())


def _stray_character(line: Line, at: int) -> Diagnosis | None:
    character = line.code[at : at + 1]
    if not character or character.isalnum() or character in '"\0{}_':
        return None
    edit = Edit(at, at + 1, "")
    alone = not line.content[:at].strip()
    if not alone and not line.reads(edit):
        return None
    return Diagnosis(StrayCharacter(line.span(at, at + 1), character), (edit,))


def _unquoted(line: Line, start: int) -> Diagnosis:
    """Put quotes around the name that starts here, and around those that follow it."""
    joint = _JOINTS.get(line.code.split()[0])
    ends = r"(?<!\s)\s*(?:$|[{}>\"]" + (rf"|(?<=\s)(?:{joint})(?![\w.:-]))" if joint else ")")
    end = _end_of_name(line.code, start, ends)
    name = line.content[start:end]
    edits = [Edit(start, start, '"'), Edit(end, end, '"')]
    for _ in range(_MOST_NAMES):
        if line.reads(*edits):
            break
        edited = Edited(line.content, edits)
        at, expected = _failure(edited.text)
        place = edited.start(at)
        if "STRING" not in expected or place <= edits[-1].start or line.code[place : place + 1] in ("", '"'):
            break
        end = _end_of_name(line.code, place, ends)
        edits += [Edit(place, place, '"'), Edit(end, end, '"')]
    opened = Edit(len(line.code), len(line.code), " {")
    if not line.reads(*edits) and line.reads(*edits, opened):
        edits.append(opened)
    return Diagnosis(UnquotedName(line.span(start, start + len(name)), name), tuple(edits))


def _end_of_name(code: str, start: int, ends: str) -> int:
    found = re.compile(ends).search(code, start + 1)
    return found.start() if found else len(code)


def _bare_name(line: Line, start: int, end: int) -> Diagnosis:
    text = line.content[start:end]
    bare = re.sub(r"\W+", "_", text.strip('"'), flags=re.ASCII).strip("_")
    bare = bare if bare[:1].isalpha() else f"h_{bare}"
    edit = Edit(start, end, bare)
    if text.startswith('"'):
        return Diagnosis(QuotedName(line.span(start, end), text.strip('"'), bare), (edit,))
    return Diagnosis(BadName(line.span(start, end), text), (edit,))


def _keyword(terminal: str) -> str | None:
    if terminal in TERMINALS or terminal in ("COMMENT", "$END"):
        return None
    return terminal.lower().replace("_", " ")


def _described(expected: Iterable[str]) -> tuple[str, ...]:
    known = sorted(TERMINALS[name] for name in expected if name in TERMINALS and name != "_NL")
    words = sorted(f"`{word}`" for name in expected if (word := _keyword(name)))
    if len(words) > len(_JOINTS):
        return ("a statement",)
    return (*words, *known, *((TERMINALS["_NL"],) if "_NL" in expected else ()))
