"""Hierarchies of two states of a catalog -> which is which: by name, by the file that declares them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.compare.match import LEAST_ALIKE, match_programs, placed_programs

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    from hierannot_dsl.model.hierarchy import Hierarchy


@dataclass(frozen=True, eq=False)
class Stated:
    """A hierarchy, and the file that declares it, by its path below what is compared."""

    hierarchy: Hierarchy
    file: str

    @property
    def name(self) -> str:
        return self.hierarchy.name


@dataclass(frozen=True)
class Pair:
    """A hierarchy as it was and as it is; None where it was, or is, not there.

    `file` is empty where the name alone tells which one it is.
    """

    before: Hierarchy | None
    after: Hierarchy | None
    file: str = ""


def pair_hierarchies(before: Sequence[Stated], after: Sequence[Stated]) -> tuple[Pair, ...]:
    """Pair the hierarchies of two states of a catalog.

    They are paired by name; where several files of one state declare the same name, by their files. What is
    left is paired where its file declares another name now, and most of its programs are the same; or where
    each state has one hierarchy alone, whatever it holds.

    Returns
    -------
    pairs
        Every hierarchy of both states once, sorted by name and file.
    """
    repeated = {
        name for side in (before, after) for name, n in Counter(one.name for one in side).items() if n > 1
    }
    old, new = list(before), list(after)
    found = [
        *_taken(old, new, lambda one: (one.name, one.file)),
        *_taken(old, new, lambda one: one.name),
        *_taken(old, new, lambda one: one.file, alike=not len(before) == len(after) == 1),
        *((one, None) for one in old),
        *((None, one) for one in new),
    ]
    pairs = []
    for was, now in sorted(found, key=_place):
        known = now or was
        file = known.file if known and known.name in repeated else ""
        pairs.append(Pair(was.hierarchy if was else None, now.hierarchy if now else None, file))
    return tuple(pairs)


def _taken(
    old: list[Stated], new: list[Stated], key: Callable[[Stated], Hashable], *, alike: bool = False
) -> list[tuple[Stated | None, Stated | None]]:
    """Take out of both lists what has a key that is alone on each side."""
    was, now = _alone(old, key), _alone(new, key)
    both = [(was[one], now[one]) for one in was if one in now]
    pairs: list[tuple[Stated | None, Stated | None]] = []
    for first, second in both:
        if not alike or _alike(first.hierarchy, second.hierarchy):
            pairs.append((first, second))
            old.remove(first)
            new.remove(second)
    return pairs


def _alone(side: Iterable[Stated], key: Callable[[Stated], Hashable]) -> dict[Hashable, Stated]:
    counted = Counter(map(key, side))
    return {key(one): one for one in side if counted[key(one)] == 1}


def _alike(before: Hierarchy, after: Hierarchy) -> bool:
    old, new = placed_programs(before), placed_programs(after)
    return len(match_programs(old, new)) >= LEAST_ALIKE * max(len(old), len(new), 1)


def _place(pair: tuple[Stated | None, Stated | None]) -> tuple[str, str]:
    was, now = pair
    known = now or was
    return (known.name, known.file) if known else ("", "")
