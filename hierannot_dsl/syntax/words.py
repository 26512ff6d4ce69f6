"""Terminals of the grammar -> words of the syntax tree: names, numbers, comments, each with its place."""

from __future__ import annotations

import re
from math import isfinite
from typing import TYPE_CHECKING, TypeAlias

from lark import Token, Tree

from hierannot_dsl.syntax import nodes

if TYPE_CHECKING:
    from collections.abc import Callable

    from hierannot_dsl.diagnostics.model import Diagnostic
    from hierannot_dsl.source import Span

Branch: TypeAlias = "Tree[Token] | Token"

LANGUAGE_VERSION = 1
_DIGITS = re.compile(r"[0-9]+")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_ESCAPE = re.compile(r"\\(.)")


class Words:
    """Makes the words of one text.

    Parameters
    ----------
    place
        From two offsets in the text that was parsed to the span in the source.

    Attributes
    ----------
    found
        What the grammar lets through and the language does not: a weight that is no number,
        a version that is not spoken here.
    """

    def __init__(self, place: Callable[[int, int], Span]) -> None:
        self.place = place
        self.found: list[Diagnostic] = []

    def span(self, first: Branch, last: Branch) -> Span:
        """From the first character of one part of a statement to the last of another."""
        while isinstance(first, Tree):
            first = first.children[0]
        while isinstance(last, Tree):
            last = last.children[-1]
        return self.place(first.start_pos, last.end_pos)  # type: ignore[arg-type]  # tokens of a text have places

    def word(self, token: Token) -> nodes.Word:
        """A name, a symbol or a value."""
        span = self.span(token, token)
        if token.type != "STRING":
            return nodes.Word(token.value, quoted=False, span=span)
        text = token.value[1:-1]
        return nodes.Word(_ESCAPE.sub(r"\1", text) if "\\" in text else text, quoted=True, span=span)

    def evidence(self, token: Token) -> nodes.Word:
        """``@KIND:REFERENCE`` without the ``@``."""
        return nodes.Word(token.value[1:], quoted=False, span=self.span(token, token))

    def path(self, tree: Tree[Token]) -> nodes.Path:
        """Names joined by ``>``."""
        names = tuple(self.word(token) for token in tree.children)  # type: ignore[arg-type]  # only STRINGs
        return nodes.Path(names, names[0].span.to(names[-1].span))

    def comment(self, token: Token) -> nodes.Comment:
        """A comment at the end of a line, without the spaces at its own end."""
        start: int = token.start_pos  # type: ignore[assignment]  # tokens of a text have places
        text = token.value.rstrip()
        return nodes.Comment(text, self.place(start, start + len(text)))

    def weight(self, token: Token) -> nodes.Number:
        """``= NUMBER``, above zero."""
        return self._number(token, zero=False)

    def expression(self, token: Token) -> nodes.Number:
        """``= NUMBER``, zero or above: a gene may be silent."""
        return self._number(token, zero=True)

    def version(self, token: Token) -> nodes.Word:
        """The version of the language."""
        number = self.word(token)
        version = int(number.text[:9]) if _DIGITS.fullmatch(number.text) else 0
        if version != LANGUAGE_VERSION:
            from hierannot_dsl.syntax.mistakes import BadVersion, NewerLanguage

            mistake = NewerLanguage if version else BadVersion
            self.found.append(mistake(number.span, number.text, LANGUAGE_VERSION))
        return number

    def count(self, token: Token) -> nodes.Word:
        """A number of genes."""
        count = self.word(token)
        if not _DIGITS.fullmatch(count.text):
            from hierannot_dsl.syntax.mistakes import BadCount

            self.found.append(BadCount(count.span, count.text))
        return count

    def _number(self, token: Token, *, zero: bool) -> nodes.Number:
        text = token.value[1:].strip()
        end: int = token.end_pos  # type: ignore[assignment]  # tokens of a text have places
        span = self.place(end - len(text), end) if text else self.span(token, token)
        value = float(text) if _NUMBER.fullmatch(text) else None
        if value is None or not isfinite(value) or (value == 0 and not zero):
            from hierannot_dsl.syntax.mistakes import BadExpression, BadWeight

            value = None
            self.found.append((BadExpression if zero else BadWeight)(span, text))
        return nodes.Number(text, value, span)
