"""Three trees of records -> one, and where both sides changed the same thing differently."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, TypeAlias, TypeVar

from hierannot_dsl.merge.order import merged_order
from hierannot_dsl.merge.tree import ROOT, Key, Record, Tree

if TYPE_CHECKING:
    from collections.abc import Sequence

Value = TypeVar("Value")
What: TypeAlias = Literal["said", "removed", "moved"]
VERSION = re.compile(r"version (\d+)\.(\d+)\.(\d+)")


@dataclass(frozen=True)
class Conflict:
    """Both sides changed one thing, differently.

    Attributes
    ----------
    what
        ``said``: they say different things; ``removed``: one took it out, the other changed it; ``moved``:
        they put it into different blocks.
    ours, theirs
        What each side says; None for the side that took it out.
    """

    key: Key
    what: What
    ours: str | None
    theirs: str | None


@dataclass
class Merged:
    """The merged records, and the conflicts by key."""

    tree: Tree = field(default_factory=Tree)
    conflicts: dict[Key, Conflict] = field(default_factory=dict)


def merge_trees(base: Tree, ours: Tree, theirs: Tree) -> Merged:
    """Merge what two sides made of a file.

    Notes
    -----
    Every part of a statement is merged by itself: the side that changed it wins. Evidence and comments are
    added up. Of two versions the higher one stands, for it has to cover both changes.
    """
    merged = Merged()
    kept: dict[Key, Record] = {}
    keys = dict.fromkeys([*base.records, *ours.records, *theirs.records])
    for key in keys:
        record = _one(key, base, ours, theirs, merged.conflicts)
        if record is not None:
            kept[key] = record
    _keep_parents(kept, base, ours, theirs, merged.conflicts)
    _break_circles(kept, ours, merged.conflicts)
    children: dict[Key, set[Key]] = {}
    for key, record in kept.items():
        children.setdefault(record.parent, set()).add(key)
    for parent, inside in children.items():
        was, mine, yours = (side.order.get(parent, []) for side in (base, ours, theirs))
        blocks = {key for key in inside if kept[key].is_block}
        for key in merged_order(was, mine, yours, inside, blocks=blocks):
            merged.tree.add(key, kept[key])
    return merged


def _one(key: Key, base: Tree, ours: Tree, theirs: Tree, conflicts: dict[Key, Conflict]) -> Record | None:
    was, mine, yours = base.records.get(key), ours.records.get(key), theirs.records.get(key)
    if mine is not None and yours is not None:
        return _both(key, was, mine, yours, conflicts)
    if was is None:
        return mine or yours
    side, left = (ours, mine) if mine is not None else (theirs, yours)
    if left is None:
        return None
    other = theirs if side is ours else ours
    if not _touched(key, base, side, other):
        return None
    told = (left.text, None) if side is ours else (None, left.text)
    conflicts[key] = Conflict(key, "removed", *told)
    return left


def _touched(key: Key, base: Tree, side: Tree, other: Tree) -> bool:
    """Whether one side changed what the other took out: itself, or something in it that went with it."""
    was, now = base.records.get(key), side.records[key]
    if was is None:
        return key not in other.records
    if (was.said, was.above, was.beside, was.closing) != (now.said, now.above, now.beside, now.closing):
        return True
    return any(
        _touched(child, base, side, other) for child in side.order.get(key, ()) if child not in other.records
    )


def _both(
    key: Key, was: Record | None, mine: Record, yours: Record, conflicts: dict[Key, Conflict]
) -> Record:
    said = {}
    for part in dict.fromkeys([*mine.said, *yours.said]):
        old = was.said.get(part) if was else None
        one, other = mine.said.get(part, ""), yours.said.get(part, "")
        if part == "evidence":
            said[part] = " ".join(_added_up((old or "").split(), one.split(), other.split()))
        elif part == "version" and VERSION.match(one) and VERSION.match(other):
            said[part] = (
                max(one, other, key=_number) if old not in (one, other) else _changed(old, one, other)
            )
        else:
            said[part] = _changed(old, one, other)
            if one != other and old not in (one, other):
                conflicts[key] = Conflict(key, "said", mine.text, yours.text)
    parent = _changed(was.parent if was else None, mine.parent, yours.parent)
    if mine.parent != yours.parent and (was is None or was.parent not in (mine.parent, yours.parent)):
        conflicts[key] = Conflict(key, "moved", _place(mine.parent), _place(yours.parent))
    above = _added_up(was.above if was else (), mine.above, yours.above)
    beside, beside_too = _with_room_for_one(was.beside if was else "", mine.beside, yours.beside)
    closing, closing_too = _with_room_for_one(was.closing if was else "", mine.closing, yours.closing)
    above = [*above, *beside_too, *closing_too]
    apart = _changed(was.apart if was else None, mine.apart, yours.apart)
    return replace(
        mine, parent=parent, said=said, above=tuple(above), beside=beside, closing=closing, apart=apart
    )


def _with_room_for_one(old: str, mine: str, yours: str) -> tuple[str, list[str]]:
    """The comment at the end of a line, and another that both sides' work leaves without a place there."""
    if mine == yours or old in (mine, yours):
        return _changed(old, mine, yours), []
    kept, other = sorted((mine, yours))
    return (kept, [other]) if kept else (other, [])


def _changed(old: Value | None, mine: Value, yours: Value) -> Value:
    """The side that changed something; ours where both did."""
    return yours if mine == old else mine


def _added_up(old: Sequence[str], mine: Sequence[str], yours: Sequence[str]) -> list[str]:
    """What both sides keep, then what one or the other adds: the same whichever side is called ours."""
    kept = [one for one in mine if one in yours]
    added = ([one for one in side if one not in old and one not in kept] for side in (mine, yours))
    return kept + [one for run in sorted(added) for one in run]


def _number(version: str) -> tuple[int, ...]:
    found = VERSION.match(version)
    assert found is not None
    return tuple(map(int, found.groups()))


def _place(parent: Key) -> str:
    return " ".join(parent[-1:]) or "the file"


def _keep_parents(
    kept: dict[Key, Record], base: Tree, ours: Tree, theirs: Tree, conflicts: dict[Key, Conflict]
) -> None:
    """Put back blocks that one side took out, where the other side has put something into them."""
    waiting = [record.parent for record in kept.values()]
    while waiting:
        key = waiting.pop()
        if key == ROOT or key in kept:
            continue
        mine, yours = ours.records.get(key), theirs.records.get(key)
        record = mine or yours or base.records[key]
        kept[key] = record
        told = (None if side is None else side.text for side in (mine, yours))
        conflicts[key] = Conflict(key, "removed", *told)
        waiting.append(record.parent)


def _break_circles(kept: dict[Key, Record], ours: Tree, conflicts: dict[Key, Conflict]) -> None:
    """Undo their moves where both sides' moves together would put a block into itself."""
    for key in kept:
        above, at = [key], kept[key].parent
        while at != ROOT and at not in above:
            above.append(at)
            at = kept[at].parent
        if at == ROOT:
            continue
        for one in above:
            mine = ours.records.get(one)
            if mine is not None and mine.parent != kept[one].parent:
                conflicts[one] = Conflict(one, "moved", _place(mine.parent), _place(kept[one].parent))
                kept[one] = replace(kept[one], parent=mine.parent)
