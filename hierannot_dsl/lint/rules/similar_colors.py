"""L436: siblings in one colour."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Related, Severity
from hierannot_dsl.lint.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.lint.subject import Subject
    from hierannot_dsl.source import Span

_LEAST = 16  # steps of 256 in red, green or blue; on a map of small dots less than that is one colour


@dataclass(frozen=True)
class SimilarColors(Diagnostic, code="L436", severity=Severity.WARNING):
    """Two siblings have colours that cannot be told apart.

    Siblings lie beside each other in a plot, and there the colour is all that a reader sees of them.

    Example
    -------
    .. code-block:: hier

        node "CD4 T cell" {
          color "#1f77b4"
          + CD4
        }
        node "CD8 T cell" {
          color "#1F77B5"
          + CD8A
        }

    Instead
    -------
    .. code-block:: hier

        node "CD4 T cell" {
          color "#1f77b4"
          + CD4
        }
        node "CD8 T cell" {
          color "#ff7f0e"
          + CD8A
        }

    Source
    ------
    A rule of this project.
    """

    color: str
    node: str
    other: str
    first: Span

    def message(self) -> str:
        return f"the colour of `{self.node}`, {self.color}, is nearly that of its sibling `{self.other}`"

    def related(self) -> tuple[Related, ...]:
        return (Related(self.first, "the other colour is here"),)


def check(subject: Subject) -> Iterator[SimilarColors]:
    for tree in subject.trees:
        for fork in tree.forks:
            colored = [node for node in fork.nodes if "color" in node.fields]
            for other, node in combinations(colored, 2):
                one, two = str(node.fields["color"].values[0]), str(other.fields["color"].values[0])
                if _difference(one, two) < _LEAST:
                    here, there = (node, other) if subject.owns(node.fields["color"].span) else (other, node)
                    field = here.fields["color"]
                    yield SimilarColors(
                        field.span,
                        str(field.values[0]),
                        here.name.text,
                        there.name.text,
                        there.fields["color"].span,
                    )


def _difference(one: str, two: str) -> int:
    return max(abs(int(one[at : at + 2], 16) - int(two[at : at + 2], 16)) for at in (1, 3, 5))


RULE = Rule(SimilarColors, check)
