"""`grammar/hier.lark` -> one parser per process, built when the first text is read."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from hierannot_dsl.resources import grammar_text

if TYPE_CHECKING:
    from lark import Lark


@cache
def parser() -> Lark:
    """The parser of the grammar; its starts are ``file`` and ``line``. Safe to share between threads."""
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
            start=["file", "line"],
            maybe_placeholders=False,
        )
    finally:
        lexer.has_interegular = checks
