"""Source -> the same source without what can be fixed, every comment kept."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from hierannot_dsl.diagnostics.fix import apply_fixes
from hierannot_dsl.diagnostics.model import Severity
from hierannot_dsl.diagnostics.outcome import HierError
from hierannot_dsl.source import Source
from hierannot_dsl.syntax import nodes
from hierannot_dsl.syntax.parse import parse
from hierannot_dsl.syntax.rewrite import meaning
from hierannot_dsl.syntax.within import body_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from hierannot_dsl.diagnostics.fix import Fix, Fixed
    from hierannot_dsl.diagnostics.model import Diagnostic

MOST_ROUNDS = 20

Look: TypeAlias = "Callable[[Source], tuple[nodes.File, tuple[Diagnostic, ...]]]"


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


@dataclass(frozen=True)
class _Seen:
    """A source and what was seen in it."""

    source: Source
    file: nodes.File
    found: tuple[Diagnostic, ...]

    def errors(self, family: str = "") -> int:
        """How many errors were found whose codes begin with `family`."""
        return sum(d.severity is Severity.ERROR and d.code.startswith(family) for d in self.found)


def fix_syntax(source: Source) -> FixedSource:
    """Apply the fixes of mistakes of syntax, all of which are safe, until none is left that helps.

    The new text says what the old one was read as, line for line: a fix after which it would not is left out.
    """
    return _fixed(source, _parsed, wanted=lambda fix: fix.safe, is_no_worse=_says_the_same)


def fix_source(source: Source, look: Look, *, unsafe: bool = False) -> FixedSource:
    """Fix the syntax of a source, then apply fixes until none is left that does not make new errors.

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
        If a comment went away that no fix removes on purpose.
    """
    read = fix_syntax(source)
    fixed = _fixed(read.source, look, wanted=lambda fix: fix.safe or unsafe, is_no_worse=_has_no_more_errors)
    return FixedSource(fixed.source, read.applied + fixed.applied, fixed.found)


def _fixed(
    source: Source,
    look: Look,
    *,
    wanted: Callable[[Fix], bool],
    is_no_worse: Callable[[_Seen, _Seen], bool],
) -> FixedSource:
    applied: list[Fix] = []
    seen = _Seen(source, *look(source))
    for _ in range(MOST_ROUNDS):
        fixes = [d.fix for d in seen.found if d.fix and _is_in(source.name, d.fix) and wanted(d.fix)]
        step = _step(seen, fixes, look, is_no_worse)
        if step is None:
            break
        after, fixed = step
        _keep_comments(seen.file, after.file, fixed.applied)
        seen = after
        applied += fixed.applied
    return FixedSource(seen.source, tuple(applied), seen.found)


def _step(
    seen: _Seen, fixes: list[Fix], look: Look, is_no_worse: Callable[[_Seen, _Seen], bool]
) -> tuple[_Seen, Fixed] | None:
    """As many fixes as go together.

    Fixes are right one by one; together they may clash, such as two that write the same gene. Halving a group
    that does not do finds the one that is to blame without trying each.
    """
    source = seen.source
    best: tuple[_Seen, Fixed] | None = None
    groups = [fixes] if fixes else []
    taken: list[Fix] = []
    while groups:
        group = groups.pop()
        fixed = apply_fixes(seen.source, [*taken, *group])
        if fixed.text == (best[0] if best else seen).source.text:
            continue
        after = Source(source.name, fixed.text, source.imported_by)
        result = _Seen(after, *look(after))
        # Among lines that cannot be read, what belongs to what is a guess, and a comment may drop out of it.
        drops = seen.file.damaged and _lost(seen.file, result.file, fixed.applied)
        if is_no_worse(seen, result) and not drops:
            best, taken = (result, fixed), [*taken, *group]
        elif len(group) > 1:
            middle = len(group) // 2
            groups += [group[middle:], group[:middle]]
    return best


def _is_in(name: str, fix: Fix) -> bool:
    return all(span.source == name for span, _ in fix.edits)


def _parsed(source: Source) -> tuple[nodes.File, tuple[Diagnostic, ...]]:
    outcome = parse(source)
    assert outcome.value is not None
    return outcome.value, outcome.diagnostics


def _says_the_same(before: _Seen, after: _Seen) -> bool:
    return after.errors() <= before.errors() and meaning(after.file.items) == meaning(before.file.items)


def _has_no_more_errors(before: _Seen, after: _Seen) -> bool:
    # What could not be read said nothing of the mistakes in it.
    family = "E0" if before.file.damaged else ""
    return after.file.damaged <= before.file.damaged and after.errors(family) <= before.errors(family)


def _keep_comments(before: nodes.File, after: nodes.File, applied: Iterable[Fix]) -> None:
    lost = _lost(before, after, applied)
    if lost:
        msg = f"{before.source.name}: fixing lost the comment {next(iter(lost))!r}"
        raise FixBreach(msg)


def _lost(before: nodes.File, after: nodes.File, applied: Iterable[Fix]) -> Counter[str]:
    """Comments that went away and that no fix removes on purpose."""
    removed = Counter(comment for fix in applied for comment in fix.removes)
    return Counter(_comments(before.items)) - Counter(_comments(after.items)) - removed


def _comments(items: Iterable[nodes.Item]) -> Iterator[str]:
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
