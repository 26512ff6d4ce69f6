"""Edits of whole lines of a text: where a statement and its comments begin and end, how it is indented."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hierannot_dsl.syntax import nodes
from hierannot_dsl.syntax.edits import Edit
from hierannot_dsl.syntax.format import INDENT, paragraphs, parts, quoted
from hierannot_dsl.syntax.within import around, body_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hierannot_dsl.semantics.entries import Entry, Resolved
    from hierannot_dsl.source import Source, Span
    from hierannot_dsl.syntax.nodes import Block, File, Item


def path_text(entries: Iterable[Entry]) -> str:
    return " > ".join(quoted(entry.name.text) for entry in entries)


def block_of(entry: Entry, file: File) -> Block | None:
    """The block in which an entry is written; None where that is another file."""
    for item in around(entry.span, file):
        body = body_of(item)
        if body is not None and body.span.end == entry.span.end:
            return body
    return None


def declaration_of(hierarchy: Resolved, file: File) -> nodes.HierarchyDecl:
    """The statement that declares a hierarchy of the file."""
    return next(
        item
        for item in file.items
        if isinstance(item, nodes.HierarchyDecl) and item.name.span == hierarchy.name.span
    )


def indent_of(span: Span, source: Source) -> str:
    """What stands on the line before a place."""
    start = source.text.rfind("\n", 0, span.start) + 1
    return source.text[start : span.start]


def with_comments(item: Item, siblings: Sequence[Item], source: Source) -> tuple[Item, ...]:
    """An item with the comment lines above it that are its own.

    Comments that open a paragraph are the paragraph's, and its items' only where there is but one.
    """
    for paragraph in paragraphs(siblings, source):
        if item in paragraph:
            opening, rest = parts(paragraph)
            part = next(part for part in rest if item in part)
            return (*opening, *part) if len(rest) == 1 else part
    return (item,)


def cut(items: Sequence[Item], source: Source) -> Edit:
    """Take whole lines out, and one of the empty lines that stood around them."""
    start, end = _lines(items, source.text)
    before, after = source.text[:start], source.text[end:]
    if before.endswith("\n\n") and (after.startswith("\n") or after.lstrip(" \t").startswith("}")):
        start -= 1
    return Edit(start, end, "")


def lines_of(items: Sequence[Item], source: Source, indent: str) -> str:
    """The lines of some items, moved to another indentation."""
    start, end = _lines(items, source.text)
    old = indent_of(items[0].span, source)
    moved = []
    for line in source.text[start:end].splitlines(keepends=True):
        moved.append(indent + line.removeprefix(old) if line.strip() else line)
    text = "".join(moved)
    return text if text.endswith("\n") else f"{text}\n"


def at_end_of(body: Block, source: Source) -> tuple[int, str]:
    """Where a statement is put that comes last in a block, and the indentation of what stands there."""
    closing = source.text.rfind("\n", 0, body.span.end) + 1
    outer = source.text[closing : body.span.end - 1]
    items = [item for item in body.items if not isinstance(item, nodes.CommentLine)]
    return closing, indent_of(items[-1].span, source) if items else outer + INDENT


def appended(body: Block, source: Source, lines: str, *, alike: type[Item] | None = None) -> Edit:
    """Put lines at the end of a block, after an empty line unless a statement like them stands there."""
    place, _ = at_end_of(body, source)
    last = body.items[-1] if body.items else None
    apart = last is not None and not (alike and isinstance(last, alike))
    return Edit(place, place, ("\n" if apart else "") + lines)


def _lines(items: Sequence[Item], text: str) -> tuple[int, int]:
    """From the start of the first line to the start of the line below the last one."""
    end = text.find("\n", items[-1].span.end)
    return text.rfind("\n", 0, items[0].span.start) + 1, len(text) if end == -1 else end + 1
