"""Sources -> a report of the tests in them, with the tables and panels that they name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hierannot_dsl.adapters.test_files import TestFiles
from hierannot_dsl.diagnostics.model import Severity
from hierannot_dsl.resources import background_text
from hierannot_dsl.semantics.load import load, load_all
from hierannot_dsl.testing.background import background_profile
from hierannot_dsl.testing.findings import NoTests
from hierannot_dsl.testing.run import TestRunner
from hierannot_dsl.testing.suite import Suite, TestReport, run_suite

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hierannot_dsl.diagnostics.model import Diagnostic
    from hierannot_dsl.semantics.load import Loader
    from hierannot_dsl.semantics.tests import DeclaredTest
    from hierannot_dsl.source import Source


def run_tests(
    sources: Iterable[Source], loader: Loader, *, chosen: str = "", method: str = "default"
) -> tuple[TestReport, Mapping[str, Source]]:
    """Run the tests of some sources.

    Parameters
    ----------
    sources
        Each under the path of its file: there the tables and panels are looked for that its tests name.
    loader
        Finds what the sources build on, and the hierarchies that tests are for.
    chosen
        Only tests with this text in their own name or in that of their hierarchy, in any case.
    method
        ``"default"`` or ``"hierannot"``.

    Returns
    -------
    report
        A source with errors, in itself or in what it builds on, is broken: its tests are not run. No test
        at all is a finding.
    sources
        Every source that was read, by its name.
    """
    sources = tuple(sources)
    outcome = load_all(sources, loader)
    broken = _broken(sources, loader, outcome.diagnostics)
    files, runner = TestFiles(), TestRunner(background_profile(background_text()), method=method)
    known: dict[str, Source] = {}
    suites = []
    for library in outcome.value or ():
        known |= library.sources
        name = library.source.name
        tests = [test for test in library.tests if _fits(test, chosen)]
        if name in broken:
            suites.append(Suite(name, (), broken=True))
        elif tests:
            suites.append(run_suite(library, tests, lambda test: runner.run(test, files.given(test))))
    findings = [*outcome.diagnostics, *(finding for suite in suites for finding in suite.findings)]
    if not suites:
        findings.append(NoTests(None, chosen))
    return TestReport(tuple(suites), tuple(findings)), known


def _broken(sources: Iterable[Source], loader: Loader, found: Iterable[Diagnostic]) -> frozenset[str]:
    if all(diagnostic.severity is not Severity.ERROR for diagnostic in found):
        return frozenset()
    # Which of them the errors concern is known where each is loaded alone.
    return frozenset(source.name for source in sources if load(source, loader).failed)


def _fits(test: DeclaredTest, chosen: str) -> bool:
    wanted = chosen.casefold()
    return any(wanted in name.text.casefold() for name in (test.name, test.hierarchy.name))
