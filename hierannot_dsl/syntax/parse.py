"""`.hier` text -> syntax tree and everything that is wrong with its lines; never raises."""

from __future__ import annotations

import gc
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Severity
from hierannot_dsl.diagnostics.outcome import Outcome
from hierannot_dsl.diagnostics.render import in_order
from hierannot_dsl.syntax.keywords import STATEMENT_KEYWORDS
from hierannot_dsl.syntax.layout import check_layout
from hierannot_dsl.syntax.nodes import CommentLine, Damaged, FieldDecl, File, MarkerDecl
from hierannot_dsl.syntax.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hierannot_dsl.diagnostics.model import Diagnostic
    from hierannot_dsl.source import Source
    from hierannot_dsl.syntax.nodes import Item

LONGEST = 8 * 1024 * 1024
_NEWER = "E067"
# Fewer lines may be the beginning of a hierarchy.
FEWEST_LINES = 3
_SYMBOL, MOSTLY = re.compile(r"[A-Za-z][\w.-]*"), 0.8


def parse(source: Source) -> Outcome[File]:
    """Read one `.hier` text.

    Parameters
    ----------
    source
        The text, whatever it holds. Beyond 8,388,608 characters nothing of it is read.

    Returns
    -------
    tree
        Always a `File`. Places point into ``source.text`` as it is, whatever was read as something
        else (line ends, spaces that are not spaces). Where a line could not be read the tree has
        `Damaged` in its place; findings are in the order of the text.

    Notes
    -----
    A text without mistakes is read in one go. One with mistakes is read again line by line, so that
    each damaged line is reported by itself, once, and the others still make a tree.
    """
    if len(source.text) > LONGEST:
        from hierannot_dsl.source import Span
        from hierannot_dsl.syntax.mistakes import TextTooLong

        found = TextTooLong(Span(source.name, 0, 0), len(source.text), LONGEST)
        return Outcome(File(source, (), damaged=True), (found,))
    with no_collection():
        return _parse(source)


def _parse(source: Source) -> Outcome[File]:
    text = Text(source)
    read = _read(text)
    if read is not None:
        items, found = read
        return tree_of(text, items, found, mended=False)
    from hierannot_dsl.syntax.recovery.recover import recover

    recovered = recover(text)
    return tree_of(text, recovered.items, recovered.found, mended=True)


def tree_of(
    text: Text, items: tuple[Item, ...], found: Iterable[Diagnostic], *, mended: bool
) -> Outcome[File]:
    """The tree of a text whose statements were read; `mended`: not all of them as they are written."""
    source, found = text.source, tuple(found)
    other = _something_else(source, items)
    if other is not None:
        return Outcome(File(source, (), damaged=True), (other,))
    damaged = mended and any(mistake.severity is Severity.ERROR for mistake in found)
    found = (*text.found, *found, *check_layout(source, items, damaged=damaged))
    newer = tuple(mistake for mistake in found if mistake.code == _NEWER)
    if newer:  # of a text in a later version of the language nothing else can be said
        return Outcome(File(source, (), damaged=True), newer)
    return Outcome(File(source, items, damaged=damaged), in_order(found))


def _something_else(source: Source, items: tuple[Item, ...]) -> Diagnostic | None:
    """What a text is told to be whose lines are neither blocks nor statements, and no markers with a sign."""
    if "{" in source.text or "}" in source.text:
        return None
    lines = [item for item in items if not isinstance(item, CommentLine)]
    if len(lines) < FEWEST_LINES or not all(
        isinstance(item, MarkerDecl | FieldDecl | Damaged) for item in lines
    ):
        return None
    written = [source.text[item.span.start : item.span.end] for item in lines]
    if any(line.startswith(("+", "-")) or line.split()[0] in STATEMENT_KEYWORDS for line in written):
        return None
    from hierannot_dsl.syntax.mistakes import NotAHierarchy

    symbols = sum(_SYMBOL.fullmatch(line) is not None for line in written)
    return NotAHierarchy(lines[0].span, source.name, symbols >= MOSTLY * len(lines))


def _read(text: Text) -> tuple[tuple[Item, ...], list[Diagnostic]] | None:
    from lark import UnexpectedInput

    from hierannot_dsl.syntax.build import Builder
    from hierannot_dsl.syntax.grammar import FILE, parser

    builder = Builder(text.span)
    try:
        # The grammar ends each statement with a line break, which a text need not have at its end.
        tree = parser().parse(text.text + "\n", start=FILE)
    except UnexpectedInput:
        return None
    return builder.items(tree.children), builder.found


@contextmanager
def no_collection() -> Iterator[None]:
    """Keep the garbage collector from walking a tree that grows and holds no garbage: half of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
