"""Suite: the tests of one file with what became of them; and the report of a run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.lint.ignores import silence
from hierannot_dsl.lint.rules.circular_test import CircularTest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from hierannot_dsl.diagnostics.model import Diagnostic
    from hierannot_dsl.semantics.load import Library
    from hierannot_dsl.semantics.tests import DeclaredTest
    from hierannot_dsl.testing.run import TestResult


@dataclass(frozen=True)
class Suite:
    """Results of one file.

    Attributes
    ----------
    file
        Its name.
    results
        In the order of the text.
    broken
        Whether the file, or what it builds on, has errors, so that no test of it was run.
    warnings
        Tests that could not fail.
    """

    file: str
    results: tuple[TestResult, ...]
    broken: bool = False
    warnings: tuple[Diagnostic, ...] = ()

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        failures = (finding for result in self.results for finding in result.findings)
        return (*failures, *self.warnings)


def run_suite(
    library: Library, tests: Iterable[DeclaredTest], run: Callable[[DeclaredTest], TestResult]
) -> Suite:
    """Run some of the tests of a file without errors."""
    tests = tuple(tests)
    circular = (
        CircularTest(test.name.span, test.name.text, node.name.text)
        for test in tests
        if (node := test.own_marker_list()) is not None
    )
    return Suite(library.source.name, tuple(map(run, tests)), warnings=silence(circular, library.file))


@dataclass(frozen=True)
class TestReport:
    """One run.

    Attributes
    ----------
    suites
        Files with tests that were asked for, or with errors.
    findings
        All that was found, mistakes of the files included.
    """

    __test__ = False

    suites: tuple[Suite, ...]
    findings: tuple[Diagnostic, ...]

    @property
    def n_tests(self) -> int:
        return sum(len(suite.results) for suite in self.suites)

    @property
    def n_failed(self) -> int:
        return sum(not result.passed for suite in self.suites for result in suite.results)

    @property
    def n_broken(self) -> int:
        return sum(suite.broken for suite in self.suites)
