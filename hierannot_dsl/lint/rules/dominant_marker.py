"""L407: one marker that outweighs all others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Severity
from hierannot_dsl.lint.rule import Rule
from hierannot_dsl.lint.tree import lists

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.lint.subject import Subject

FEWEST = 3


@dataclass(frozen=True)
class DominantMarker(Diagnostic, code="L407", severity=Severity.WARNING):
    """One positive marker weighs more than all others of its list together.

    The node then stands and falls with one gene: with its dropout in single cells, with one panel that lacks
    it.

    Example
    -------
    .. code-block:: hier

        node "Treg" {
          + CTLA4
          + FOXP3 = 10
          + IKZF2
          + IL2RA
        }

    Instead
    -------
    .. code-block:: hier

        node "Treg" {
          + CTLA4
          + FOXP3 = 3
          + IKZF2
          + IL2RA
        }

    Source
    ------
    The scoring equations: a node's evidence is the weighted mean over its markers.
    """

    gene: str
    weight: float
    others: float
    program: str

    def message(self) -> str:
        return (
            f"`{self.gene}` weighs {self.weight:g}, the other positive markers of `{self.program}` "
            f"{self.others:g} together"
        )


def check(subject: Subject) -> Iterator[DominantMarker]:
    for tree in subject.trees:
        for program in tree.programs:
            for owner, markers in lists(program):
                positive = [marker for marker in markers if marker.sign > 0]
                if len(positive) < FEWEST:
                    continue
                heaviest = max(positive, key=lambda marker: marker.weight)
                others = sum(marker.weight for marker in positive if marker is not heaviest)
                if heaviest.weight > others and subject.owns(heaviest.span):
                    yield DominantMarker(
                        heaviest.span, heaviest.gene, heaviest.weight, others, owner.name.text
                    )


RULE = Rule(DominantMarker, check)
