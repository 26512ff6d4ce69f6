from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import lark
import pytest

from hierannot_dsl.diagnostics.model import REGISTRY
from hierannot_dsl.resources import grammar_text
from hierannot_dsl.syntax import mistakes
from hierannot_dsl.syntax.build import Builder
from hierannot_dsl.syntax.grammar import LINE, build_parser, parser
from hierannot_dsl.syntax.keywords import BLOCK_KEYWORDS, LINE_KEYWORDS, STATEMENT_KEYWORDS
from hierannot_dsl.syntax.recovery.words import TERMINALS

GOLDEN = Path(__file__).parents[2] / "golden" / "syntax"


def rules() -> set[str]:
    return {str(rule.origin.name) for rule in parser().rules if not rule.origin.name.startswith("_")}


def test_every_rule_has_its_builder():
    frame = {"file", "line", "section", "opening", "closing", "path", "borrowed"}
    assert {rule for rule in rules() - frame if not hasattr(Builder, f"_{rule}")} == set()


def test_every_terminal_has_a_name_for_people():
    inner = "EXTENDS WITH FOR TO UNDER NOT OR_ABOVE UNKNOWN COLUMN KEEPS AT_LEAST"
    keywords = {*inner.split(), *(keyword.upper() for keyword in STATEMENT_KEYWORDS)}
    called = {terminal.name for terminal in parser().terminals} - {"COMMENT"}
    assert {name for name in called - set(TERMINALS) if not name.startswith("__IGNORE")} == keywords


def test_the_table_of_keywords_is_that_of_the_grammar():
    reads = parser().parse_interactive("", start=LINE)
    first = {name.lower() for name in reads.accepts()} - {"sign", "word", "comment", "close"}
    assert first == set(STATEMENT_KEYWORDS)
    assert not set(BLOCK_KEYWORDS) & set(LINE_KEYWORDS)


@pytest.mark.skipif(importlib.util.find_spec("interegular") is None, reason="interegular is not installed")
def test_no_two_terminals_compete():
    lark.Lark(grammar_text(), parser="lalr", start=["file", "line"], strict=True)


def test_the_parser_is_made_once():
    assert parser() is parser()


def test_building_a_parser_leaves_lark_as_it_was():
    from lark import lexer

    before = lexer.has_interegular
    build_parser(grammar_text())
    assert lexer.has_interegular == before


def test_every_mistake_of_syntax_has_a_code_a_name_and_a_golden_file():
    ours = {kind for kind in REGISTRY.values() if kind.__module__.startswith("hierannot_dsl.syntax")}
    assert {kind.__name__ for kind in ours} == set(mistakes.__all__)
    assert all(re.fullmatch(r"E0[0-9]{2}", kind.code) for kind in ours)
    # Texts beyond a limit are too long to be read by people; they are built in tests/unit/syntax.
    limits = {"text-too-long", "nesting-too-deep", "too-many-nodes", "too-many-damaged-lines"}
    for kind in ours:
        if kind.name() not in limits:
            document = (GOLDEN / f"{kind.name()}.md").read_text(encoding="utf-8")
            assert f"`{kind.code}`" in document.partition("\n")[0]
            assert f"[{kind.code}]" in document
