"""Rule: a kind of finding, how to find it, and, where that is certain, how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from hierannot_dsl.diagnostics.model import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from hierannot_dsl.diagnostics.fix import Fix
    from hierannot_dsl.lint.subject import Subject
    from hierannot_dsl.syntax.nodes import File

Check: TypeAlias = "Callable[[Subject], Iterable[Diagnostic]]"
Fixer: TypeAlias = "Callable[[Diagnostic, File], Fix | None]"
D = TypeVar("D", bound=Diagnostic)


@dataclass(frozen=True)
class Rule:
    """One rule.

    Attributes
    ----------
    diagnostic
        What it finds; its docstring is the rule's documentation.
    default
        Whether it runs unless told otherwise.
    fix
        What would take a finding away, None where only a person can tell.
    last
        Whether it speaks of what the other rules found.
    across
        Whether it compares the files of a run: with fewer of them it finds less.
    """

    diagnostic: type[Diagnostic]
    check: Check
    default: bool = True
    fix: Fixer | None = None
    last: bool = False
    across: bool = False

    @property
    def code(self) -> str:
        return self.diagnostic.code

    @property
    def name(self) -> str:
        return self.diagnostic.name()


def fixing(kind: type[D], fix: Callable[[D, File], Fix | None]) -> Fixer:
    """A fixer for one kind of diagnostic that lets all others pass."""

    def fixer(diagnostic: Diagnostic, file: File) -> Fix | None:
        return fix(diagnostic, file) if isinstance(diagnostic, kind) else None

    return fixer
