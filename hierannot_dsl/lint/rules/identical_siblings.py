"""L411: siblings that no cluster can tell apart."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Related, Severity
from hierannot_dsl.lint.rule import Rule
from hierannot_dsl.lint.tree import evidence, markers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.lint.subject import Subject
    from hierannot_dsl.semantics.entries import Entry
    from hierannot_dsl.source import Span


@dataclass(frozen=True)
class IdenticalSiblings(Diagnostic, code="L411", severity=Severity.WARNING):
    """Two siblings have the same markers with the same signs.

    Siblings compete for the same cells. With equal evidence their margin is zero in every cluster, and no
    cluster is ever called either.

    Example
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D
          + CD3E
          + TRAC
          node "Memory T cell" {
            + CCR7
            + IL7R
          }
          node "Naive T cell" {
            + CCR7
            + IL7R
          }
        }

    Instead
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D
          + CD3E
          + TRAC
          node "Memory T cell" {
            + S100A4
            + S100A11
          }
          node "Naive T cell" {
            + CCR7
            + IL7R
          }
        }

    Source
    ------
    Two of the published scGate models are identical.
    """

    program: str
    other: str
    first: Span

    def message(self) -> str:
        return f"`{self.program}` has the same markers as its sibling `{self.other}`"

    def related(self) -> tuple[Related, ...]:
        return (Related(self.first, "its sibling is here"),)


def check(subject: Subject) -> Iterator[IdenticalSiblings]:
    for tree in subject.trees:
        for fork in tree.forks:
            groups: dict[object, list[Entry]] = defaultdict(list)
            for sibling in fork.siblings:
                if any(markers(sibling)):
                    groups[evidence(sibling)].append(sibling)
            for first, *others in groups.values():
                for other in others:
                    # The sibling may be inherited; what is told is told of the source at hand.
                    here, there = (other, first) if subject.owns(other.name.span) else (first, other)
                    yield IdenticalSiblings(here.name.span, here.name.text, there.name.text, there.name.span)


RULE = Rule(IdenticalSiblings, check)
