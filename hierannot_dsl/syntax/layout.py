"""What a tree that was read may have against it: too many nodes, an indentation that shows another tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hierannot_dsl.source import Span
from hierannot_dsl.syntax import nodes
from hierannot_dsl.syntax.within import body_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hierannot_dsl.diagnostics.model import Diagnostic
    from hierannot_dsl.source import Source

MOST_NODES = 50_000
_TAB = 4


def check_layout(source: Source, items: Sequence[nodes.Item], *, damaged: bool) -> list[Diagnostic]:
    """Count nodes and compare indentation with braces; in a damaged text indentation had its say before.

    A line disagrees if it is not indented deeper than the line that opens its block, or deeper than
    the block before it, as if it stood in that one; a closing brace, if it is not below the start of
    the line that opens its block.
    """
    survey = _Survey(source)
    survey.block(items, -1)
    found: list[Diagnostic] = []
    if survey.nodes > MOST_NODES:
        from hierannot_dsl.syntax.mistakes import TooManyNodes

        found.append(TooManyNodes(items[0].span, survey.nodes, MOST_NODES))
    if survey.astray and not damaged:
        from hierannot_dsl.syntax.mistakes import IndentationDisagrees

        found.append(IndentationDisagrees(min(survey.astray), len(survey.astray)))
    return found


class _Survey:
    def __init__(self, source: Source) -> None:
        self.nodes = 0
        self.astray: list[Span] = []
        self._source = source
        self._text = source.text

    def block(self, items: Sequence[nodes.Item], outer: int) -> None:
        before = None
        for item in items:
            body = body_of(item)
            indent = self._indent(item.span.start)
            if indent is None:
                continue
            if not isinstance(item, nodes.CommentLine) and (
                indent <= outer or (before is not None and indent > before)
            ):
                self._report(item.span.start)
            if body is None:
                continue
            self.nodes += isinstance(item, nodes.NodeDecl | nodes.VariantDecl | nodes.ReplaceDecl)
            self.block(body.items, indent)
            if self._indent(body.span.end - 1) not in (indent, None):
                self._report(body.span.end - 1)
            before = indent

    def _report(self, start: int) -> None:
        end = self._text.find("\n", start)
        self.astray.append(Span(self._source.name, start, len(self._text) if end == -1 else end))

    def _indent(self, start: int) -> int | None:
        """Columns before a place, None where something else than spaces stands there."""
        before = self._text[self._text.rfind("\n", 0, start) + 1 : start]
        return None if before.strip() else len(before.expandtabs(_TAB))
