"""Merged records -> text; where both sides contradict each other both stand, between markers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hierannot_dsl.merge.tree import ROOT, Key, Tree
from hierannot_dsl.syntax.format import INDENT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hierannot_dsl.merge.threeway import Conflict, Merged

OURS, BETWEEN, THEIRS = "<<<<<<< ours", "=======", ">>>>>>> theirs"


def write_merged(merged: Merged) -> str:
    """The text of merged records: blocks indented, markers in the order in which they were found."""
    return "".join(f"{line}\n" for line in _block(ROOT, 0, merged.tree, merged.conflicts))


def _block(parent: Key, depth: int, tree: Tree, conflicts: Mapping[Key, Conflict]) -> Iterator[str]:
    for number, key in enumerate(tree.order.get(parent, ())):
        if number and tree.records[key].apart:
            yield ""
        lines = list(_record(key, depth, tree, conflicts))
        conflict = conflicts.get(key)
        yield from lines if conflict is None else _marked(lines, conflict, INDENT * depth, key, tree)


def _record(key: Key, depth: int, tree: Tree, conflicts: Mapping[Key, Conflict]) -> Iterator[str]:
    record, indent = tree.records[key], INDENT * depth
    yield from (f"{indent}{comment}" for comment in record.above)
    beside = f"  {record.beside}" if record.beside else ""
    yield f"{indent}{record.text}{' {' if record.is_block else ''}{beside}"
    if record.is_block:
        yield from _block(key, depth + 1, tree, conflicts)
        yield f"{indent}}}" + (f"  {record.closing}" if record.closing else "")


def _marked(lines: list[str], conflict: Conflict, indent: str, key: Key, tree: Tree) -> Iterator[str]:
    record = tree.records[key]
    match conflict.what:
        case "removed":
            if conflict.ours is None:
                yield from (f"{OURS} (removed)", BETWEEN, *lines, THEIRS)
            else:
                yield from (OURS, *lines, BETWEEN, f"{THEIRS} (removed)")
        case "moved":
            yield from (f"{OURS} (here)", BETWEEN, f"{THEIRS} (in {conflict.theirs})", *lines)
        case "said":
            start = len(record.above)
            open_ = (" {" if record.is_block else "") + (f"  {record.beside}" if record.beside else "")
            yield from lines[:start]
            yield from (OURS, f"{indent}{conflict.ours}{open_}", BETWEEN)
            yield from (f"{indent}{conflict.theirs}{open_}", THEIRS)
            yield from lines[start + 1 :]
