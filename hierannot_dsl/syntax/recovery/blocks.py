"""Lines whose braces are wrong, or whose first word should open the block that follows."""

from __future__ import annotations

import re

from hierannot_dsl.diagnostics.suggest import closest
from hierannot_dsl.syntax.edits import Edit
from hierannot_dsl.syntax.keywords import BLOCK_KEYWORDS, STATEMENT_KEYWORDS
from hierannot_dsl.syntax.mistakes import (
    BraceBesideText,
    MissingOpeningBrace,
    MisspeltKeyword,
    OneLineBlock,
    UnexpectedText,
)
from hierannot_dsl.syntax.recovery.lines import Diagnosis, Line

_FIRST_WORD = re.compile(r'[^\s"{}+-][^\s"{}]*')
_MARKER_START = re.compile(r'(?<=[\s{}])(?:(?:set|drop)\s+)?[+-](?=\s*["A-Za-z0-9])(?P<space>\s*)')


def misplaced_brace(line: Line) -> Diagnosis | None:
    """Anything after ``{``, beside ``}``, or ``{`` alone."""
    code = line.code
    if code == "{":
        return Diagnosis(UnexpectedText(line.span(0, 1), "{", ("a statement before it",)))
    opening, closing = code.find("{"), code.find("}")
    if code == "}" or (closing == -1 and opening in (-1, len(code) - 1)):
        return None
    edits = [Edit(m.end(), m.end(), "\n") for m in re.finditer(r"\{", code)]
    for brace in re.finditer(r"\}", code):
        edits += [Edit(brace.start(), brace.start(), "\n"), Edit(brace.end(), brace.end(), "\n")]
    if opening in (-1, len(code) - 1):
        return Diagnosis(BraceBesideText(line.span(closing, closing + 1)), tuple(edits))
    edits += [
        edit
        for marker in _MARKER_START.finditer(code)
        if not code[: marker.start()].rstrip().endswith(("{", "="))
        for edit in (Edit(marker.start(), marker.start(), "\n"),)
    ]
    edits += [Edit(m.end(), m.end(), " ") for m in _MARKER_START.finditer(code) if not m["space"]]
    after = re.compile(r"\s*").match(code, opening + 1)
    assert after
    return Diagnosis(OneLineBlock(line.span(after.end(), len(code))), tuple(edits))


def missing_brace(line: Line) -> Diagnosis | None:
    """A line that would open a block if it ended in ``{``."""
    end = len(line.code)
    edit = Edit(end, end, " {")
    if not line.reads(edit):
        return None
    return Diagnosis(MissingOpeningBrace(line.whole(), line.content[:end]), (edit,))


def misspelt_keyword(line: Line) -> Diagnosis | None:
    """A line whose first word is no keyword: it ends in ``{``, or could be read with a near keyword."""
    word = _FIRST_WORD.match(line.code)
    if not word or word[0].rstrip(":=") in STATEMENT_KEYWORDS:
        return None
    if not line.code.endswith("{"):
        for keyword in closest(word[0], STATEMENT_KEYWORDS):
            edit = Edit(*word.span(), keyword)
            if line.reads(edit):
                mistake = MisspeltKeyword(line.span(*word.span()), word[0], (keyword,), opens_block=False)
                return Diagnosis(mistake, (edit,))
        return None
    near = closest(word[0], BLOCK_KEYWORDS, limit=1)
    mistake = MisspeltKeyword(line.span(*word.span()), word[0], near)
    return Diagnosis(mistake, (Edit(*word.span(), near[0]),) if near else ())
