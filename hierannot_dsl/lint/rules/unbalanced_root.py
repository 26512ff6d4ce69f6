"""L417: a root with far fewer markers than the others."""

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

FEWEST_ROOTS = 3
SHARE = 1 / 3


@dataclass(frozen=True)
class UnbalancedRoot(Diagnostic, code="L417", severity=Severity.WARNING):
    """A root has less than a third of the positive markers that the other roots have in the middle.

    Roots compete first, and everything below a root depends on it. One that is known by few genes loses them
    sooner to a panel and to dropout, and its whole branch with them.

    Example
    -------
    .. code-block:: hier

        node "Epithelial" {
          + CDH1
          + CLDN4
          + EPCAM
          + KRT18
          + KRT19
          + KRT7
          + KRT8
        }
        node "Fibroblast" {
          + COL1A1
          + COL1A2
          + COL3A1
          + DCN
          + DPT
          + LUM
          + PDGFRA
        }
        node "Immune" {
          + CD52
          + PTPRC
        }

    Instead
    -------
    .. code-block:: hier

        node "Epithelial" {
          + CDH1
          + CLDN4
          + EPCAM
          + KRT18
          + KRT19
          + KRT7
          + KRT8
        }
        node "Fibroblast" {
          + COL1A1
          + COL1A2
          + COL3A1
          + DCN
          + DPT
          + LUM
          + PDGFRA
        }
        node "Immune" {
          + CD52
          + CD53
          + CORO1A
          + LAPTM5
          + LCP1
          + PTPRC
        }

    Source
    ------
    Measured in a published tool: an immune root of five genes sent T, B and plasma cells below its gate.
    """

    program: str
    number: int
    others: float

    def message(self) -> str:
        have = count(self.number, "positive marker")
        return f"the root `{self.program}` has {have}, the other roots have {self.others:g} in the middle"


def check(subject: Subject) -> Iterator[UnbalancedRoot]:
    for tree in subject.trees:
        numbers = {
            root: strength(root)
            for root in tree.resolved.roots
            if root.kind == "node" and strength(root) and not root.damaged
        }
        if len(numbers) < FEWEST_ROOTS:
            continue
        for root, number in numbers.items():
            others = _middle([other for entry, other in numbers.items() if entry is not root])
            if number < SHARE * others:
                yield UnbalancedRoot(root.name.span, root.name.text, number, others)


def _middle(numbers: list[int]) -> float:
    ordered = sorted(numbers)
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2


RULE = Rule(UnbalancedRoot, check)
