"""The catalog's own tests: every hierarchy has some, all pass, and its own nodes are expected."""

from __future__ import annotations

import pytest

from benchmarks.catalog import read_model, read_resolved
from hierannot_dsl.adapters.files import read_hier
from hierannot_dsl.adapters.search import SearchPath
from hierannot_dsl.api.hier_tests import run_tests
from hierannot_dsl.resources import catalog_folder
from hierannot_dsl.testing.suite import Suite, TestReport

BUILTINS = [name for name in read_resolved() if not name.endswith("_deep")]
DEEP = [name for name in read_resolved() if name.endswith("_deep")]
COMMON = {node.name for _, node in read_model("tme_core").walk()}
# Their tests stand for the finer types that all deep hierarchies share: of immune cells, stroma, nerves.
STAND_FOR_ALL = ("immune_deep", "colon_deep", "pancreas_deep")


@pytest.fixture(scope="module")
def report() -> TestReport:
    files = sorted((catalog_folder() / "tests").glob("*.test.hier"))
    return run_tests(map(read_hier, files), SearchPath())[0]


def suite_of(report: TestReport, name: str) -> Suite:
    (suite,) = (suite for suite in report.suites if suite.file.endswith(f"/{name}.test.hier"))
    return suite


def test_every_test_passes_and_none_asks_a_node_whether_it_is_itself(report: TestReport) -> None:
    assert report.findings == ()
    assert report.n_tests >= 290
    assert len(report.suites) == len(BUILTINS) + len(DEEP)


@pytest.mark.parametrize("name", BUILTINS)
def test_what_is_special_to_a_hierarchy_is_expected(report: TestReport, name: str) -> None:
    tests = [result.test for result in suite_of(report, name).results]
    assert {test.hierarchy.name.text for test in tests} == {name}
    expected = {
        line.path[-1].name.text
        for test in tests
        for line in test.expectations
        if line.path and not line.negated
    }
    assert _leaves(name) - (COMMON if name not in ("tme_core", "immune_core") else set()) <= expected


@pytest.mark.parametrize("name", DEEP)
def test_the_finer_types_of_a_deep_hierarchy_are_expected(report: TestReport, name: str) -> None:
    tests = [result.test for result in suite_of(report, name).results]
    assert {test.hierarchy.name.text for test in tests} == {name}
    expected = {
        line.path[-1].name.text
        for test in tests
        for line in test.expectations
        if line.path and not line.negated
    }
    base = next(each for each in BUILTINS if each.startswith(name.removesuffix("deep")))
    others = [_leaves(other) for other in STAND_FOR_ALL if other != name]
    assert _leaves(name) - _leaves(base).union(*others) <= expected
    assert expected - _leaves(name), "a cell that stops above the finer types"


@pytest.mark.parametrize("name", [*BUILTINS, *DEEP])
def test_every_hierarchy_has_cells_that_it_must_leave_unknown(report: TestReport, name: str) -> None:
    tests = [result.test for result in suite_of(report, name).results]
    unknown = [test for test in tests if any(not line.path for line in test.expectations)]
    assert len(unknown) >= 2
    assert any(not test.expressed for test in unknown)


def _leaves(name: str) -> set[str]:
    return {node.name for _, node in read_model(name).walk() if not node.children}
