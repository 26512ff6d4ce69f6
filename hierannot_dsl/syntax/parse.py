"""`.hier` text -> syntax tree and everything that is wrong with its lines; never raises."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.outcome import Outcome
from hierannot_dsl.source import Span
from hierannot_dsl.syntax.nodes import File

if TYPE_CHECKING:
    from hierannot_dsl.source import Source


def parse(source: Source) -> Outcome[File]:
    """Read one `.hier` text.

    A text without mistakes is read in one go. One with mistakes is read again line by line,
    so that each damaged line is reported by itself and the others still make a tree.
    """
    from lark import UnexpectedInput

    from hierannot_dsl.syntax.build import Builder
    from hierannot_dsl.syntax.grammar import parser
    from hierannot_dsl.syntax.mistakes import StrayCharacter

    builder = Builder(lambda start, end: Span(source.name, start, end))
    try:
        tree = parser().parse(source.text + "\n", start="file")
    except UnexpectedInput as error:
        at = error.pos_in_stream or 0
        return Outcome(
            File(source, (), damaged=True),
            (StrayCharacter(Span(source.name, at, at + 1), source.text[at : at + 1]),),
        )
    return Outcome(File(source, builder.items(tree.children)), tuple(builder.found))
