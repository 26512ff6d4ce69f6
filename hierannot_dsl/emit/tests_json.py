"""Report of a test run -> JSON (version 1): every test with its call and what it expected."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from hierannot_dsl.diagnostics.encode import encode_json
from hierannot_dsl.diagnostics.render import in_order

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hierannot_dsl.source import Source
    from hierannot_dsl.testing.call import Call
    from hierannot_dsl.testing.run import TestResult
    from hierannot_dsl.testing.suite import Suite, TestReport

FORMAT = "hierannot_dsl.tests"
FORMAT_VERSION = 1


def tests_json(report: TestReport, sources: Mapping[str, Source]) -> str:
    """The report as one JSON object; `diagnostics` are those of `encode_json`. It ends in a line feed."""
    findings = json.loads(encode_json(in_order(report.findings), sources))
    document = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "tests": report.n_tests,
        "failed": report.n_failed,
        "files": [_file(suite, sources) for suite in report.suites],
        "diagnostics": findings["diagnostics"],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _file(suite: Suite, sources: Mapping[str, Source]) -> dict[str, Any]:
    source = sources[suite.file]
    tests = [_test(result, source) for result in suite.results]
    return {"file": suite.file, "broken": suite.broken, "tests": tests}


def _test(result: TestResult, source: Source) -> dict[str, Any]:
    test = result.test
    return {
        "name": test.name.text,
        "hierarchy": test.hierarchy.name.text,
        "line": source.position(test.span.start).line,
        "passed": result.passed,
        "called": _call(result.call) if result.call else None,
        "expectations": [
            {
                "line": source.position(line.span.start).line,
                "expected": line.written().replace("`", ""),
                "holds": None if result.call is None else line not in result.failed,
            }
            for line in test.expectations
        ],
        "findings": [finding.code for finding in result.findings],
    }


def _call(call: Call) -> dict[str, Any]:
    return {
        "label": call.label,
        "status": call.status,
        "path": list(call.path),
        "reason": call.reason or None,
        "confidence": call.confidence,
        "leader": call.leader or None,
        "runner_up": call.runner_up or None,
        "margin": None if call.margin is None else round(call.margin, 6),
    }
