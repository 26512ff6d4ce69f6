"""X505: a name with a letter of another alphabet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Severity
from hierannot_dsl.lint.letters import described, look_alikes, plain
from hierannot_dsl.lint.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.lint.subject import Subject


@dataclass(frozen=True)
class LookAlikeInName(Diagnostic, code="X505", severity=Severity.WARNING):
    """The name of a node, contrast or variant holds a character that looks like an ASCII one and is not.

    Labels are compared as text. A name with such a character equals no name that somebody types, and sorts
    and searches apart from its like.

    Example
    -------
    .. code-block:: hier

        node "\u0421D8 T cell" {
          + CD8A
          + CD8B
        }

    Instead
    -------
    .. code-block:: hier

        node "CD8 T cell" {
          + CD8A
          + CD8B
        }

    Source
    ------
    Unicode Technical Standard 39, confusable characters.
    """

    program: str
    character: str

    def message(self) -> str:
        return f"`{self.program}` holds {described(self.character)}"

    def help(self) -> str:
        return f'write `"{plain(self.program)}"`'


def check(subject: Subject) -> Iterator[LookAlikeInName]:
    for tree in subject.trees:
        for entry in tree.resolved.walk():
            found = look_alikes(entry.name.text)
            if found:
                yield LookAlikeInName(entry.name.span, entry.name.text, found[0])


RULE = Rule(LookAlikeInName, check)
