"""L419: a contrast that competes with nobody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Severity
from hierannot_dsl.lint.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.lint.subject import Subject


@dataclass(frozen=True)
class ContrastWithoutRivals(Diagnostic, code="L419", severity=Severity.WARNING):
    """A contrast stands inside a node that has no children.

    A contrast competes at the fork it stands in, with the nodes there. Without nodes it has no effect.

    Example
    -------
    .. code-block:: hier

        node "Erythrophagocytic macrophage" {
          + CD163
          + HMOX1
          contrast "Erythroid" {
            + HBA1
            + HBB
          }
        }

    Instead
    -------
    .. code-block:: hier

        node "Erythrophagocytic macrophage" {
          + CD163
          + HMOX1
        }
        contrast "Erythroid" {
          + HBA1
          + HBB
        }

    Source
    ------
    Language: a contrast stands at the root or inside a fork and competes there.
    """

    contrast: str
    parent: str

    def message(self) -> str:
        return f"the contrast `{self.contrast}` competes with nothing: `{self.parent}` has no children"


def check(subject: Subject) -> Iterator[ContrastWithoutRivals]:
    for tree in subject.trees:
        for fork in tree.forks:
            if fork.parent is not None and not fork.nodes:
                for contrast in fork.contrasts:
                    yield ContrastWithoutRivals(contrast.name.span, contrast.name.text, fork.parent.name.text)


RULE = Rule(ContrastWithoutRivals, check)
