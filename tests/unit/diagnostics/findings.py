"""Findings to show, made of kinds that exist."""

from __future__ import annotations

from hierannot_dsl.source import Source, Span
from hierannot_dsl.syntax.mistakes import BadWeight, GluedSign, MissingClosingBrace

TEXT = 'node "A" {\r\n\t+ 細胞 = 0   # \u200bβ\n  +CD3D\n}\n'
SOURCE = Source("my dir/a.hier", TEXT)
SOURCES = {SOURCE.name: SOURCE}


def at(part: str, *, length: int | None = None) -> Span:
    start = TEXT.index(part)
    return Span(SOURCE.name, start, start + (len(part) if length is None else length))


BAD_WEIGHT = BadWeight(at("0"), "0")
GLUED = GluedSign(at("+CD3D"), "+", "CD3D")
MISSING = MissingClosingBrace(at("+CD3D"), 'node "A"', at('node "A"'))
NOWHERE = BadWeight(None, "50%\nor: so, yes")
