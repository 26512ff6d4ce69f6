"""L462: a node that asks for more markers than it has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Severity
from hierannot_dsl.lint.rule import Rule
from hierannot_dsl.lint.tree import strength
from hierannot_dsl.lint.words import count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.lint.subject import Subject


@dataclass(frozen=True)
class MinMarkersOutOfReach(Diagnostic, code="L462", severity=Severity.WARNING):
    """`min_markers` asks for more positive markers than the node has.

    On no panel are so many of them measured, so the node is never scored.

    Example
    -------
    .. code-block:: hier

        node "Mast cell" {
          min_markers 5
          + CPA3
          + KIT
          + TPSAB1
        }

    Instead
    -------
    .. code-block:: hier

        node "Mast cell" {
          min_markers 2
          + CPA3
          + KIT
          + TPSAB1
        }

    Source
    ------
    The scoring equations: below `min_markers` a node is unscorable.
    """

    program: str
    wanted: int
    number: int

    def message(self) -> str:
        has = count(self.number, "positive marker")
        return f"`{self.program}` asks for {self.wanted} positive markers and has {has}"


def check(subject: Subject) -> Iterator[MinMarkersOutOfReach]:
    for tree in subject.trees:
        for program in tree.programs:
            field = program.fields.get("min_markers")
            if field is None or program.damaged:
                continue
            wanted, number = int(field.values[0]), strength(program)
            if wanted > number:
                yield MinMarkersOutOfReach(field.span, program.name.text, wanted, number)


RULE = Rule(MinMarkersOutOfReach, check)
