"""L492: an `ignore` that cannot silence anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Severity
from hierannot_dsl.diagnostics.suggest import closest
from hierannot_dsl.lint.codes import ELSEWHERE, codes
from hierannot_dsl.lint.ignores import read_directives
from hierannot_dsl.lint.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.lint.ignores import Directive
    from hierannot_dsl.lint.subject import Subject


@dataclass(frozen=True)
class MalformedIgnore(Diagnostic, code="L492", severity=Severity.WARNING):
    """A comment that starts with ``# hier:`` is not of the form ``# hier: ignore CODE reason``.

    The code is needed: silence about everything hides what nobody has thought of. An error is never silenced:
    there is no result with it.

    Example
    -------
    .. code-block:: hier

        node "Plasma cell" {
          + JCHAIN  # hier: ignore the symbol was checked
          + MZB1
        }

    Instead
    -------
    .. code-block:: hier

        node "Plasma cell" {
          + FAM46C  # hier: ignore L421 our panel has the old symbol only
          + MZB1
        }

    Source
    ------
    Language: an ignore needs a code.
    """

    problem: str
    near: tuple[str, ...] = ()

    def message(self) -> str:
        return self.problem

    def help(self) -> str | None:
        return f"did you mean `{self.near[0]}`?" if self.near else None


def check(subject: Subject) -> Iterator[MalformedIgnore]:
    for directive in read_directives(subject.file):
        if directive.verb != "ignore":
            near = closest(directive.verb, ["ignore"])
            yield MalformedIgnore(
                directive.span, f"`{directive.verb}` is no word that follows `# hier:`", near
            )
        elif not directive.codes:
            yield MalformedIgnore(directive.span, "this comment names no code to ignore")
        else:
            yield from _codes(directive)


def _codes(directive: Directive) -> Iterator[MalformedIgnore]:
    known = codes()
    for code, span in directive.codes:
        kind = known.get(code)
        if kind is None and code[0] not in ELSEWHERE:
            near = closest(code, known, limit=1)
            yield MalformedIgnore(span, f"there is no finding `{code}`", near)
        elif kind is not None and kind.severity is Severity.ERROR:
            yield MalformedIgnore(span, f"`{code}` is an error, and errors are never ignored")


RULE = Rule(MalformedIgnore, check)
