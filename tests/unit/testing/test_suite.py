from __future__ import annotations

from hierannot_dsl.lint.rules.circular_test import CircularTest
from hierannot_dsl.semantics.load import load
from hierannot_dsl.source import Source
from hierannot_dsl.testing.run import Given, TestRunner
from hierannot_dsl.testing.suite import Suite, TestReport, run_suite
from tests.unit.testing.cases import BACKGROUND, T_CELL, Blood

CIRCULAR = "express CD3D = 3\nexpress CD3E = 3\nexpress TRAC = 3\n"


def suite(text: str) -> Suite:
    library = load(Source("blood.test.hier", text), Blood()).unwrap()
    runner = TestRunner(BACKGROUND)
    return run_suite(library, library.tests, lambda test: runner.run(test, Given()))


def test_a_circular_test_passes_with_a_warning() -> None:
    found = suite(f'test "a" {{\n{CIRCULAR}expect "T cell"\n}}\n')
    assert [type(warning) for warning in found.warnings] == [CircularTest]
    assert found.results[0].passed
    assert found.findings == found.warnings


def test_the_warning_can_be_ignored_where_the_test_stands() -> None:
    found = suite(f'# hier: ignore L464 on purpose\ntest "a" {{\n{CIRCULAR}expect "T cell"\n}}\n')
    assert found.warnings == ()


def test_a_report_counts() -> None:
    found = suite(f'test "a" {{\n{T_CELL}expect "T cell"\n}}\ntest "b" {{\nexpect "T cell"\n}}\n')
    report = TestReport((found, Suite("b.hier", (), broken=True)), found.findings)
    assert (report.n_tests, report.n_failed, report.n_broken) == (2, 1, 1)
