"""What stands inside what: blocks of statements, and the statements around a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hierannot_dsl.syntax import nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hierannot_dsl.source import Span
    from hierannot_dsl.syntax.nodes import File, Item


def body_of(item: Item) -> nodes.Block | None:
    """The block of a statement, None where it has none."""
    if isinstance(item, nodes.ReplaceDecl):
        return item.replacement.body if isinstance(item.replacement, nodes.NodeDecl) else None
    return getattr(item, "body", None)


def around(span: Span, file: File) -> Iterator[Item]:
    """The statements that hold a place, from the outermost in."""
    items = file.items if span.source == file.source.name else ()
    while items:
        holder = next((item for item in items if item.span.start <= span.start < item.span.end), None)
        if holder is None:
            return
        yield holder
        body = body_of(holder)
        items = body.items if body else ()


def statements(items: Iterable[Item]) -> Iterator[Item]:
    """Every statement, each before those inside it, in the order of the text."""
    stack = list(items)[::-1]
    while stack:
        item = stack.pop()
        yield item
        body = body_of(item)
        if body:
            stack.extend(reversed(body.items))
