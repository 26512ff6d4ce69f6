"""L416: a fork with one way to go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Severity
from hierannot_dsl.lint.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.lint.subject import Subject


@dataclass(frozen=True)
class OnlyChild(Diagnostic, code="L416", severity=Severity.WARNING):
    """A node has one child and no contrast beside it.

    An only child has no rival, so it wins where it should not: measured in a published tool, every B cell
    became a plasma cell and smooth muscle became pericyte. A contrast with the markers of what else may be
    found there gives those cells another place to go: their label stays with the parent.

    Example
    -------
    .. code-block:: hier

        node "Mural" {
          + NOTCH3
          + PDGFRB
          + RGS5
          node "Pericyte" {
            + ABCC9
            + KCNJ8
          }
        }

    Instead
    -------
    .. code-block:: hier

        node "Mural" {
          + NOTCH3
          + PDGFRB
          + RGS5
          node "Pericyte" {
            + ABCC9
            + KCNJ8
          }
          contrast "Smooth muscle" {
            + CNN1
            + MYH11
          }
        }

    Source
    ------
    Measured on development data: contrasts inside forks are the "none of the children" that works.
    """

    child: str
    parent: str

    def message(self) -> str:
        return f"`{self.child}` is the only child of `{self.parent}` and has no rival"

    def help(self) -> str:
        return f"put a `contrast` beside it: what else `{self.parent}` may be"


def check(subject: Subject) -> Iterator[OnlyChild]:
    for tree in subject.trees:
        for fork in tree.forks:
            if fork.parent is not None and len(fork.nodes) == 1 and not fork.contrasts:
                child = fork.nodes[0]
                yield OnlyChild(child.name.span, child.name.text, fork.parent.name.text)


RULE = Rule(OnlyChild, check)
