"""`hierc test`: hierarchies are asked what they call given cells, and held to what is expected."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hierannot_dsl.cli.console import CANNOT_RUN, CannotRun, progress, result
from hierannot_dsl.cli.files import caller_mistakes, told_warnings
from hierannot_dsl.cli.findings import FORMATS, fail_on_option, print_findings, status_of
from hierannot_dsl.cli.sources import SUFFIX, catalog_option, files_below, read_source, search_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from hierannot_dsl.source import Source
    from hierannot_dsl.testing.suite import TestReport

TESTS = f".test{SUFFIX}"
METHODS = ("default", "hierannot")
# A cheap look at the files of a folder: without such a line there is no test.
MAY_HOLD_TESTS = re.compile(r"^\s*test\b", re.MULTILINE)


@click.command(short_help="Run the tests of hierarchies.")
@click.argument("paths", nargs=-1, required=True, metavar="FILE|FOLDER...", type=click.Path(path_type=Path))
@click.option("-k", "chosen", metavar="TEXT", default="", help="Only tests with TEXT in a name.")
@click.option(
    "--method",
    type=click.Choice(METHODS),
    default=METHODS[0],
    show_default=True,
    help="Of scoring: this project's, or the published equations.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice([*FORMATS, "junit"]),
    default="human",
    show_default=True,
    help="How to print what was found.",
)
@click.option("--bless", is_flag=True, help="Rewrite `expect` lines that fail to what was observed.")
@fail_on_option
@catalog_option
def test(
    paths: tuple[Path, ...],
    chosen: str,
    method: str,
    format_: str,
    bless: bool,
    fail_on: str,
    catalogs: tuple[Path, ...],
) -> int:
    """Run the tests in FILEs, and in all files of FOLDERs and below.

    The tests of NAME.hier may stand in NAME.test.hier beside it. Hierarchies are looked for in a FOLDER as in
    a --catalog. TEXT is part of the name of a test or of its hierarchy.
    """
    from hierannot_dsl.api.hier_tests import run_tests

    loader = search_path([*(path for path in paths if path.is_dir()), *catalogs])
    sources, unreadable = _read(paths)
    if unreadable and not sources:
        return CANNOT_RUN  # that there is no test would be a guess
    with told_warnings():
        report, known = run_tests(sources, loader, chosen=chosen, method=method)
    if bless and _bless(report, known):
        sources, _ = _read(paths)
        report, known = run_tests(sources, loader, chosen=chosen, method=method)
    _print(report, known, format_)
    return CANNOT_RUN if unreadable else status_of(report.findings, fail_on)


def _read(paths: Iterable[Path]) -> tuple[list[Source], int]:
    """The sources that may hold tests, each once, and how many could not be read."""
    sources: dict[str, Source] = {}
    unreadable = 0
    for path, named in _files(paths):
        try:
            source = read_source(path)
        except CannotRun as problem:
            problem.show()
            unreadable += 1
            continue
        if named or MAY_HOLD_TESTS.search(source.text):
            sources[source.name] = source
    return list(sources.values()), unreadable


def _files(paths: Iterable[Path]) -> Iterator[tuple[Path, bool]]:
    """Files, and whether each was named, not found in a folder."""
    for path in paths:
        if path.is_dir():
            yield from ((file, False) for file in files_below(path))
            continue
        yield path, True
        beside = path.with_name(path.name.removesuffix(SUFFIX) + TESTS)
        if not path.name.endswith(TESTS) and beside.is_file():
            yield beside, True


def _bless(report: TestReport, sources: Mapping[str, Source]) -> bool:
    """Write what was observed over what was expected, and say so; files with errors are left as they are."""
    from hierannot_dsl.adapters.files import write_text
    from hierannot_dsl.diagnostics.fix import apply_fixes
    from hierannot_dsl.testing.bless import blessings

    blessed = False
    for suite in report.suites:
        source = sources[suite.file]
        if suite.broken:
            progress(f"{suite.file}: left as it is, it has errors")
        fixed = apply_fixes(source, [fix for found in suite.results for fix in blessings(found)])
        for fix in fixed.applied:
            span = fix.edits[0][0]
            progress(f"{suite.file}:{source.position(span.start).line}: {fix.description}")
        if fixed.applied:
            with caller_mistakes(suite.file):
                write_text(Path(suite.file), fixed.text)
            blessed = True
    return blessed


def _print(report: TestReport, sources: Mapping[str, Source], format_: str) -> None:
    if format_ == "json":
        from hierannot_dsl.emit.tests_json import tests_json

        result(tests_json(report, sources))
    elif format_ == "junit":
        from hierannot_dsl.emit.tests_junit import tests_junit

        result(tests_junit(report, sources))
    else:
        print_findings(report.findings, sources, format_)
        if format_ == "human":
            from hierannot_dsl.emit.tests_text import tests_text

            result(tests_text(report))
