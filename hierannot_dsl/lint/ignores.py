"""Comments of the form ``# hier: ignore CODE reason`` -> what they cover."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Severity
from hierannot_dsl.source import Span
from hierannot_dsl.syntax import nodes
from hierannot_dsl.syntax.within import body_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from hierannot_dsl.diagnostics.model import Diagnostic
    from hierannot_dsl.syntax.nodes import File, Item

_DIRECTIVE = re.compile(r"#\s*hier:\s*(?P<verb>[\w-]*)(?P<rest>.*)")
_CODE = re.compile(r"[\s,]*(?P<code>[A-Z]\d{3})(?!\w)")


@dataclass(frozen=True)
class Directive:
    """One such comment.

    Attributes
    ----------
    verb
        The word behind ``# hier:``; only ``ignore`` means something.
    codes
        What to ignore, each with its place.
    covers
        The stretch of the source that it speaks of: its line, or the item below it with its contents. None
        where nothing stands below.
    """

    verb: str
    codes: tuple[tuple[str, Span], ...]
    span: Span
    covers: Span | None


def read_directives(file: File) -> tuple[Directive, ...]:
    """The directives of a source in the order of the text."""
    return tuple(_directives(file.items, file))


def silences(directive: Directive, code: str, found: Diagnostic) -> bool:
    """Whether `code` of a directive silences a finding; errors are never silenced."""
    covers, span = directive.covers, found.span
    return (
        directive.verb == "ignore"
        and found.code == code
        and found.severity is not Severity.ERROR
        and covers is not None
        and span is not None
        and span.source == covers.source
        and covers.start <= span.start <= covers.end
    )


def silence(found: Iterable[Diagnostic], file: File) -> tuple[Diagnostic, ...]:
    """The findings that no comment of a source silences."""
    directives = read_directives(file)
    return tuple(
        finding
        for finding in found
        if not any(silences(d, code, finding) for d in directives for code, _ in d.codes)
    )


def heed_ignores(found: Iterable[Diagnostic], files: Mapping[str, File]) -> tuple[Diagnostic, ...]:
    """The findings that no comment of the source in which they were found silences.

    Only files in which something may be silenced are looked through.
    """
    left = tuple(found)
    warned = {d.span.source for d in left if d.span and d.severity is not Severity.ERROR}
    for name in sorted(warned & set(files)):
        if _DIRECTIVE.search(files[name].source.text):
            left = silence(left, files[name])
    return left


def _directives(items: Iterable[Item], file: File) -> Iterator[Directive]:
    items = tuple(items)
    for at, item in enumerate(items):
        if isinstance(item, nodes.CommentLine):
            below = next(
                (other for other in items[at + 1 :] if not isinstance(other, nodes.CommentLine)), None
            )
            covers = below and (below.span.to(below.comment.span) if below.comment else below.span)
            yield from _read(item.text, item.span, covers or None)
            continue
        if item.comment:
            yield from _read(item.comment.text, item.comment.span, _line(item.comment.span, file))
        body = body_of(item)
        if body:
            yield from _directives(body.items, file)
            if body.closing:
                yield from _read(body.closing.text, body.closing.span, _line(body.closing.span, file))


def _line(span: Span, file: File) -> Span:
    start = file.source.text.rfind("\n", 0, span.start) + 1
    return Span(span.source, start, span.end)


def _read(text: str, span: Span, covers: Span | None) -> Iterator[Directive]:
    found = _DIRECTIVE.fullmatch(text)
    if found is None:
        return
    codes = []
    at = found.start("rest")
    while (code := _CODE.match(text, at)) is not None:
        start = span.start + code.start("code")
        codes.append((code["code"], Span(span.source, start, start + len(code["code"]))))
        at = code.end()
    yield Directive(found["verb"], tuple(codes), span, covers)
