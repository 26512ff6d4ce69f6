"""L415: a marker that speaks for a node and against one above it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Related, Severity
from hierannot_dsl.lint.rule import Rule
from hierannot_dsl.lint.tree import markers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.lint.subject import Subject
    from hierannot_dsl.source import Span


@dataclass(frozen=True)
class MarkerAgainstAncestor(Diagnostic, code="L415", severity=Severity.WARNING):
    """A positive marker of a node is a negative marker of a node above it.

    The better a cluster fits the node, the worse it fits the way there. The other way round, what a parent
    has and a child has lost, is no contradiction.

    Example
    -------
    .. code-block:: hier

        node "Epithelial" {
          + EPCAM
          + KRT8
          - ACTA2
          node "Luminal" {
            + ESR1
            + FOXA1
          }
          node "Myoepithelial" {
            + ACTA2
            + OXTR
          }
        }

    Instead
    -------
    .. code-block:: hier

        node "Epithelial" {
          + EPCAM
          + KRT8
          - COL1A1
          node "Luminal" {
            + ESR1
            + FOXA1
          }
          node "Myoepithelial" {
            + ACTA2
            + OXTR
          }
        }

    Source
    ------
    The scoring equations: routing reaches a child through its parent.
    """

    gene: str
    program: str
    ancestor: str
    first: Span

    def message(self) -> str:
        return f"`{self.gene}` speaks for `{self.program}` and against `{self.ancestor}` above it"

    def related(self) -> tuple[Related, ...]:
        return (Related(self.first, "it counts against the ancestor here"),)


def check(subject: Subject) -> Iterator[MarkerAgainstAncestor]:
    for tree in subject.trees:
        against = {
            node: {marker.key: marker for marker in node.markers if marker.sign < 0} for node in tree.nodes
        }
        for node in tree.nodes:
            for ancestor in tree.ancestors(node):
                for marker in markers(node):
                    denied = against[ancestor].get(marker.key)
                    if marker.sign < 0 or denied is None:
                        continue
                    # The place is the line of this source, whichever of the two that is.
                    here = subject.own((marker.span, denied.span))
                    there = denied.span if here == marker.span else marker.span
                    if here is not None:
                        yield MarkerAgainstAncestor(
                            here, marker.gene, node.name.text, ancestor.name.text, there
                        )


RULE = Rule(MarkerAgainstAncestor, check)
