"""Formatting with its guards: a text is rewritten only if nothing but its layout changes."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, TypeAlias

from hierannot_dsl.diagnostics.outcome import HierError, Outcome
from hierannot_dsl.source import Source, Span
from hierannot_dsl.syntax import nodes
from hierannot_dsl.syntax.format import format_file, paragraphs, parts
from hierannot_dsl.syntax.parse import parse
from hierannot_dsl.syntax.within import body_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Key: TypeAlias = tuple[object, ...]


class FormatterBreach(HierError):
    """Raised where formatting would have changed more than layout: a bug of ours, and nothing is lost."""


def rewrite(source: Source) -> Outcome[str]:
    """The canonical text of a source; no value where it has lines that cannot be read.

    Raises
    ------
    FormatterBreach
        If the new text means something else, has other comments or comments elsewhere, or would be
        formatted differently again.
    """
    before = parse(source)
    if before.failed or before.value is None:
        return Outcome(None, before.diagnostics)
    text = format_file(before.value)
    if text == source.text:
        return Outcome(text, before.diagnostics)  # what does not change cannot say anything else
    after = parse(Source(source.name, text))
    if after.failed or after.value is None:
        msg = f"{source.name}: the formatted text cannot be read"
        raise FormatterBreach(msg)
    if meaning(after.value.items) != meaning(before.value.items):
        msg = f"{source.name}: the formatted text means something else"
        raise FormatterBreach(msg)
    if sorted(comments(after.value)) != sorted(comments(before.value)):
        msg = f"{source.name}: the formatted text has other comments, or comments elsewhere"
        raise FormatterBreach(msg)
    if format_file(after.value) != text:
        msg = f"{source.name}: the formatted text would be formatted differently again"
        raise FormatterBreach(msg)
    return Outcome(text, before.diagnostics)


def meaning(items: Sequence[nodes.Item]) -> Key:
    """What items say, without places and comments; the order of marker lines says nothing."""
    said: list[Key] = []
    # A stack: blocks may stand in each other as deep as the language allows, Python's calls may not.
    waiting: list[nodes.Item | None] = _to_say(items)
    while waiting:
        item = waiting.pop()
        said.append(_own(item) if item else ("}",))
        body = body_of(item) if item else None
        if body is not None:
            waiting.extend([None, *_to_say(body.items)])
    return tuple(said)


def _to_say(items: Sequence[nodes.Item]) -> list[nodes.Item | None]:
    """The items of a block from the last to the first, comments left out and marker lines in one order."""
    markers = [item for item in items if isinstance(item, nodes.MarkerDecl)]
    others = [item for item in items if not isinstance(item, nodes.MarkerDecl | nodes.CommentLine)]
    return [*reversed(others), *sorted(markers, key=lambda marker: repr(_own(marker)), reverse=True)]


def comments(file: nodes.File) -> list[tuple[str, str]]:
    """Every comment with its owner: a line, the end of a block, the item below it, or a paragraph."""
    return list(_comments(file.items, "", file.source))


def _comments(items: Sequence[nodes.Item], place: str, source: Source) -> Iterator[tuple[str, str]]:
    for paragraph in paragraphs(items, source):
        opening, rest = parts(paragraph)
        yield from ((f"{place} paragraph", comment.text) for comment in opening)
        for part in rest:
            item = part[-1]
            owner = f"{place} " + ("tail" if isinstance(item, nodes.CommentLine) else repr(_own(item)))
            above = (line.text for line in part if isinstance(line, nodes.CommentLine))
            yield from ((f"{owner} above", text) for text in above)
            if item.comment:
                yield f"{owner} line", item.comment.text
            body = body_of(item)
            if body is not None:
                yield from _comments(body.items, owner, source)
                if body.closing:
                    yield f"{owner} end", body.closing.text


def _own(item: object) -> Key:
    """What an item says without its block."""
    found: list[object] = [type(item).__name__]
    for field in fields(item):  # type: ignore[arg-type]  # every node is a dataclass
        part = getattr(item, field.name)
        if not (isinstance(part, Span | nodes.Comment | nodes.Block) or field.name == "quoted"):
            found.append(_part(part))
    return tuple(found)


def _part(part: object) -> object:
    if isinstance(part, tuple):
        return tuple(_part(inner) for inner in part)
    return _own(part) if hasattr(part, "__dataclass_fields__") else part
