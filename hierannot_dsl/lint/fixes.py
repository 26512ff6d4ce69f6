"""Findings -> fixes, and a source -> the same source without what can be fixed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from hierannot_dsl.diagnostics.fix import apply_fixes
from hierannot_dsl.diagnostics.model import Severity
from hierannot_dsl.diagnostics.outcome import HierError
from hierannot_dsl.lint.ignores import read_directives
from hierannot_dsl.lint.locate import marker_at, removal
from hierannot_dsl.lint.mend import mends
from hierannot_dsl.lint.rules import RULES
from hierannot_dsl.lint.rules.unused_ignore import UnusedIgnore
from hierannot_dsl.semantics.meaning import DuplicateMarker
from hierannot_dsl.source import Source, Span
from hierannot_dsl.syntax import nodes
from hierannot_dsl.syntax.within import body_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from hierannot_dsl.diagnostics.fix import Fix
    from hierannot_dsl.diagnostics.model import Diagnostic
    from hierannot_dsl.lint.rule import Fixer
    from hierannot_dsl.syntax.nodes import File, Item

MOST_ROUNDS = 20

Look: TypeAlias = "Callable[[Source], tuple[File, tuple[Diagnostic, ...]]]"


class FixBreach(HierError):
    """Raised where fixing would have lost a comment: a bug of ours, and nothing is written."""


@dataclass(frozen=True)
class FixedSource:
    """A source after fixing.

    Attributes
    ----------
    applied
        The fixes, in the order in which they were applied.
    found
        What is still found.
    """

    source: Source
    applied: tuple[Fix, ...]
    found: tuple[Diagnostic, ...]


def fixes_for(found: Iterable[Diagnostic], file: File) -> dict[Diagnostic, Fix]:
    """The fixes of those findings that have one; places are places in `file`."""
    found = tuple(d for d in found if d.span is not None and d.span.source == file.source.name)
    mended = mends(file.source) if any(d.code.startswith("E0") for d in found) else {}
    fixers: dict[str, Fixer] = {rule.code: rule.fix for rule in RULES if rule.fix}
    fixes: dict[Diagnostic, Fix] = {}
    for finding in found:
        fix = mended.get(finding)
        if isinstance(finding, DuplicateMarker):
            fix = _without_duplicate(finding, file)
        elif finding.code in fixers:
            fix = fixers[finding.code](finding, file)
        if fix is not None:
            fixes[finding] = fix
    return fixes


def fix_source(source: Source, look: Look, *, unsafe: bool = False) -> FixedSource:
    """Apply fixes until none is left that does not make new errors.

    Parameters
    ----------
    source
        What to fix.
    look
        From a source to its syntax tree and what is to be found in it.
    unsafe
        Whether to apply fixes that may change the meaning too, such as those that rename a gene.

    Raises
    ------
    FixBreach
        If a comment other than an unused `ignore` went away.
    """
    applied: list[Fix] = []
    file, found = look(source)
    for _ in range(MOST_ROUNDS):
        fixes = [fix for fix in fixes_for(found, file).values() if fix.safe or unsafe]
        # Fixes are right one by one; together they may clash, such as two that write the same gene.
        for some in (fixes, *([fix] for fix in fixes)):
            fixed = apply_fixes(source, some)
            after = Source(source.name, fixed.text)
            file_after, found_after = look(after)
            if fixed.text != source.text and _is_no_worse(file, found, file_after, found_after):
                break
        else:
            break
        _keep_comments(file, found, file_after)
        source, file, found = after, file_after, found_after
        applied += fixed.applied
    return FixedSource(source, tuple(applied), found)


def _without_duplicate(found: DuplicateMarker, file: File) -> Fix | None:
    """Take out the second of two lines that say the same; where they say different things, a person must."""
    first, second = marker_at(found.first, file), marker_at(found.span, file)
    if first is None or second is None or _weight(first) != _weight(second):
        return None
    return removal(found.span, file, f"remove the second `{found.gene}`", safe=True)


def _weight(marker: nodes.MarkerDecl) -> float | None:
    return marker.weight.value if marker.weight else 1.0


def _is_no_worse(before: File, found: Iterable[Diagnostic], after: File, left: Iterable[Diagnostic]) -> bool:
    # What could not be read said nothing of the mistakes in it.
    return before.damaged or (not after.damaged and _errors(left) <= _errors(found))


def _keep_comments(before: File, found: Iterable[Diagnostic], after: File) -> None:
    if before.damaged:
        return  # nor of its comments
    unused = {d.comment for d in found if isinstance(d, UnusedIgnore)}
    ignores = Counter(_text(d.span, before) for d in read_directives(before) if d.span in unused)
    lost = Counter(_comments(before.items)) - Counter(_comments(after.items)) - ignores
    if lost:
        msg = f"{before.source.name}: fixing lost the comment {next(iter(lost))!r}"
        raise FixBreach(msg)


def _errors(found: Iterable[Diagnostic]) -> int:
    return sum(d.severity is Severity.ERROR for d in found)


def _comments(items: Iterable[Item]) -> Iterator[str]:
    for item in items:
        if isinstance(item, nodes.CommentLine):
            yield item.text
        elif item.comment:
            yield item.comment.text
        body = body_of(item)
        if body:
            yield from _comments(body.items)
            if body.closing:
                yield body.closing.text


def _text(span: Span, file: File) -> str:
    return file.source.text[span.start : span.end]
