from __future__ import annotations

import json

import lark
import pytest

from hierannot_dsl.resources import catalog_folder, grammar_path, grammar_tables, grammar_text, read_text
from hierannot_dsl.syntax.grammar import FILE, LINE, build_parser, parser
from hierannot_dsl.syntax.tables import read_tables, write_tables

CATALOG = sorted(catalog_folder().rglob("*.hier"))
LINES = ["  + CD3D = 1.5 @pmid:1 # note\n", 'replace "a" > "b" with node "c" {\n', "}\n", 'drop - "x"\n']


@pytest.fixture(scope="module")
def built() -> lark.Lark:
    return build_parser(grammar_text())


def stamped(text: str | None) -> dict[str, str]:
    return {key: value for key, value in json.loads(text or "{}").items() if key != "tables"}


def terminals(of: lark.Lark) -> list[tuple[str, str, int]]:
    return [(terminal.name, terminal.pattern.to_regexp(), terminal.priority) for terminal in of.terminals]


def test_the_tables_that_ship_are_of_this_grammar(request: pytest.FixtureRequest, built: lark.Lark):
    made = write_tables(built, grammar_text())
    shipped = stamped(grammar_tables())
    # States are numbered anew each time: a file that is current stays as it is.
    if request.config.getoption("--update-golden") and shipped != stamped(made):
        grammar_path().with_name("hier.tables.json").write_text(made, encoding="utf-8")
        shipped = stamped(made)
    assert shipped["grammar"] == stamped(made)["grammar"]


def test_tables_are_read_by_the_lark_that_made_them():
    fit = stamped(grammar_tables())["lark"] == lark.__version__
    assert (read_tables(grammar_tables() or "", grammar_text()) is not None) == fit


def test_tables_give_the_parser_that_the_grammar_gives(built: lark.Lark):
    assert parser().options.options == built.options.options
    assert parser().rules == built.rules
    assert terminals(parser()) == terminals(built)


def test_both_parsers_read_the_catalog_alike(built: lark.Lark):
    assert CATALOG
    for path in CATALOG:
        text = read_text(path) + "\n"
        assert parser().parse(text, start=FILE) == built.parse(text, start=FILE), path.name
    for line in LINES:
        assert parser().parse(line, start=LINE) == built.parse(line, start=LINE)


def test_both_parsers_stop_at_the_same_place_and_expect_the_same(built: lark.Lark):
    stopped = []
    for one in (parser(), built):
        with pytest.raises(lark.UnexpectedInput) as stop:
            one.parse("hierarchy x {\n  node T {\n", start=FILE)
        stopped.append((stop.value.pos_in_stream, stop.value.interactive_parser.accepts()))
    assert stopped[0] == stopped[1]


@pytest.mark.parametrize(("key", "other"), [("lark", "0.0.0"), ("grammar", "0" * 64)])
def test_tables_of_another_grammar_or_lark_are_left_alone(built: lark.Lark, key: str, other: str):
    tables = json.loads(write_tables(built, grammar_text()))
    assert read_tables(json.dumps({**tables, key: other}), grammar_text()) is None
    assert read_tables(json.dumps(tables), grammar_text() + "\n") is None


@pytest.mark.parametrize("tables", [None, '{"lark": "0.0.0"}'])
def test_without_tables_that_fit_the_parser_is_built(monkeypatch: pytest.MonkeyPatch, tables: str | None):
    monkeypatch.setattr("hierannot_dsl.syntax.grammar.grammar_tables", lambda: tables)
    parser.cache_clear()
    try:
        assert parser().parse(LINES[0], start=LINE).children[0].data == "marker"
    finally:
        parser.cache_clear()
