"""Edits that move the lines of a program into the block of another node, comments and all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hierannot_dsl.refactor.references import references
from hierannot_dsl.refactor.text import (
    appended,
    at_end_of,
    block_of,
    cut,
    declaration_of,
    lines_of,
    with_comments,
)
from hierannot_dsl.syntax import nodes
from hierannot_dsl.syntax.format import INDENT
from hierannot_dsl.syntax.within import around, body_of

if TYPE_CHECKING:
    from hierannot_dsl.refactor.target import Target
    from hierannot_dsl.semantics.load import Library
    from hierannot_dsl.syntax.edits import Edit
    from hierannot_dsl.syntax.nodes import Block, Item


def relocation(library: Library, target: Target, goal: Target) -> list[Edit] | None:
    """Cut a program out and put it at the end of another node's block.

    Of an inherited node that is an `in` block, a new one where the hierarchy has none. None where the program
    is not written in this file as a statement of its own, or no edit reaches the other node.
    """
    source = library.source
    holders = list(around(target.entry.span, library.file))
    if len(holders) < 2 or holders[-1].span != target.entry.span:
        return None
    lines, removed = cut_program(holders, library)
    body = _block_of_goal(library, target, goal)
    if body is not None:
        _, indent = at_end_of(body, source)
        return [removed, appended(body, source, lines_of(lines, source, indent))]
    under = goal.path_before_edits()
    if under is None:
        return None
    declared = declaration_of(target.hierarchy, library.file)
    _, indent = at_end_of(declared.body, source)
    text = f"{indent}in {under} {{\n{lines_of(lines, source, indent + INDENT)}{indent}}}\n"
    return [removed, appended(declared.body, source, text)]


def cut_program(holders: list[Item], library: Library) -> tuple[tuple[Item, ...], Edit]:
    """The lines of the innermost statement, and the edit that takes them out.

    An `in` block that would be empty then goes with them, unless a comment speaks of it.
    """
    source = library.source
    *outer, holder, statement = holders
    lines = with_comments(statement, _items(holder), source)
    if isinstance(holder, nodes.InDecl) and len(lines) == len(holder.body.items) and outer:
        block = with_comments(holder, _items(outer[-1]), source)
        if len(block) == 1 and not holder.comment and not holder.body.closing:
            return lines, cut(block, source)
    return lines, cut(lines, source)


def _block_of_goal(library: Library, target: Target, goal: Target) -> Block | None:
    """The block of the other node in the same hierarchy, else the first `in` block of it."""
    if target.hierarchy.span.holds(goal.entry.span):
        return block_of(goal.entry, library.file)
    for reference in references(library):
        statement = reference.statement
        if (
            isinstance(statement, nodes.InDecl)
            and reference.of == target.hierarchy.name.text
            and reference.entries[-1].span == goal.entry.span
        ):
            return statement.body
    return None


def _items(holder: Item) -> tuple[Item, ...]:
    body = body_of(holder)
    return body.items if body else ()
