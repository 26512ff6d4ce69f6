"""L491: an `ignore` that silences nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.fix import Fix
from hierannot_dsl.diagnostics.model import Diagnostic, Severity
from hierannot_dsl.lint.ignores import read_directives, silences
from hierannot_dsl.lint.rule import Rule, fixing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.lint.subject import Subject
    from hierannot_dsl.source import Span
    from hierannot_dsl.syntax.nodes import File


@dataclass(frozen=True)
class UnusedIgnore(Diagnostic, code="L491", severity=Severity.WARNING):
    """An `ignore` comment names a code that is not found where it stands.

    It was needed once, or stands in the wrong place; left there it will hide the next finding of its kind.
    Only codes that were looked for in this run are judged: findings of a panel need a panel.

    Example
    -------
    .. code-block:: hier

        node "B cell" {
          + CD79A  # hier: ignore L421 the old symbol is on our panel
          + MS4A1
        }

    Instead
    -------
    .. code-block:: hier

        node "B cell" {
          + CD79A
          + MS4A1
        }

    Source
    ------
    Language: unused ignores are reported.
    """

    ignored: str
    comment: Span

    def message(self) -> str:
        return f"`{self.ignored}` is not found here, so ignoring it does nothing"


def check(subject: Subject) -> Iterator[UnusedIgnore]:
    if subject.file.damaged:
        return
    for directive in read_directives(subject.file):
        for code, span in directive.codes:
            judged = code in subject.judged and code != UnusedIgnore.code
            if judged and not any(silences(directive, code, found) for found in subject.found):
                yield UnusedIgnore(span, code, directive.span)


def fix(found: UnusedIgnore, file: File) -> Fix | None:
    directive = next((d for d in read_directives(file) if d.span == found.comment), None)
    if directive is None or len(directive.codes) > 1:
        return None
    text = file.source.text[found.comment.start : found.comment.end]
    return Fix("remove the comment", ((found.comment, ""),), safe=False, removes=(text,))


RULE = Rule(UnusedIgnore, check, fix=fixing(UnusedIgnore, fix), last=True)
