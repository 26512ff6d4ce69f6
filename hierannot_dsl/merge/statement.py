"""Three states of one statement, with its comments -> one, the same whichever side is called ours."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from hierannot_dsl.merge.order import merged_order
from hierannot_dsl.model.version import read_version

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hierannot_dsl.merge.tree import Record

Value = TypeVar("Value")


def merged_statement(was: Record | None, mine: Record, yours: Record) -> tuple[Record, bool]:
    """Merge what two sides made of a statement, and say whether they contradict each other.

    Notes
    -----
    Every part of a statement is merged by itself: the side that changed it wins. Evidence and comments are
    added up. Of two versions the higher one stands, for it has to cover both changes.
    """
    said, contradict = {}, False
    for part in mine.said:
        old = was.said[part] if was else None
        one, other = mine.said[part], yours.said[part]
        if part == "evidence":
            said[part] = " ".join(added_up((old or "").split(), one.split(), other.split()))
            continue
        higher = _higher(one, other) if part == "version" and old not in (one, other) else None
        said[part] = higher or _changed(old, one, other)
        contradict |= higher is None and one != other and old not in (one, other)
    beside, also_beside = _with_room_for_one(was.beside if was else "", mine.beside, yours.beside)
    closing, also_closing = _with_room_for_one(was.closing if was else "", mine.closing, yours.closing)
    above = added_up(was.above if was else (), mine.above, yours.above)
    merged = replace(
        mine,
        name=_changed(was.name if was else None, mine.name, yours.name),
        said=said,
        above=(*above, *also_beside, *also_closing),
        beside=beside,
        closing=closing,
        apart=_changed(was.apart, mine.apart, yours.apart) if was else mine.apart or yours.apart,
    )
    return merged, contradict


def added_up(old: Sequence[str], mine: Sequence[str], yours: Sequence[str]) -> list[str]:
    """What both sides keep and what one or the other adds, each in its place."""
    before, first, second = map(_numbered, (old, mine, yours))
    kept = {one for one in (*first, *second) if one not in before or (one in first and one in second)}
    return [text for text, _ in merged_order(before, first, second, kept)]


def _numbered(texts: Sequence[str]) -> list[tuple[str, str]]:
    """Texts that can be told apart: each with how often it stood there before."""
    seen: Counter[str] = Counter()
    found = []
    for text in texts:
        found.append((text, str(seen[text])))
        seen[text] += 1
    return found


def _higher(mine: str, yours: str) -> str | None:
    """The statement of the higher version; None where neither follows the other."""
    one, other = (read_version(text.removeprefix("version ")) for text in (mine, yours))
    if one is None or other is None or one == other:
        return None
    return mine if one > other else yours


def _with_room_for_one(old: str, mine: str, yours: str) -> tuple[str, list[str]]:
    """The comment at the end of a line, and another that both sides' work leaves without a place there."""
    if mine == yours or old in (mine, yours):
        return _changed(old, mine, yours), []
    kept, other = sorted((mine, yours))
    return (kept, [other]) if kept else (other, [])


def _changed(old: Value | None, mine: Value, yours: Value) -> Value:
    """The side that changed something; ours where both did."""
    return yours if mine == old else mine
