"""Comparisons -> those that say the same together: a change in a base is one in all that builds on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from hierannot_dsl.compare.comparison import Comparison
    from hierannot_dsl.compare.model import ProgramChange


def same_changes(comparisons: Iterable[Comparison]) -> tuple[tuple[Comparison, ...], ...]:
    """Comparisons in groups whose programs changed alike, wherever they stand; versions may differ."""
    groups: dict[Hashable, list[Comparison]] = {}
    for one in comparisons:
        groups.setdefault(_change(one), []).append(one)
    return tuple(map(tuple, groups.values()))


def _change(comparison: Comparison) -> Hashable:
    diff, judgement = comparison.diff, comparison.judgement
    if diff.whole or not diff.programs:
        return (diff.name, comparison.file)
    fields = tuple(field for field in diff.fields if field.field != "version")
    programs = frozenset(map(_placeless, diff.programs))
    told = None if judgement is None else (judgement.required, len(judgement.breakages))
    return (fields, programs, comparison.panels, comparison.labels, told)


def _placeless(change: ProgramChange) -> Hashable:
    # How deep it stands depends on what it was built into; what it stands, and stood, below is the change.
    stays = not (change.added or change.removed or change.moved)
    before, after = (path and path[-1 if stays else -2 :] for path in (change.before, change.after))
    return (change.kind, before, after, change.moved, change.inside, change.fields, change.markers)
