"""Lark's tree -> syntax tree: one method per rule of the grammar, exact places, no meaning."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from math import isfinite
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from lark import Token, Tree

from hierannot_dsl.syntax import nodes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hierannot_dsl.diagnostics.model import Diagnostic
    from hierannot_dsl.source import Span
    from hierannot_dsl.syntax.nodes import Block, Comment, Item, Number, Path, Word

Branch: TypeAlias = "Tree[Token] | Token"
Unfinished: TypeAlias = "Callable[..., Item]"

LANGUAGE_VERSION = 1
DEEPEST = 200
_DIGITS = re.compile(r"[0-9]+")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_ESCAPE = re.compile(r"\\(.)")
_SIGNS: dict[str, Literal[1, -1]] = {"+": 1, "-": -1}


@dataclass(frozen=True)
class Opening:
    """The line that opens a block: what the statement will be once its block is known.

    `start` and `brace` are offsets of the first character and of ``{`` in the text that was parsed.
    """

    finish: Unfinished
    start: int
    brace: int
    comment: Comment | None


@dataclass(frozen=True)
class Closing:
    """The line that closes a block."""

    brace: int
    comment: Comment | None


class Builder:
    """Makes the nodes of one text.

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
        self._depth = 0

    def items(self, trees: Sequence[Branch]) -> tuple[Item, ...]:
        """Statements and blocks in the order in which they stand."""
        return tuple([self._section(t) if t.data == "section" else self.statement(t) for t in _trees(trees)])

    def statement(self, tree: Tree[Token]) -> Item:
        """One statement without a block."""
        parts: list[Any] = tree.children
        comment = None
        if tree.data != "comment_line" and parts[-1].__class__ is Token and parts[-1].type == "COMMENT":
            comment = self._comment(parts.pop())
        span = self.place(_start(parts[0]), _end(parts[-1]))
        item: Item = getattr(self, f"_{tree.data}")(parts, span, comment)
        return item

    def opening(self, tree: Tree[Token]) -> Opening:
        """The first line of a block."""
        head, brace, *rest = tree.children
        assert isinstance(head, Tree)
        assert isinstance(brace, Token)
        comment = self._comment(rest[0]) if rest else None
        finish = getattr(self, f"_{head.data}")(head.children)
        return Opening(finish, _start(head), _start(brace), comment)

    def closing(self, tree: Tree[Token]) -> Closing:
        """The last line of a block."""
        brace, *rest = tree.children
        return Closing(_start(brace), self._comment(rest[0]) if rest else None)

    def finish(self, opening: Opening, items: tuple[Item, ...], closing: Closing) -> Item:
        """The statement whose first line, contents and last line these are."""
        body = nodes.Block(items, self.place(opening.brace, closing.brace + 1), closing.comment)
        span = self.place(opening.start, closing.brace + 1)
        return opening.finish(span=span, comment=opening.comment, body=body)

    def _section(self, tree: Tree[Token]) -> Item:
        first, *inner, last = _trees(tree.children)
        opening = self.opening(first)
        self._depth += 1
        if self._depth <= DEEPEST:
            items = self.items(inner)
        else:
            items = ()
            self._too_deep(opening)
        self._depth -= 1
        return self.finish(opening, items, self.closing(last))

    def _too_deep(self, opening: Opening) -> None:
        from hierannot_dsl.syntax.mistakes import NestingTooDeep

        self.found.append(NestingTooDeep(self.place(opening.start, opening.brace + 1), DEEPEST))

    # What opens a block: from the words of its first line to the statement, but for its place and body.

    def _hierarchy(self, parts: list[Any]) -> Unfinished:
        base = self._word(parts[3]) if len(parts) > 2 else None
        return partial(nodes.HierarchyDecl, name=self._word(parts[1]), base=base)

    def _node(self, parts: list[Any]) -> Unfinished:
        return partial(nodes.NodeDecl, kind="node", name=self._word(parts[1]))

    def _contrast(self, parts: list[Any]) -> Unfinished:
        return partial(nodes.NodeDecl, kind="contrast", name=self._word(parts[1]))

    def _variant(self, parts: list[Any]) -> Unfinished:
        return partial(nodes.VariantDecl, name=self._word(parts[1]))

    def _markers(self, parts: list[Any]) -> Unfinished:
        return partial(nodes.MarkerSetDecl, name=self._word(parts[1]))

    def _inside(self, parts: list[Any]) -> Unfinished:
        return partial(nodes.InDecl, path=self._path(parts[1]))

    def _replace(self, parts: list[Any]) -> Unfinished:
        path, node = self._path(parts[1]), parts[3]
        name, start = self._word(node.children[1]), self.place(_start(node), _end(node))

        def finish(*, span: Span, comment: Comment | None, body: Block) -> Item:
            new = nodes.NodeDecl(span=start.to(body.span), kind="node", name=name, body=body)
            return nodes.ReplaceDecl(span=span, comment=comment, path=path, replacement=new)

        return finish

    def _test(self, parts: list[Any]) -> Unfinished:
        hierarchy = self._word(parts[3]) if len(parts) > 2 else None
        return partial(nodes.TestDecl, name=self._word(parts[1]), hierarchy=hierarchy)

    # Statements of one line.

    def _marker(
        self, parts: list[Any], span: Span, comment: Comment | None, *, is_set: bool = False
    ) -> nodes.MarkerDecl:
        weight = note = None
        evidence = []
        for token in parts[2:]:
            if token.type == "WEIGHT":
                weight = self._number(token)
            elif token.type == "EVIDENCE":
                evidence.append(nodes.Word(token.value[1:], quoted=False, span=self._span(token)))
            else:
                note = self._word(token)
        return nodes.MarkerDecl(
            span=span,
            comment=comment,
            sign=_SIGNS[parts[0].value],
            gene=self._word(parts[1]),
            weight=weight,
            evidence=tuple(evidence),
            note=note,
            is_set=is_set,
        )

    def _set(self, parts: list[Any], span: Span, comment: Comment | None) -> Item:
        return self._marker(parts[1:], span, comment, is_set=True)

    def _field(self, parts: list[Any], span: Span, comment: Comment | None) -> Item:
        keyword, *values = [self._word(part) for part in parts]
        return nodes.FieldDecl(span=span, comment=comment, keyword=keyword, values=tuple(values))

    def _comment_line(self, parts: list[Any], span: Span, comment: Comment | None) -> Item:
        return nodes.CommentLine(span=span, comment=comment, text=parts[0].value.rstrip())

    def _version(self, parts: list[Any], span: Span, comment: Comment | None) -> Item:
        number = self._word(parts[1])
        self._check_version(number)
        return nodes.VersionDecl(span=span, comment=comment, number=number)

    def _check_version(self, number: Word) -> None:
        from hierannot_dsl.syntax.mistakes import BadVersion, NewerLanguage

        if not _DIGITS.fullmatch(number.text) or not int(number.text[:9]):
            self.found.append(BadVersion(number.span, number.text, LANGUAGE_VERSION))
        elif int(number.text[:9]) > LANGUAGE_VERSION:
            self.found.append(NewerLanguage(number.span, number.text, LANGUAGE_VERSION))

    def _use(
        self, parts: list[Any], span: Span, comment: Comment | None = None, at: int = 0
    ) -> nodes.UseDecl:
        _, hierarchy, *path = [self._word(part) for part in parts[at:]]
        return nodes.UseDecl(
            span=span, comment=comment, hierarchy=hierarchy, path=tuple(path), as_contrast=at > 0
        )

    def _contrast_use(self, parts: list[Any], span: Span, comment: Comment | None) -> Item:
        return self._use(parts, span, comment, at=1)

    def _include(self, parts: list[Any], span: Span, comment: Comment | None) -> Item:
        return nodes.IncludeDecl(span=span, comment=comment, name=self._word(parts[1]))

    def _drop(self, parts: list[Any], span: Span, comment: Comment | None) -> Item:
        return nodes.DropDecl(span=span, comment=comment, path=self._path(parts[1]))

    def _drop_marker(self, parts: list[Any], span: Span, comment: Comment | None) -> Item:
        sign, gene = _SIGNS[parts[1].value], self._word(parts[2])
        return nodes.DropMarkerDecl(span=span, comment=comment, sign=sign, gene=gene)

    def _replace_use(self, parts: list[Any], span: Span, comment: Comment | None) -> Item:
        new = self._use(parts[3].children, self.place(_start(parts[3]), _end(parts[3])))
        return nodes.ReplaceDecl(span=span, comment=comment, path=self._path(parts[1]), replacement=new)

    def _rename(self, parts: list[Any], span: Span, comment: Comment | None) -> Item:
        path, name = self._path(parts[1]), self._word(parts[3])
        return nodes.RenameDecl(span=span, comment=comment, path=path, name=name)

    def _move(self, parts: list[Any], span: Span, comment: Comment | None) -> Item:
        path, under = self._path(parts[1]), self._path(parts[3])
        return nodes.MoveDecl(span=span, comment=comment, path=path, under=under)

    def _express(self, parts: list[Any], span: Span, comment: Comment | None) -> Item:
        gene, value = self._word(parts[1]), self._number(parts[2], zero=True)
        return nodes.ExpressDecl(span=span, comment=comment, gene=gene, value=value)

    def _expect(self, parts: list[Any], span: Span, comment: Comment | None) -> Item:
        paths = [self._path(part) for part in parts if isinstance(part, Tree)]
        words = [part.type for part in parts if isinstance(part, Token)]
        return nodes.ExpectDecl(
            span=span,
            comment=comment,
            negated="NOT" in words,
            path=paths[0] if paths else None,
            or_above="OR_ABOVE" in words,
        )

    def _profile(self, parts: list[Any], span: Span, comment: Comment | None) -> Item:
        file, column = self._word(parts[1]), self._word(parts[3])
        return nodes.ProfileDecl(span=span, comment=comment, file=file, column=column)

    def _panel_keeps(self, parts: list[Any], span: Span, comment: Comment | None) -> Item:
        file, path, count = self._word(parts[1]), self._path(parts[3]), self._word(parts[5])
        if not _DIGITS.fullmatch(count.text):
            from hierannot_dsl.syntax.mistakes import BadCount

            self.found.append(BadCount(count.span, count.text))
        return nodes.PanelKeepsDecl(span=span, comment=comment, file=file, path=path, count=count)

    # Words.

    def _span(self, token: Token) -> Span:
        return self.place(_start(token), _end(token))

    def _word(self, token: Token) -> Word:
        span = self._span(token)
        if token.type != "STRING":
            return nodes.Word(token.value, quoted=False, span=span)
        text = token.value[1:-1]
        return nodes.Word(_ESCAPE.sub(r"\1", text) if "\\" in text else text, quoted=True, span=span)

    def _path(self, tree: Tree[Token]) -> Path:
        names = tuple(self._word(token) for token in tree.children)  # type: ignore[arg-type]  # only STRINGs
        return nodes.Path(names, names[0].span.to(names[-1].span))

    def _comment(self, token: Branch) -> Comment:
        assert isinstance(token, Token)
        text = token.value.rstrip()
        return nodes.Comment(text, self.place(_start(token), _start(token) + len(text)))

    def _number(self, token: Token, *, zero: bool = False) -> Number:
        text = token.value[1:].strip()
        start = _end(token) - len(text) if text else _start(token)
        span = self.place(start, _end(token))
        value = float(text) if _NUMBER.fullmatch(text) else None
        if value is None or not isfinite(value) or (value == 0 and not zero):
            from hierannot_dsl.syntax.mistakes import BadWeight

            value = None
            self.found.append(BadWeight(span, text))
        return nodes.Number(text, value, span)


def _trees(branches: Sequence[Branch]) -> list[Tree[Token]]:
    return branches  # type: ignore[return-value]  # these rules hold no terminals


def _start(branch: Branch) -> int:
    while isinstance(branch, Tree):
        branch = branch.children[0]
    start: int = branch.start_pos  # type: ignore[assignment]  # every token of a text has a place
    return start


def _end(branch: Branch) -> int:
    while isinstance(branch, Tree):
        branch = branch.children[-1]
    end: int = branch.end_pos  # type: ignore[assignment]  # every token of a text has a place
    return end
