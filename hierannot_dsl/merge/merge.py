"""Three texts of one file -> the merged text, or the conflicts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.outcome import HierError
from hierannot_dsl.merge.alike import former_names
from hierannot_dsl.merge.follow import followed, new_names, replacements
from hierannot_dsl.merge.threeway import merge_trees
from hierannot_dsl.merge.tree import read_tree
from hierannot_dsl.merge.write import write_merged
from hierannot_dsl.source import Source
from hierannot_dsl.syntax.parse import parse
from hierannot_dsl.syntax.rewrite import rewrite

if TYPE_CHECKING:
    from hierannot_dsl.merge.threeway import Conflict
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
    before, mine, yours = _parsed(base), _parsed(ours), _parsed(theirs)
    called = former_names(before, mine), former_names(before, yours)
    renamed = new_names(*called)
    if renamed:
        replacing = replacements(before)
        before, mine, yours = (_parsed(followed(file, renamed, replacing)) for file in (before, mine, yours))
    merged = merge_trees(read_tree(before, {}), read_tree(mine, called[0]), read_tree(yours, called[1]))
    text = write_merged(merged)
    if merged.conflicts:
        told = (merged.conflicts[key] for key in merged.tree.below(()) if key in merged.conflicts)
        return MergedText(text, tuple(map(conflict_told, told)))
    written = rewrite(Source(ours.name, text))
    if written.failed or written.value is None:
        msg = f"{ours.name}: what both sides wrote does not make a file that can be read"
        raise CannotMerge(msg)
    return MergedText(written.value, ())


def conflict_told(conflict: Conflict) -> str:
    """What two sides disagree about, in words."""
    key = [part for part in conflict.key if part]
    nodes = [key[n + 2] for n, part in enumerate(key) if part == "node" and n + 2 < len(key)]
    where = f"{nodes[-1]}: " if nodes and key[-1] != nodes[-1] else ""
    match conflict.what:
        case "moved":
            return f"{where}{key[-1]} stands in {conflict.ours} in ours, in {conflict.theirs} in theirs"
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
