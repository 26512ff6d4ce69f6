"""Which rules run, what they may speak of, and what is returned."""

from __future__ import annotations

import pytest

from hierannot_dsl.lint.rules import RULES
from hierannot_dsl.lint.run import chosen, lint
from hierannot_dsl.semantics.load import load
from hierannot_dsl.source import Source
from hierannot_dsl.symbols.table import Meaning, SymbolTable
from tests.unit.lint.linting import Files, around, data, found, library, marked

BASE = """\
hierarchy base {
  node "Mural" {
    + RGS5
    node "Pericyte" {
      + KCNJ8
    }
  }
}
"""


def codes(**words: list[str]) -> list[str]:
    return [rule.code for rule in chosen(**words)]


def test_rules_run_unless_they_are_off_by_default() -> None:
    assert codes() == [rule.code for rule in RULES if rule.code != "L437"]


def test_rules_are_chosen_by_code_beginning_name_and_all() -> None:
    assert codes(select=["L416"]) == ["L416"]
    assert codes(select=["only-child"]) == ["L416"]
    assert codes(select=["x5", "l416"]) == ["L416", "X501", "X502", "X503", "X504", "X505"]
    assert codes(select=["all"]) == [rule.code for rule in RULES]
    assert codes(select=["X5"], ignore=["X50", "L4"]) == []
    assert codes(select=["all"], ignore=["no-provenance"]) == codes()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({"select": ["L499"]}, "no rule 'L499'; did you mean 'L409'?"),
        ({"select": ["only-chidl"]}, "no rule 'only-chidl'; did you mean 'only-child'?"),
        ({"select": ["E205"]}, "no rule 'E205'"),
        ({"ignore": [""]}, "no rule ''"),
    ],
)
def test_a_word_that_fits_no_rule_is_a_caller_s_mistake(words: dict[str, list[str]], message: str) -> None:
    with pytest.raises(ValueError, match=message.replace("?", r"\?")):
        chosen(**words)


def test_findings_of_a_base_belong_to_the_base() -> None:
    text = 'hierarchy mine extends base {\n  node "Mast cell" {\n    + KIT\n  }\n}\n'
    assert [marked(d, text) for d in found(text, "L405", base=BASE)] == ['"Mast cell"']
    assert [d.code for d in found(BASE, "L416")] == ["L416"]
    assert found(text, "L416", base=BASE) == ()


def test_hierarchies_that_share_lines_give_one_finding() -> None:
    text = BASE + "hierarchy mine extends base {\n}\n"
    assert data(found(text, "L416")) == [("L416", "Pericyte", "Mural")]


def test_hierarchies_with_damaged_lines_are_passed_over() -> None:
    text = around('node "T cell" {\n+ = 2\n}\nnode "B cell" {\n+ MS4A1\n}')
    outcome = load(Source("case.hier", text), Files({}))
    assert outcome.value is not None
    assert outcome.failed
    assert lint(outcome.value, select=["L405", "L431"]) == ()


def test_what_was_found_before_is_returned_too_and_warnings_of_it_can_be_ignored() -> None:
    text = around('  node "T cell" {\n    + CD3D\n    + CD3D\n    +TRAC\n  }')
    outcome = load(Source("case.hier", text), Files({}))
    assert outcome.value is not None
    before = outcome.diagnostics
    assert {d.code for d in before} == {"E205", "E043"}
    assert [d.code for d in lint(outcome.value, found=before, select=["L405"])] == ["L405", "E205", "E043"]
    # An error stays an error.
    assert [d.code for d in lint(outcome.value, found=before, select=["L405"], ignore=["E"])] == [
        "L405",
        "E205",
    ]


def test_a_table_of_symbols_takes_the_place_of_the_package_s() -> None:
    case = library(around('node "T cell" {\n+ OURS\n+ SDPR\n}'))
    ours = SymbolTable([Meaning("OURS", ("CD3D",), "alias")])
    assert data(lint(case, select=["L42"], symbols=ours)) == [("L422", "OURS", ("CD3D",))]


def test_the_same_text_gives_the_same_findings_in_the_order_of_the_text() -> None:
    text = around('node "T cell" {\n+ GAPDH\n+ SDPR\n+ 2-Sep\n}')
    first, second = (lint(library(text)) for _ in range(2))
    assert first == second
    places = [d.span.start for d in first if d.span]
    assert places == sorted(places)
