"""Lark's tree -> syntax tree: one method per rule of the grammar, exact places, no meaning."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from lark import Token, Tree

from hierannot_dsl.syntax import nodes
from hierannot_dsl.syntax.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from hierannot_dsl.source import Span
    from hierannot_dsl.syntax.nodes import Block, Comment, Item

Unfinished: TypeAlias = "Callable[..., Item]"

DEEPEST = 200
_SIGNS: dict[str, Literal[1, -1]] = {"+": 1, "-": -1}


@dataclass(frozen=True)
class Opening:
    """The line that opens a block: what the statement will be once its block is known.

    `head` is the place of its words, `brace` that of its ``{``.
    """

    finish: Unfinished
    head: Span
    brace: Span
    comment: Comment | None


@dataclass(frozen=True)
class Closing:
    """The line that closes a block."""

    brace: Span
    comment: Comment | None


def finish(opening: Opening, items: tuple[Item, ...], closing: Closing) -> Item:
    """The statement whose first line, contents and last line these are."""
    body = nodes.Block(items, opening.brace.to(closing.brace), closing.comment)
    return opening.finish(span=opening.head.to(closing.brace), comment=opening.comment, body=body)


def _replacing(
    *, path: nodes.Path, name: nodes.Word, start: Span, span: Span, comment: Comment | None, body: Block
) -> Item:
    new = nodes.NodeDecl(span=start.to(body.span), kind="node", name=name, body=body)
    return nodes.ReplaceDecl(span=span, comment=comment, path=path, replacement=new)


class Builder(Words):
    """Makes the statements of one text."""

    _depth = 0

    def items(self, trees: list[Any]) -> tuple[Item, ...]:
        """Statements and blocks in the order in which they stand."""
        return tuple([self._section(t) if t.data == "section" else self.statement(t) for t in trees])

    def statement(self, tree: Tree[Token]) -> Item:
        """One statement without a block."""
        parts: list[Any] = tree.children
        comment = None
        if tree.data != "comment_line" and parts[-1].__class__ is Token and parts[-1].type == "COMMENT":
            comment = self.comment(parts[-1])
            parts = parts[:-1]
        span = self.span(parts[0], parts[-1])
        item: Item = getattr(self, f"_{tree.data}")(parts, span, comment)
        return item

    def opening(self, tree: Tree[Token]) -> Opening:
        """The first line of a block."""
        parts: list[Any] = tree.children
        head, brace, *rest = parts
        comment = self.comment(rest[0]) if rest else None
        unfinished = getattr(self, f"_{head.data}")(head.children)
        return Opening(unfinished, self.span(head, head), self.span(brace, brace), comment)

    def closing(self, tree: Tree[Token]) -> Closing:
        """The last line of a block."""
        parts: list[Any] = tree.children
        brace, *rest = parts
        return Closing(self.span(brace, brace), self.comment(rest[0]) if rest else None)

    def _section(self, tree: Tree[Token]) -> Item:
        parts: list[Any] = tree.children
        first, *inner, last = parts
        opening = self.opening(first)
        self._depth += 1
        if self._depth <= DEEPEST:
            items = self.items(inner)
        else:
            items = ()
            self._too_deep(opening)
        self._depth -= 1
        return finish(opening, items, self.closing(last))

    def _too_deep(self, opening: Opening) -> None:
        from hierannot_dsl.syntax.mistakes import NestingTooDeep

        self.found.append(NestingTooDeep(opening.head, DEEPEST))

    # What opens a block: from the words of its first line to the statement, but for its place and body.

    def _hierarchy(self, parts: list[Any]) -> Unfinished:
        base = self.word(parts[3]) if len(parts) > 2 else None
        return partial(nodes.HierarchyDecl, name=self.word(parts[1]), base=base)

    def _node(self, parts: list[Any]) -> Unfinished:
        return partial(nodes.NodeDecl, kind="node", name=self.word(parts[1]))

    def _contrast(self, parts: list[Any]) -> Unfinished:
        return partial(nodes.NodeDecl, kind="contrast", name=self.word(parts[1]))

    def _variant(self, parts: list[Any]) -> Unfinished:
        return partial(nodes.VariantDecl, name=self.word(parts[1]))

    def _markers(self, parts: list[Any]) -> Unfinished:
        return partial(nodes.MarkerSetDecl, name=self.word(parts[1]))

    def _inside(self, parts: list[Any]) -> Unfinished:
        return partial(nodes.InDecl, path=self.path(parts[1]))

    def _replace(self, parts: list[Any]) -> Unfinished:
        path, node = self.path(parts[1]), parts[3]
        name, start = self.word(node.children[1]), self.span(node, node)

        return partial(_replacing, path=path, name=name, start=start)

    def _test(self, parts: list[Any]) -> Unfinished:
        hierarchy = self.word(parts[3]) if len(parts) > 2 else None
        return partial(nodes.TestDecl, name=self.word(parts[1]), hierarchy=hierarchy)

    # Statements of one line.

    def _marker(
        self, parts: list[Any], span: Span, comment: Comment | None, *, is_set: bool = False
    ) -> nodes.MarkerDecl:
        weight = note = None
        evidence = []
        for token in parts[2:]:
            if token.type == "WEIGHT":
                weight = self.weight(token)
            elif token.type == "EVIDENCE":
                evidence.append(self.evidence(token))
            else:
                note = self.word(token)
        return nodes.MarkerDecl(
            span=span,
            comment=comment,
            sign=_SIGNS[parts[0].value],
            gene=self.word(parts[1]),
            weight=weight,
            evidence=tuple(evidence),
            note=note,
            is_set=is_set,
        )

    def _set(self, parts: list[Any], span: Span, comment: Comment | None) -> Item:
        return self._marker(parts[1:], span, comment, is_set=True)

    def _field(self, parts: list[Any], span: Span, comment: Comment | None) -> Item:
        keyword, *values = [self.word(part) for part in parts]
        return nodes.FieldDecl(span=span, comment=comment, keyword=keyword, values=tuple(values))

    def _comment_line(self, parts: list[Any], span: Span, comment: Comment | None) -> Item:
        alone = self.comment(parts[0])
        return nodes.CommentLine(span=alone.span, text=alone.text)

    def _version(self, parts: list[Any], span: Span, comment: Comment | None) -> Item:
        return nodes.VersionDecl(span=span, comment=comment, number=self.version(parts[1]))

    def _use(
        self, parts: list[Any], span: Span, comment: Comment | None = None, *, at: int = 0
    ) -> nodes.UseDecl:
        _, hierarchy, *path = [self.word(part) for part in parts[at:]]
        return nodes.UseDecl(
            span=span, comment=comment, hierarchy=hierarchy, path=tuple(path), as_contrast=at > 0
        )

    def _contrast_use(self, parts: list[Any], span: Span, comment: Comment | None) -> Item:
        return self._use(parts, span, comment, at=1)

    def _include(self, parts: list[Any], span: Span, comment: Comment | None) -> Item:
        return nodes.IncludeDecl(span=span, comment=comment, name=self.word(parts[1]))

    def _drop(self, parts: list[Any], span: Span, comment: Comment | None) -> Item:
        return nodes.DropDecl(span=span, comment=comment, path=self.path(parts[1]))

    def _drop_marker(self, parts: list[Any], span: Span, comment: Comment | None) -> Item:
        sign, gene = _SIGNS[parts[1].value], self.word(parts[2])
        return nodes.DropMarkerDecl(span=span, comment=comment, sign=sign, gene=gene)

    def _replace_use(self, parts: list[Any], span: Span, comment: Comment | None) -> Item:
        new = self._use(parts[3].children, self.span(parts[3], parts[3]))
        return nodes.ReplaceDecl(span=span, comment=comment, path=self.path(parts[1]), replacement=new)

    def _rename(self, parts: list[Any], span: Span, comment: Comment | None) -> Item:
        path, name = self.path(parts[1]), self.word(parts[3])
        return nodes.RenameDecl(span=span, comment=comment, path=path, name=name)

    def _move(self, parts: list[Any], span: Span, comment: Comment | None) -> Item:
        path, under = self.path(parts[1]), self.path(parts[3])
        return nodes.MoveDecl(span=span, comment=comment, path=path, under=under)

    def _express(self, parts: list[Any], span: Span, comment: Comment | None) -> Item:
        gene, value = self.word(parts[1]), self.expression(parts[2])
        return nodes.ExpressDecl(span=span, comment=comment, gene=gene, value=value)

    def _expect(self, parts: list[Any], span: Span, comment: Comment | None) -> Item:
        paths = [self.path(part) for part in parts if isinstance(part, Tree)]
        words = [part.type for part in parts if isinstance(part, Token)]
        return nodes.ExpectDecl(
            span=span,
            comment=comment,
            negated="NOT" in words,
            path=paths[0] if paths else None,
            or_above="OR_ABOVE" in words,
        )

    def _profile(self, parts: list[Any], span: Span, comment: Comment | None) -> Item:
        file, column = self.word(parts[1]), self.word(parts[3])
        return nodes.ProfileDecl(span=span, comment=comment, file=file, column=column)

    def _panel_keeps(self, parts: list[Any], span: Span, comment: Comment | None) -> Item:
        file, path, count = self.word(parts[1]), self.path(parts[3]), self.count(parts[5])
        return nodes.PanelKeepsDecl(span=span, comment=comment, file=file, path=path, count=count)
