"""L418: a parent that is made of one of its children."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Severity
from hierannot_dsl.lint.rule import Rule
from hierannot_dsl.lint.tree import positives
from hierannot_dsl.lint.words import count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.lint.subject import Subject
    from hierannot_dsl.semantics.entries import Entry

FEWEST = 3


@dataclass(frozen=True)
class ParentSpeaksForOneChild(Diagnostic, code="L418", severity=Severity.WARNING):
    """Half or more of a node's positive markers belong to one of its children, and to none of the others.

    A parent should speak for all that stands below it. This one sends the cells of its other children
    elsewhere, before they are ever compared.

    Example
    -------
    .. code-block:: hier

        node "Immune" {
          + CD74
          + CST3
          + LYZ
          + PTPRC
          node "Myeloid" {
            + CD74
            + CST3
            + LYZ
            + SPI1
          }
          node "T cell" {
            + CD3D
            + CD3E
            + TRAC
          }
        }

    Instead
    -------
    .. code-block:: hier

        node "Immune" {
          + CORO1A
          + LAPTM5
          + LCP1
          + PTPRC
          node "Myeloid" {
            + CD74
            + CST3
            + LYZ
            + SPI1
          }
          node "T cell" {
            + CD3D
            + CD3E
            + TRAC
          }
        }

    Source
    ------
    Measured in a published tool: an immune root with three antigen-presentation genes among five sent T, B
    and plasma cells below its gate.
    """

    program: str
    child: str
    shared: int
    number: int

    def message(self) -> str:
        all_ = count(self.number, "positive marker")
        return (
            f"{self.shared} of the {all_} of `{self.program}` are markers of its child `{self.child}` alone"
        )


def check(subject: Subject) -> Iterator[ParentSpeaksForOneChild]:
    for tree in subject.trees:
        for fork in tree.forks:
            if fork.parent is None or len(fork.nodes) < 2:
                continue
            own = frozenset(marker.key for marker in fork.parent.markers if marker.sign > 0)
            branches = {child: own & _branch(child) for child in fork.nodes}
            for child, shared in branches.items():
                alone = shared.difference(*(keys for other, keys in branches.items() if other is not child))
                if len(alone) >= FEWEST and 2 * len(alone) >= len(own):
                    yield ParentSpeaksForOneChild(
                        fork.parent.name.span, fork.parent.name.text, child.name.text, len(alone), len(own)
                    )


def _branch(node: Entry) -> frozenset[tuple[str, str]]:
    return frozenset().union(*(positives(entry) for entry in node.walk() if entry.kind == "node"))


RULE = Rule(ParentSpeaksForOneChild, check)
