"""Report of a test run -> one line for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hierannot_dsl.testing.suite import TestReport


def tests_text(report: TestReport) -> str:
    """How many tests there were, and how many passed and failed.

    Examples
    --------
    >>> from hierannot_dsl.testing.suite import Suite, TestReport
    >>> tests_text(TestReport((Suite("a.hier", (), broken=True),), ()))
    '0 tests; 1 file with errors was not run'
    """
    files = sum(bool(suite.results) for suite in report.suites)
    where = f" in {_counted(files, 'file')}" if files > 1 else ""
    told = _counted(report.n_tests, "test") + where
    if report.n_tests:
        told += f": {report.n_tests - report.n_failed} passed"
    if report.n_failed:
        told += f", {report.n_failed} failed"
    if report.n_broken:
        told += f"; {_counted(report.n_broken, 'file')} with errors {_was(report.n_broken)} not run"
    return told


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _was(number: int) -> str:
    return "was" if number == 1 else "were"
