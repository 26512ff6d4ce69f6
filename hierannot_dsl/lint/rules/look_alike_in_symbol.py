"""X504: a symbol with a letter of another alphabet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Severity
from hierannot_dsl.lint.letters import described, look_alikes, plain
from hierannot_dsl.lint.locate import renaming
from hierannot_dsl.lint.rule import Rule, fixing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.diagnostics.fix import Fix
    from hierannot_dsl.lint.subject import Subject
    from hierannot_dsl.syntax.nodes import File


@dataclass(frozen=True)
class LookAlikeInSymbol(Diagnostic, code="X504", severity=Severity.WARNING):
    """A symbol holds a letter that looks like a Latin one and belongs to another alphabet.

    No panel has such a symbol, and no reader sees why. It comes from a text that was typed with another
    keyboard, or recognised from a picture. Greek letters that are meant, as in β-catenin, are no look-alikes.

    Example
    -------
    .. code-block:: hier

        node "T cell" {
          + "\u0421D3D"
          + TRAC
        }

    Instead
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D
          + TRAC
        }

    Source
    ------
    Unicode Technical Standard 39, confusable characters.
    """

    symbol: str
    character: str
    meant: str

    def message(self) -> str:
        return f"`{self.symbol}` holds {described(self.character)}"

    def help(self) -> str | None:
        return f"write `{self.meant}`"


def check(subject: Subject) -> Iterator[LookAlikeInSymbol]:
    for marker in subject.markers:
        found = look_alikes(marker.gene)
        if found:
            yield LookAlikeInSymbol(marker.span, marker.gene, found[0], plain(marker.gene))


def fix(found: LookAlikeInSymbol, file: File) -> Fix | None:
    return renaming(found.span, file, found.meant, safe=False)


RULE = Rule(LookAlikeInSymbol, check, fix=fixing(LookAlikeInSymbol, fix))
