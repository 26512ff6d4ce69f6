"""`grammar/hier.lark` -> parsers, each built once in a process, when it is first needed."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal

from hierannot_dsl.resources import grammar_text

if TYPE_CHECKING:
    from lark import Lark


@cache
def parser(start: Literal["file", "line"]) -> Lark:
    """The parser of whole texts or of single lines. Safe to share between threads.

    One for each, because most runs never need the second: a start symbol costs 15 ms.
    """
    import lark
    from lark import lexer

    # Where interegular is installed, Lark searches for terminals that collide: 0.15 s at every start.
    # The tests do that search.
    checks = lexer.has_interegular
    lexer.has_interegular = False
    try:
        return lark.Lark(
            grammar_text(),
            parser="lalr",
            lexer="contextual",
            start=start,
            maybe_placeholders=False,
        )
    finally:
        lexer.has_interegular = checks
