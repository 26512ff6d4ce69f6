from __future__ import annotations

from dataclasses import replace

from hierannot_dsl.diagnostics.fix import apply_fixes
from hierannot_dsl.source import Source
from hierannot_dsl.testing.bless import blessings
from tests.unit.testing.cases import BLOOD, T_CELL, run


def blessed(body: str, *, before: str = "") -> str:
    source = Source("blood.test.hier", before + f'test "1" {{\n{body}\n}}\n')
    fixed = apply_fixes(source, blessings(run(body, before=before)))
    return fixed.text.removeprefix(before + 'test "1" {\n').removesuffix("\n}\n")


def test_lines_that_fail_say_what_was_observed_and_keep_their_comments() -> None:
    body = T_CELL + '  expect "B cell"  # why\nexpect not unknown\nexpect  not  "T cell" or above # so'
    assert blessed(body) == T_CELL + '  expect "T cell"  # why\nexpect not unknown\nexpect "T cell" # so'


def test_unknown_is_observed_too() -> None:
    assert blessed('expect "B cell"') == "expect unknown"


def test_a_test_that_passes_stays_as_it_is() -> None:
    assert blessings(run(T_CELL + 'expect "T cell"')) == ()


def test_a_mixed_call_cannot_be_written() -> None:
    result = run(T_CELL + 'expect "B cell"')
    assert result.call is not None
    assert blessings(replace(result, call=replace(result.call, status="mixed", path=()))) == ()


def test_a_name_that_a_variant_has_too_is_written_with_its_path() -> None:
    body = T_CELL + "express CD8A = 3\nexpress CD8B = 3\nexpress GZMK = 3\n"
    assert blessed(body + "expect unknown") == body + 'expect "CD8 T cell"'
    before = BLOOD.replace('"resting"', '"CD8 T cell"')
    assert blessed(body + "expect unknown", before=before) == body + 'expect "T cell" > "CD8 T cell"'


def test_quotes_in_names_are_escaped() -> None:
    before = BLOOD.replace('"T cell"', r'"T \"a\\b\" cell"')
    assert blessed(T_CELL + "expect unknown", before=before) == T_CELL + r'expect "T \"a\\b\" cell"'
