"""Three trees of records -> one, and where both sides changed the same thing differently."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from hierannot_dsl.merge.order import merged_order
from hierannot_dsl.merge.statement import merged_statement
from hierannot_dsl.merge.tree import ROOT, Key, Record, Tree

What: TypeAlias = Literal["said", "removed", "moved"]


@dataclass(frozen=True)
class Conflict:
    """Both sides changed one thing, differently.

    Attributes
    ----------
    what
        ``said``: they say different things; ``removed``: one took it out, the other changed it; ``moved``:
        they put it into different blocks.
    ours, theirs
        What each side says, or into which block it puts it; None for the side that took it out.
    """

    what: What
    ours: str | None
    theirs: str | None


@dataclass
class Merged:
    """The merged records, and the conflicts by key: of one thing there may be two, ``said`` and ``moved``."""

    tree: Tree = field(default_factory=Tree)
    conflicts: dict[Key, tuple[Conflict, ...]] = field(default_factory=dict)


def merge_trees(base: Tree, ours: Tree, theirs: Tree) -> Merged:
    """Merge what two sides made of a file.

    Notes
    -----
    Each record is decided by itself: what both sides have is merged, what one took out is gone, unless the
    other did something with it. Then what is kept is made a tree: every block that something stands in is
    there, none stands in itself, and a block that one side took out is there as the other has it.
    """
    merge = _Merge(base, ours, theirs)
    for key in dict.fromkeys([*base.records, *ours.records, *theirs.records]):
        merge.decide(key)
    merge.put_back_blocks()
    while merge.undo_circles():
        merge.put_back_blocks()
    merge.put_back_contents()
    return merge.ordered()


class _Merge:
    def __init__(self, base: Tree, ours: Tree, theirs: Tree) -> None:
        self.base, self.ours, self.theirs = base, ours, theirs
        self.kept: dict[Key, Record] = {}
        self.conflicts: dict[Key, tuple[Conflict, ...]] = {}

    def decide(self, key: Key) -> None:
        """Keep a record as both sides' work makes it, or leave it out."""
        was, mine, yours = (side.records.get(key) for side in (self.base, self.ours, self.theirs))
        if mine is not None and yours is not None:
            record, contradict = merged_statement(was, mine, yours)
            if contradict:
                self._found(key, Conflict("said", mine.text, yours.text))
            parent = yours.parent if was and mine.parent == was.parent else mine.parent
            if mine.parent != yours.parent and (was is None or was.parent not in (mine.parent, yours.parent)):
                self._found(key, self._moved(mine, yours))
            self.kept[key] = replace(record, parent=parent)
        elif mine is not None or yours is not None:
            side, other = (self.ours, self.theirs) if mine is not None else (self.theirs, self.ours)
            if was is None:
                self.kept[key] = side.records[key]
            elif self._is_touched(key, side, other):
                self._put_back(key)

    def _is_touched(self, key: Key, side: Tree, other: Tree) -> bool:
        """Whether one side did something with what the other took out: with itself, or what is in it."""
        was, now = self.base.records.get(key), side.records[key]
        if was is None or _apart_from_layout(was) != _apart_from_layout(now):
            return True
        return any(
            self.base.records[child].parent != key
            if child in self.base.records and child in other.records
            else self._is_touched(child, side, other)
            for child in side.order.get(key, ())
        )

    def _put_back(self, key: Key) -> None:
        """Keep a record that one side took out, as the other has it."""
        mine, yours = self.ours.records.get(key), self.theirs.records.get(key)
        record = mine or yours
        assert record is not None, "nothing stands in a block that neither side has"
        self.kept[key] = record
        told = (None if side is None else side.text for side in (mine, yours))
        self.conflicts[key] = (Conflict("removed", *told),)

    def put_back_blocks(self) -> None:
        """Put back what one side took out, where the other has put something into it."""
        waiting = [record.parent for record in self.kept.values()]
        while waiting:
            key = waiting.pop()
            if key != ROOT and key not in self.kept:
                self._put_back(key)
                waiting.append(self.kept[key].parent)

    def undo_circles(self) -> bool:
        """Undo their moves where both sides' moves together put a block into itself."""
        undone = False
        for key in self.kept:
            circle = self._circle(key)
            both = [one for one in circle if one in self.ours.records and one in self.theirs.records]
            for one in both:
                mine, yours = self.ours.records[one], self.theirs.records[one]
                if mine.parent != yours.parent:
                    others = (found for found in self.conflicts.get(one, ()) if found.what != "moved")
                    self.conflicts[one] = (*others, self._moved(mine, yours))
                    undone |= self.kept[one].parent != mine.parent
                    self.kept[one] = replace(self.kept[one], parent=mine.parent)
        return undone

    def _circle(self, key: Key) -> list[Key]:
        """The blocks around a record, itself first, where these lead nowhere but back to one of them."""
        around: list[Key] = []
        while key != ROOT and key not in around:
            around.append(key)
            if key not in self.kept:
                return []
            key = self.kept[key].parent
        return around if key != ROOT else []

    def put_back_contents(self) -> None:
        """Have what one side took out and the other keeps there whole, and told once."""
        for key in [key for key, found in self.conflicts.items() if found[0].what == "removed"]:
            side = self.ours if key in self.ours.records else self.theirs
            other = self.theirs if side is self.ours else self.ours
            waiting = [*side.order.get(key, ())]
            while waiting:
                child = waiting.pop()
                if child not in other.records:
                    self.kept[child] = side.records[child]
                    self.conflicts.pop(child, None)
                    waiting += side.order.get(child, ())

    def ordered(self) -> Merged:
        """What is kept, as a tree."""
        merged = Merged(conflicts=self.conflicts)
        children: dict[Key, set[Key]] = {}
        for key, record in self.kept.items():
            children.setdefault(record.parent, set()).add(key)
        for parent, inside in children.items():
            was, mine, yours = (side.order.get(parent, []) for side in (self.base, self.ours, self.theirs))
            blocks = {key for key in inside if self.kept[key].is_block}
            for key in merged_order(was, mine, yours, inside, blocks=blocks):
                merged.tree.add(key, self.kept[key])
        return merged

    def _moved(self, mine: Record, yours: Record) -> Conflict:
        return Conflict("moved", _place(mine, self.ours), _place(yours, self.theirs))

    def _found(self, key: Key, conflict: Conflict) -> None:
        self.conflicts[key] = (*self.conflicts.get(key, ()), conflict)


def _apart_from_layout(record: Record) -> Record:
    return replace(record, apart=False)


def _place(record: Record, tree: Tree) -> str:
    """What the block is called in which a record stands."""
    if record.parent == ROOT:
        return "the file"
    block = tree.records[record.parent]
    return block.name or block.text
