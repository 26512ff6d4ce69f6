"""Report of a test run -> JUnit XML, as continuous integration reads it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as Xml

from hierannot_dsl.diagnostics.model import Severity
from hierannot_dsl.diagnostics.render import in_order, render

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hierannot_dsl.diagnostics.model import Diagnostic
    from hierannot_dsl.source import Source
    from hierannot_dsl.testing.suite import Suite, TestReport

# What XML 1.0 cannot hold, escaped or not.
UNSPEAKABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NAME = "hierc test"


def tests_junit(report: TestReport, sources: Mapping[str, Source]) -> str:
    """One suite for each file, one case for each test; it ends in a line feed.

    A file with errors is a case that is an error, and so is what was found without a place. There are no
    times: two runs give the same bytes.
    """
    root = Xml.Element("testsuites", name=NAME)
    for suite in report.suites:
        _add_suite(root, suite, report.findings, sources)
    placeless = [found for found in report.findings if found.span is None]
    if placeless:
        _add_error(_add(root, "testsuite", name=NAME), NAME, placeless, sources)
    for suites in (root, *root):
        suites.set("tests", str(len(list(suites.iter("testcase")))))
        suites.set("failures", str(len(list(suites.iter("failure")))))
        suites.set("errors", str(len(list(suites.iter("error")))))
    Xml.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{Xml.tostring(root, encoding="unicode")}\n'


def _add_suite(
    root: Xml.Element, suite: Suite, findings: Iterable[Diagnostic], sources: Mapping[str, Source]
) -> None:
    element = _add(root, "testsuite", name=suite.file)
    for result in suite.results:
        owner = result.test.hierarchy.name.text
        case = _add(element, "testcase", classname=owner, name=result.test.name.text)
        if result.findings:
            first = result.findings[0]
            failure = _add(case, "failure", type=first.code, message=first.message())
            failure.text = _rendered(result.findings, sources)
    if suite.broken:
        errors = [found for found in findings if found.span and found.severity is Severity.ERROR]
        own = [found for found in errors if found.span and found.span.source == suite.file]
        _add_error(element, suite.file, own or errors, sources)


def _add_error(
    element: Xml.Element, name: str, found: list[Diagnostic], sources: Mapping[str, Source]
) -> None:
    case = _add(element, "testcase", classname=NAME, name=name)
    error = _add(case, "error", type=found[0].code, message=found[0].message())
    error.text = _rendered(found, sources)


def _add(parent: Xml.Element, tag: str, **attributes: str) -> Xml.Element:
    spoken = {name: UNSPEAKABLE.sub("\ufffd", value) for name, value in attributes.items()}
    return Xml.SubElement(parent, tag, spoken)


def _rendered(found: Iterable[Diagnostic], sources: Mapping[str, Source]) -> str:
    text = "\n\n".join(render(diagnostic, sources) for diagnostic in in_order(found))
    return UNSPEAKABLE.sub("\ufffd", text)
