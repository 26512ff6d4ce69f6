"""Trees of the three states of a file -> the same, with each comment on its own in all of them or in none.

A comment that opens a paragraph is about all of it, and about its statement where that is the only one. So
whose it is changes with what comes and goes beside it, and nobody has done anything with the statement.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from hierannot_dsl.merge.tree import ROOT, Key, Record, Tree

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

# A comment by the block it stands in and its text.
Own: TypeAlias = tuple[Key, str]


def on_their_own_alike(trees: Sequence[Tree]) -> list[Tree]:
    """Take comments off statements where another state of the file has them on their own."""
    own: set[Own] = set()
    found = [*trees]
    while own != (own := {one for tree in found for one in _own(tree)}):
        found = [_taken_off(tree, own) for tree in found]
    return found


def _own(tree: Tree) -> set[Own]:
    return {(record.parent, record.text) for record in tree.records.values() if record.is_comment}


def _taken_off(tree: Tree, own: Collection[Own]) -> Tree:
    found = Tree()
    waiting = [*reversed(tree.order.get(ROOT, ()))]
    while waiting:
        key = waiting.pop()
        record = tree.records[key]
        parent, apart = record.parent, record.apart
        # What stands above a comment on its own is on its own too.
        last = max((n for n, text in enumerate(record.above, 1) if (parent, text) in own), default=0)
        for text in record.above[:last]:
            found.add(found.free((*parent, text)), Record(parent, "", {"statement": text}, apart=apart))
            apart = False
        key = found.free((*parent, record.text)) if record.is_comment else key
        found.add(key, replace(record, above=record.above[last:], apart=apart))
        waiting += reversed(tree.order.get(key, ()))
    return found
