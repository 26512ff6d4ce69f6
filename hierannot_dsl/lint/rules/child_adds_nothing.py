"""L413: a child that is no more than its parent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Related, Severity
from hierannot_dsl.lint.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.lint.subject import Subject
    from hierannot_dsl.source import Span


@dataclass(frozen=True)
class ChildAddsNothing(Diagnostic, code="L413", severity=Severity.WARNING):
    """Every marker of a node is a marker of its parent, with the same sign.

    A child is told from its siblings by what its parent does not have. This one has nothing of that kind, so
    its score repeats its parent's.

    Example
    -------
    .. code-block:: hier

        node "B cell" {
          + CD79A
          + CD79B
          + MS4A1
          node "Memory B cell" {
            + CD79A
            + MS4A1
          }
          node "Naive B cell" {
            + IGHD
            + TCL1A
          }
        }

    Instead
    -------
    .. code-block:: hier

        node "B cell" {
          + CD79A
          + CD79B
          + MS4A1
          node "Memory B cell" {
            + CD27
            + TNFRSF13B
          }
          node "Naive B cell" {
            + IGHD
            + TCL1A
          }
        }

    Source
    ------
    The scoring equations: a child's markers are cleaned of those of its parent before they count.
    """

    program: str
    parent: str
    first: Span

    def message(self) -> str:
        return f"`{self.program}` has no marker that its parent `{self.parent}` does not have"

    def related(self) -> tuple[Related, ...]:
        return (Related(self.first, "its parent is here"),)


def check(subject: Subject) -> Iterator[ChildAddsNothing]:
    for tree in subject.trees:
        for node in tree.nodes:
            parent = tree.parents.get(node)
            if parent is None or not node.markers or node.of_kind("variant") or node.damaged:
                continue
            above = {(*marker.key, marker.sign) for marker in parent.markers}
            if {(*marker.key, marker.sign) for marker in node.markers} <= above:
                yield ChildAddsNothing(node.name.span, node.name.text, parent.name.text, parent.name.span)


RULE = Rule(ChildAddsNothing, check)
