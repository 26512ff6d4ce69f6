"""L464: a test that asks a node whether it is itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Severity
from hierannot_dsl.lint.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.lint.subject import Subject


@dataclass(frozen=True)
class CircularTest(Diagnostic, code="L464", severity=Severity.WARNING):
    """A test expresses positive markers of the node that it expects, and nothing else.

    It passes whatever the markers are, right or wrong. A test says something where it holds what such cells
    express beside their markers, above all the genes of their rivals.

    Example
    -------
    .. code-block:: hier

        node "B cell" {
          + CD79A
          + MS4A1
        }
        test "B cells are B cells" {
          express CD79A = 3
          express MS4A1 = 3
          expect "B cell"
        }

    Instead
    -------
    .. code-block:: hier

        node "B cell" {
          + CD79A
          + MS4A1
        }
        test "B cells with ambient RNA of plasma cells" {
          express CD74 = 4
          express IGKC = 2
          express MS4A1 = 3
          expect "B cell"
        }

    Source
    ------
    Language: a test whose only evidence is the node's own marker list is a finding.
    """

    test: str
    node: str

    def message(self) -> str:
        return f"all that `{self.test}` expresses are markers of `{self.node}`, which it expects"


def check(subject: Subject) -> Iterator[CircularTest]:
    for test in subject.library.tests:
        node = None if test.hierarchy.damaged else test.own_marker_list()
        if node is not None:
            yield CircularTest(test.name.span, test.name.text, node.name.text)


RULE = Rule(CircularTest, check)
