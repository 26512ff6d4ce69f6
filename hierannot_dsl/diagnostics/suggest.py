"""A word nobody knows -> the known words its author may have meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def closest(word: str, candidates: Iterable[str], *, limit: int = 3) -> tuple[str, ...]:
    """Known words near `word`, the nearest first, equally near ones in alphabetical order.

    A candidate that differs in case alone excludes all others. Otherwise a candidate is near if at
    most a third of the letters of `word` (at least one, never all) were inserted, left out, replaced
    or swapped with their neighbour. A far guess misleads: there is none.

    Parameters
    ----------
    word
        What was written.
    candidates
        What would have been understood; order and repetitions do not matter.
    limit
        The most words to return.

    Examples
    --------
    >>> closest("nod", ["node", "contrast"])
    ('node',)
    >>> closest("cd3d", ["CD3D", "CD3E"])
    ('CD3D',)
    >>> closest("Erythroid", ["node", "contrast"])
    ()
    """
    folded = word.casefold()
    letters = set(folded)
    most = min(max(1, len(word) // 3), len(word) - 1)
    same: set[str] = set()
    near: set[tuple[int, str]] = set()
    for candidate in candidates:
        other = candidate.casefold()
        if other == folded:
            same.add(candidate)
        elif same or abs(len(other) - len(folded)) > most or len(letters.difference(other)) > most:
            continue  # each letter that it lacks costs one at least; most candidates end here
        else:
            distance = _distance(folded, other, most)
            if distance <= most:
                near.add((distance, candidate))
    found = sorted(same) if same else [candidate for _, candidate in sorted(near)]
    return tuple(found[:limit])


def closest_or_longer(word: str, candidates: Iterable[str], *, limit: int = 3) -> tuple[str, ...]:
    """Known words near `word`, then those that begin with it, the shortest first.

    For names of which people know the first half. As `closest` otherwise.

    Examples
    --------
    >>> closest_or_longer("colon", ["colon_deep", "colon_tme", "skin_tme"])
    ('colon_tme', 'colon_deep')
    >>> closest_or_longer("colon_tm", ["colon_deep", "colon_tme"])
    ('colon_tme',)
    """
    known = sorted(set(candidates), key=lambda name: (len(name), name))
    longer = (name for name in known if word and name.casefold().startswith(word.casefold()))
    return tuple(dict.fromkeys((*closest(word, known, limit=limit), *longer)))[:limit]


def _distance(left: str, right: str, most: int) -> int:
    """Insertions, deletions, replacements and swaps of neighbours; `most` + 1 stands for any more."""
    before: list[int] = []
    previous = list(range(len(right) + 1))
    for row, letter in enumerate(left, start=1):
        current = [row]
        for column, other in enumerate(right, start=1):
            cost = min(
                previous[column] + 1, current[column - 1] + 1, previous[column - 1] + (letter != other)
            )
            if row > 1 and column > 1 and letter == right[column - 2] and left[row - 2] == other:
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
        if min(current) > most:
            return most + 1
        before, previous = previous, current
    return previous[-1]
