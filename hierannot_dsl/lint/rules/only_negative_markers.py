"""L404: a program that nothing speaks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Severity
from hierannot_dsl.lint.rule import Rule
from hierannot_dsl.lint.tree import markers, strength

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.lint.subject import Subject


@dataclass(frozen=True)
class OnlyNegativeMarkers(Diagnostic, code="L404", severity=Severity.WARNING):
    """A node or contrast has negative markers and no positive one.

    Evidence is counted in positive markers; negative ones only take away. Such a node cannot be scored and
    never becomes a label.

    Example
    -------
    .. code-block:: hier

        node "Naive T cell" {
          - GZMB
          - PRF1
        }

    Instead
    -------
    .. code-block:: hier

        node "Naive T cell" {
          + CCR7
          + LEF1
          + SELL
          - GZMB
          - PRF1
        }

    Source
    ------
    The scoring equations: a node needs `min_markers` positive markers.
    """

    program: str

    def message(self) -> str:
        return f"`{self.program}` has negative markers only"


def check(subject: Subject) -> Iterator[OnlyNegativeMarkers]:
    for tree in subject.trees:
        for program in tree.programs:
            if not program.damaged and any(markers(program)) and not strength(program):
                yield OnlyNegativeMarkers(program.name.span, program.name.text)


RULE = Rule(OnlyNegativeMarkers, check)
