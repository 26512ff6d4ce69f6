"""Every rule is listed, documented by examples that do what they say, and has its page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import hierannot_dsl.lint.rules
from hierannot_dsl.diagnostics.explain import as_source, explain
from hierannot_dsl.diagnostics.model import Severity
from hierannot_dsl.diagnostics.outcome import Outcome
from hierannot_dsl.lint.examples import Alone, library_of
from hierannot_dsl.lint.pages import pages
from hierannot_dsl.lint.rule import Rule
from hierannot_dsl.lint.rules import RULES
from hierannot_dsl.lint.run import lint
from hierannot_dsl.semantics.load import load
from hierannot_dsl.source import Source

DOCS = Path(__file__).parents[3] / "docs/rules"
BY_NAME = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)

# What an excerpt leaves out by nature: most of its markers, ids, descriptions.
OF_WHOLE_HIERARCHIES = {"L405", "L431", "L434"}


def codes_in(example: str, rule: Rule) -> set[str]:
    select = {rule.code} | {other.code for other in RULES if other.default}
    found = lint(library_of(example), select=select, ignore=OF_WHOLE_HIERARCHIES - {rule.code})
    return {diagnostic.code for diagnostic in found}


@BY_NAME
def test_the_example_is_found_and_nothing_else_is(rule: Rule) -> None:
    example = explain(rule.diagnostic).example
    assert example is not None
    assert codes_in(example, rule) == {rule.code}


@BY_NAME
def test_nothing_is_found_in_what_should_stand_instead(rule: Rule) -> None:
    instead = explain(rule.diagnostic).instead
    assert instead is not None
    assert codes_in(instead, rule) == set()


@BY_NAME
def test_examples_are_right_but_for_what_they_show(rule: Rule) -> None:
    about = explain(rule.diagnostic)
    for example in (about.example, about.instead):
        outcome: Outcome = load(Source("example.hier", as_source(example or "")), Alone())
        assert outcome.diagnostics == ()


@BY_NAME
def test_a_rule_says_why_and_where_it_comes_from(rule: Rule) -> None:
    about = explain(rule.diagnostic)
    assert about.summary.endswith(".")
    assert about.reason
    assert about.source


@BY_NAME
def test_a_rule_never_stops_a_compilation(rule: Rule) -> None:
    assert rule.diagnostic.severity < Severity.ERROR
    assert rule.code[:2] in ("L4", "X5")


@BY_NAME
def test_messages_are_one_line_in_lower_case_without_a_full_stop(rule: Rule) -> None:
    example = explain(rule.diagnostic).example
    assert example is not None
    for found in lint(library_of(example), select=[rule.code]):
        for text in (found.message(), found.help() or ""):
            assert re.fullmatch(r"[^\n]*[^\n.]|", text)
            assert not re.match(r"[A-Z][a-z]", text)


def test_each_module_of_rules_is_listed_once_in_the_order_of_codes() -> None:
    folder = Path(hierannot_dsl.lint.rules.__file__).parent
    modules = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    assert modules == {rule.name.replace("-", "_") for rule in RULES}
    assert [rule.code for rule in RULES] == sorted(rule.code for rule in RULES)
    assert len({rule.code for rule in RULES}) == len(RULES) == len(modules)


def test_the_pages_of_the_documentation_are_what_the_rules_say(request: pytest.FixtureRequest) -> None:
    written = pages()
    if request.config.getoption("--update-golden"):
        for path in DOCS.glob("*.md"):
            path.unlink()
        for name, text in written.items():
            (DOCS / name).write_text(text, encoding="utf-8")
    assert {path.name: path.read_text(encoding="utf-8") for path in DOCS.glob("*.md")} == written
