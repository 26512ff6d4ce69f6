"""A place in a syntax tree -> the statements around it, and the word that stands there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.source import Span
from hierannot_dsl.syntax import nodes
from hierannot_dsl.syntax.within import around

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.syntax.nodes import File, Item


@dataclass(frozen=True)
class Place:
    """Where a cursor is.

    Attributes
    ----------
    statements
        Those around it, from the outermost in.
    word
        The name, symbol or value that it is on, or at the end of; None elsewhere.
    """

    statements: tuple[Item, ...]
    word: nodes.Word | None

    @property
    def statement(self) -> Item | None:
        return self.statements[-1] if self.statements else None

    @property
    def hierarchy(self) -> nodes.HierarchyDecl | None:
        """The hierarchy around it."""
        return next((item for item in self.statements if isinstance(item, nodes.HierarchyDecl)), None)


def place_at(offset: int, file: File) -> Place:
    """The statements and the word at an offset."""
    name = file.source.name
    for start in (offset, offset - 1):  # the end of a word is a place on it too
        statements = tuple(around(Span(name, start, start), file)) if start >= 0 else ()
        for word in words_of(statements[-1]) if statements else ():
            if word.span.start <= offset <= word.span.end:
                return Place(statements, word)
    return Place(tuple(around(Span(name, offset, offset), file)), None)


def words_of(item: Item) -> Iterator[nodes.Word]:
    """The words of a statement itself, in order, without those of its block."""
    held = [item, item.replacement] if isinstance(item, nodes.ReplaceDecl) else [item]
    for statement in held:
        for value in vars(statement).values():
            if isinstance(value, nodes.Word):
                yield value
            elif isinstance(value, nodes.Path):
                yield from value.names
            elif isinstance(value, tuple):
                yield from (part for part in value if isinstance(part, nodes.Word))


def program_of(item: Item) -> nodes.NodeDecl | nodes.VariantDecl | None:
    """The node, contrast or variant that a statement declares."""
    if isinstance(item, nodes.ReplaceDecl):
        return item.replacement if isinstance(item.replacement, nodes.NodeDecl) else None
    return item if isinstance(item, nodes.NodeDecl | nodes.VariantDecl) else None


def gene_of(item: Item | None) -> nodes.Word | None:
    """The symbol that a statement is about."""
    if isinstance(item, nodes.MarkerDecl | nodes.DropMarkerDecl | nodes.ExpressDecl):
        return item.gene
    return None
