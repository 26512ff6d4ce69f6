"""L405: a program that a small panel leaves nothing of."""

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

FEWEST = 6


@dataclass(frozen=True)
class FewPositiveMarkers(Diagnostic, code="L405", severity=Severity.WARNING):
    """A node or contrast has fewer than six positive markers.

    Two must be left on a panel for a node to be scored. Four targeted panels of 930 to 1,000 genes measure 30
    % of the markers that cell types are usually told by; of five such markers they keep two or more in 46 %
    of cases, of six in 52 %, of twelve in 73 %. Of a node's variants the one with most markers counts.

    Example
    -------
    .. code-block:: hier

        node "Mast cell" {
          + CPA3
          + KIT
          + TPSAB1
        }

    Instead
    -------
    .. code-block:: hier

        node "Mast cell" {
          + CPA3
          + GATA2
          + HDC
          + KIT
          + MS4A2
          + TPSAB1
          + TPSB2
        }

    Source
    ------
    Counted over 76 marker lists of 11 to 26 genes on CosMx 1,000-plex gene lists.
    """

    program: str
    number: int

    def message(self) -> str:
        has = count(self.number, "positive marker")
        return f"`{self.program}` has {has}, of which a small panel mostly leaves fewer than two"


def check(subject: Subject) -> Iterator[FewPositiveMarkers]:
    for tree in subject.trees:
        for program in tree.programs:
            number = strength(program)
            if 0 < number < FEWEST and not program.damaged:
                yield FewPositiveMarkers(program.name.span, program.name.text, number)


RULE = Rule(FewPositiveMarkers, check)
