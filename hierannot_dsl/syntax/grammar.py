"""`grammar/hier.lark` -> its parser, made once in a process, when it is first needed."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from hierannot_dsl.resources import grammar_tables, grammar_text
from hierannot_dsl.syntax.tables import read_tables

if TYPE_CHECKING:
    from lark import Lark

FILE, LINE = STARTS = ("file", "line")


@cache
def parser() -> Lark:
    """The parser of whole texts and of single lines (`start`). Safe to share between threads."""
    grammar, tables = grammar_text(), grammar_tables()
    return (read_tables(tables, grammar) if tables else None) or build_parser(grammar)


def build_parser(grammar: str) -> Lark:
    """Work a parser out: what tables save."""
    import lark
    from lark import lexer

    # Where interegular is installed, Lark searches for terminals that collide: 0.15 s at every start.
    # The tests do that search.
    checks = lexer.has_interegular
    lexer.has_interegular = False
    try:
        return lark.Lark(
            grammar, parser="lalr", lexer="contextual", start=list(STARTS), maybe_placeholders=False
        )
    finally:
        lexer.has_interegular = checks
