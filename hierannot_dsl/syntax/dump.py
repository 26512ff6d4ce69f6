"""A source -> its tokens and its syntax tree as text, for those who want to see what was read."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from hierannot_dsl.source import Span
from hierannot_dsl.syntax import nodes
from hierannot_dsl.syntax.grammar import LINE, parser
from hierannot_dsl.syntax.recovery.lines import Lines
from hierannot_dsl.syntax.text import Text
from hierannot_dsl.syntax.within import body_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.source import Source
    from hierannot_dsl.syntax.nodes import File, Item
    from hierannot_dsl.syntax.recovery.lines import Line

UNREAD = "?"


def token_lines(source: Source) -> Iterator[str]:
    """Every token: its place, its terminal in the grammar, its text; ``?`` for what a line ends in unread.

    Each line is read by itself, so that one that cannot be read hides no other.
    """
    lines = Lines(Text(source))
    for line in filter(None, map(lines.at, range(len(lines)))):
        end = 0
        for start, stop, terminal in _tokens(line):
            yield _entry(line.span(start, stop), terminal, line.content[start:stop], source)
            end = stop
        rest = line.content[end:].strip()
        if rest:
            start = line.content.index(rest, end)
            yield _entry(line.span(start, start + len(rest)), UNREAD, rest, source)


def _tokens(line: Line) -> Iterator[tuple[int, int, str]]:
    from lark import UnexpectedInput

    interactive: Any = parser().parse_interactive(line.content + "\n", start=LINE)
    try:
        for token in interactive.iter_parse():
            if token.start_pos < len(line.content):  # not the line break
                yield token.start_pos, token.end_pos, token.type
    except UnexpectedInput:
        return


def tree_lines(file: File) -> Iterator[str]:
    """Every statement: its place, its kind, what it holds; statements of a block below it, indented."""
    waiting: list[tuple[int, Item]] = [(0, item) for item in reversed(file.items)]
    while waiting:
        depth, item = waiting.pop()
        kind = "  " * depth + type(item).__name__.removesuffix("Decl")
        yield _entry(item.span, kind, " ".join(_held(item)), file.source)
        body = body_of(item)
        if body is not None:
            waiting += [(depth + 1, inner) for inner in reversed(body.items)]


def _held(node: Any) -> Iterator[str]:
    for field in fields(node):
        value = getattr(node, field.name)
        if value is None or value is False or value == () or isinstance(value, Span | nodes.Block):
            continue
        yield f"{field.name}={_shown(value)}"


def _shown(value: Any) -> str:
    match value:
        case nodes.Word(text=text, quoted=quoted):
            return f'"{text}"' if quoted else text
        case nodes.Number(text=text) | nodes.Comment(text=text):
            return text
        case nodes.Path(names=names):
            return " > ".join(map(_shown, names))
        case nodes.Statement():
            return f"({type(value).__name__.removesuffix('Decl')} {' '.join(_held(value))})"
        case tuple():
            return f"[{', '.join(map(_shown, value))}]"
        case _:
            return str(value)


def _entry(span: Span, kind: str, text: str, source: Source) -> str:
    start, end = source.position(span.start), source.position(span.end)
    place = f"{start.line}:{start.column}-{end.line}:{end.column}"
    return f"{place:<13} {kind:<12} {text}".rstrip()
