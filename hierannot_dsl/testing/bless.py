"""Failed tests -> edits that make them expect what was observed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.fix import Fix
from hierannot_dsl.syntax.format import quoted
from hierannot_dsl.testing.run import UNKNOWN

if TYPE_CHECKING:
    from hierannot_dsl.testing.run import TestResult


def blessings(result: TestResult) -> tuple[Fix, ...]:
    """One edit for each `expect` line that failed.

    None where the call is mixed: the language has no line that expects that. What a test asks of panels is
    left alone.
    """
    call = result.call
    if call is None or call.status == "mixed":
        return ()
    line = f"expect {_path(result) if call.path else UNKNOWN}"
    return tuple(
        Fix(f"expected {failed.written()}, now `{line}`", ((failed.span, line),), safe=False)
        for failed in result.failed
    )


def _path(result: TestResult) -> str:
    """The name of the label; its whole path where a variant has that name too."""
    assert result.call is not None
    named = Counter(entry.name.text for entry in result.test.hierarchy.walk())
    path = result.call.path
    return " > ".join(map(quoted, path if named[path[-1]] > 1 else path[-1:]))
