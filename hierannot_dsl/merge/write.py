"""Merged records -> text; where both sides contradict each other both stand, between markers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hierannot_dsl.merge.tree import ROOT, Key
from hierannot_dsl.syntax.format import INDENT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hierannot_dsl.merge.threeway import Conflict, Merged
    from hierannot_dsl.merge.tree import Record

OURS, BETWEEN, THEIRS = "<<<<<<< ours", "=======", ">>>>>>> theirs"


def write_merged(merged: Merged) -> str:
    """The text of merged records: blocks indented, markers in the order in which they were found."""
    return "".join(f"{line}\n" for line in _block(ROOT, 0, merged))


def _block(parent: Key, depth: int, merged: Merged) -> Iterator[str]:
    for number, key in enumerate(merged.tree.order.get(parent, ())):
        record, conflicts = merged.tree.records[key], merged.conflicts.get(key, ())
        if number and record.apart:
            yield ""
        lines = [*_comments(record, depth), *_statement(key, depth, merged)]
        if not conflicts:
            yield from lines
        elif conflicts[0].what == "removed":
            yield from _removed(lines, conflicts[0])
        else:
            yield from _both(lines, record, conflicts, INDENT * depth)


def _comments(record: Record, depth: int) -> Iterator[str]:
    yield from (f"{INDENT * depth}{comment}" for comment in record.above)


def _statement(key: Key, depth: int, merged: Merged) -> Iterator[str]:
    record, indent = merged.tree.records[key], INDENT * depth
    yield f"{indent}{record.text}{_end(record)}"
    if record.is_block:
        yield from _block(key, depth + 1, merged)
        yield f"{indent}}}" + (f"  {record.closing}" if record.closing else "")


def _end(record: Record) -> str:
    return (" {" if record.is_block else "") + (f"  {record.beside}" if record.beside else "")


def _removed(lines: Sequence[str], conflict: Conflict) -> Iterator[str]:
    """What one side took out, whole."""
    if conflict.ours is None:
        yield from (f"{OURS} (removed)", BETWEEN, *lines, THEIRS)
    else:
        yield from (OURS, *lines, BETWEEN, f"{THEIRS} (removed)")


def _both(lines: Sequence[str], record: Record, conflicts: Sequence[Conflict], indent: str) -> Iterator[str]:
    """What both sides say where ours has it; where theirs has it stands behind the marker."""
    found = {conflict.what: conflict for conflict in conflicts}
    said, moved = found.get("said"), found.get("moved")
    ours, theirs = (said.ours, said.theirs) if said else (record.text, record.text)
    start = len(record.above)
    yield from lines[:start]
    yield OURS + (" (here)" if moved else "")
    yield f"{indent}{ours}{_end(record)}"
    yield BETWEEN
    yield f"{indent}{theirs}{_end(record)}"
    yield THEIRS + (f" (in {moved.theirs})" if moved else "")
    yield from lines[start + 1 :]
