"""What the documentation of a diagnostic shows is found where it says so, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from hierannot_dsl.cli.kinds import all_kinds
from hierannot_dsl.diagnostics.explain import Explanation, explain
from hierannot_dsl.lint.rules import RULES
from tests.unit.diagnostics.examples import codes, files_of, found_in

# Examples of rules have tests of their own, which look at other rules as well.
KINDS = {code: kind for code, kind in all_kinds().items() if code not in {rule.code for rule in RULES}}
WITHOUT = {
    "E010": "a text beyond 8 MiB",
    "E011": "blocks deeper than the limit",
    "E012": "more nodes than the limit",
    "E013": "more damaged lines than the limit",
    "E081": "a document deeper than the limit",
    "E106": "more hierarchies than are followed",
    "E121": "more nodes than the limit, of several hierarchies",
    "E141": "a refactor that was asked for, not a file",
    "E142": "a refactor that was asked for, not a file",
    "E143": "a refactor that was asked for, not a file",
    "E144": "a refactor that was asked for, not a file",
    "E145": "a refactor that was asked for, not a file",
    "L493": "a baseline, which is written by `hierc lint` and not by hand",
    "L494": "a baseline, which is written by `hierc lint` and not by hand",
}
WITH = pytest.mark.parametrize("code", sorted(set(KINDS) - set(WITHOUT)))


def about(code: str) -> Explanation:
    return explain(KINDS[code])


@WITH
def test_the_example_is_found_and_nothing_else_is(code: str, tmp_path: Path) -> None:
    example = about(code).example
    assert example is not None
    assert codes(found_in(example, code[:2], tmp_path)) == [code]


@WITH
def test_nothing_is_found_in_what_should_stand_instead(code: str, tmp_path: Path) -> None:
    instead = about(code).instead
    assert instead is not None
    assert codes(found_in(instead, code[:2], tmp_path)) == []


@WITH
def test_a_character_that_nobody_sees_is_written_by_number(code: str) -> None:
    for example in (about(code).example, about(code).instead):
        assert example is not None
        assert example.isascii()
        assert all(character.isprintable() or character == "\n" for character in example)


@pytest.mark.parametrize("code", sorted(WITHOUT))
def test_a_diagnostic_without_example_says_why(code: str) -> None:
    explanation = about(code)
    assert (explanation.example, explanation.instead) == (None, None)
    assert "There is no example" in explanation.reason


def test_files_of_an_example_are_told_apart_and_escapes_are_read() -> None:
    assert files_of("# a.hier\nhierarchy a {\n}\n\n# p.txt\nCD<U+200B>3<0xB3>\n") == {
        "a.hier": b"hierarchy a {\n}\n",
        "p.txt": "CD\u200b3".encode() + b"\xb3\n",
    }
    assert files_of('node "A" {\n}\n') == {"example.hier": b'hierarchy example {\n  node "A" {\n  }\n}\n'}
