"""Three texts of one file -> the merged text, or the conflicts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.outcome import HierError
from hierannot_dsl.merge.alike import former_names
from hierannot_dsl.merge.comments import on_their_own_alike
from hierannot_dsl.merge.follow import declared_names, followed, names_by_edits
from hierannot_dsl.merge.threeway import merge_trees
from hierannot_dsl.merge.tree import ROOT, read_tree
from hierannot_dsl.merge.write import write_merged
from hierannot_dsl.source import Source
from hierannot_dsl.syntax.parse import parse
from hierannot_dsl.syntax.rewrite import rewrite

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hierannot_dsl.merge.follow import NewNames
    from hierannot_dsl.merge.threeway import Conflict, Merged
    from hierannot_dsl.merge.tree import Record, Tree
    from hierannot_dsl.syntax.nodes import File


class CannotMerge(HierError):
    """Raised where a file cannot be merged by its meaning; the message says why."""


@dataclass(frozen=True)
class MergedText:
    """A merged file.

    Attributes
    ----------
    text
        In canonical layout; with markers around each conflict where there are any.
    conflicts
        One sentence each, in the order of the text.
    """

    text: str
    conflicts: tuple[str, ...]


def merge_texts(base: Source, ours: Source, theirs: Source) -> MergedText:
    """Merge what two people made of a file.

    Raises
    ------
    CannotMerge
        If one of the three has lines that cannot be read, or the merged text would have.
    """
    before, mine, yours = files = [_parsed(source) for source in (base, ours, theirs)]
    called = former_names(before, mine), former_names(before, yours)
    files = _with_names_followed(files, declared_names(files, *called))
    files = _with_names_followed(files, names_by_edits(files))
    trees = [read_tree(file, names) for file, names in zip(files, ({}, *called), strict=True)]
    merged = merge_trees(*on_their_own_alike(trees))
    text = write_merged(merged)
    if merged.conflicts:
        return MergedText(text, tuple(_told(merged)))
    written = rewrite(Source(ours.name, text))
    if written.failed or written.value is None:
        msg = f"{ours.name}: what both sides wrote does not make a file that can be read"
        raise CannotMerge(msg)
    return MergedText(written.value, ())


def _with_names_followed(files: Sequence[File], names: NewNames) -> list[File]:
    if not names.now:
        return list(files)
    return [_parsed(followed(file, names, state)) for state, file in enumerate(files)]


def _told(merged: Merged) -> Iterator[str]:
    """What two sides disagree about, in words, in the order of the text."""
    tree = merged.tree
    for key in tree.below(ROOT):
        record = tree.records[key]
        for conflict in merged.conflicts.get(key, ()):
            yield _conflict_told(conflict, record.name, _around(record, tree))


def _around(record: Record, tree: Tree) -> str:
    """The name of the innermost block around a statement that has none of its own."""
    while not record.name and record.parent != ROOT:
        record = tree.records[record.parent]
    return record.name


def _conflict_told(conflict: Conflict, name: str, around: str) -> str:
    where = f"{around}: " if around and not name else ""
    match conflict.what:
        case "moved":
            return f"{name} stands in {conflict.ours} in ours, in {conflict.theirs} in theirs"
        case "removed":
            gone, there = ("ours", "theirs") if conflict.ours is None else ("theirs", "ours")
            return f"{where}{conflict.ours or conflict.theirs} was removed in {gone} and changed in {there}"
        case _:
            return f"{where}`{conflict.ours}` in ours, `{conflict.theirs}` in theirs"


def _parsed(source: Source) -> File:
    outcome = parse(source)
    if outcome.failed or outcome.value is None:
        first = next(iter(outcome.diagnostics), None)
        msg = f"{source.name} has lines that cannot be read" + (f": {first.message()}" if first else "")
        raise CannotMerge(msg)
    return outcome.value
