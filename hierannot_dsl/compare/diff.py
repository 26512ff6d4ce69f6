"""Two hierarchies -> what changed in meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hierannot_dsl.compare.match import match_programs, placed_programs
from hierannot_dsl.compare.model import (
    FieldChange,
    HierarchyDiff,
    Inside,
    MarkerChange,
    ProgramChange,
    number_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.compare.match import Placed
    from hierannot_dsl.compare.model import MarkerFate
    from hierannot_dsl.model.hierarchy import Frozen, Hierarchy, Marker, Program

# What a comparison says in words of its own.
ELSEWHERE = {"name", "markers", "variants", "children", "contrasts", "roots", "origin"}


def compare_hierarchies(before: Hierarchy | None, after: Hierarchy | None) -> HierarchyDiff:
    """Say what changed between two hierarchies.

    Parameters
    ----------
    before, after
        Resolved: a change in what they build on is a change in them. One may be None: there was, or is, no
        such hierarchy.

    Returns
    -------
    diff
        Empty where both mean the same. The order of siblings, markers and repeated fields has no meaning.

    Raises
    ------
    ValueError
        If there is neither.
    """
    if before is None or after is None:
        return _whole(before, after)
    old, new = placed_programs(before), placed_programs(after)
    pairs = match_programs(old, new)
    origin = {young: name for name, young in pairs.items()}
    removed = [_alone(one, old, pairs, gone=True) for name, one in old.items() if name not in pairs]
    others = [
        _changed(old[origin[name]], one, pairs) if name in origin else _alone(one, new, origin, gone=False)
        for name, one in new.items()
    ]
    fields = list(_fields(before, after))
    if before.name != after.name:
        fields.insert(0, FieldChange("name", before.name, after.name))
    found = (one for one in (*removed, *others) if one is not None)
    count = sum(one.kind == "node" for one in new.values())
    return HierarchyDiff(after.name, "", count, before.version, after.version, tuple(fields), tuple(found))


def _whole(before: Hierarchy | None, after: Hierarchy | None) -> HierarchyDiff:
    one = after or before
    if one is None:
        msg = "nothing to compare: there is neither a hierarchy before nor one after"
        raise ValueError(msg)
    was = None if before is None else before.version
    now = None if after is None else after.version
    n_nodes = sum(1 for _ in one.walk())
    return HierarchyDiff(one.name, "added" if after else "removed", n_nodes, was, now, (), ())


def _alone(
    placed: Placed, side: dict[str, Placed], known: dict[str, str], *, gone: bool
) -> ProgramChange | None:
    """A program of one side only; nothing where it came or went with its parent, which tells of it."""
    if placed.parent and placed.parent not in known:
        return None
    depth = len(placed.path)
    below = (one for one in side.values() if len(one.path) > depth and one.path[:depth] == placed.path)
    inside = tuple(
        Inside(one.kind, one.path[depth:])
        for one in below
        if not any(name in known for name in one.path[depth:])
    )
    markers = tuple(_markers(placed.program, None) if gone else _markers(None, placed.program))
    before, after = (placed.path, None) if gone else (None, placed.path)
    return ProgramChange(placed.kind, before, after, markers=markers, inside=inside)


def _changed(old: Placed, new: Placed, pairs: dict[str, str]) -> ProgramChange | None:
    moved = (pairs.get(old.parent) if old.parent else "") != new.parent
    fields = tuple(_fields(old.program, new.program))
    markers = tuple(_markers(old.program, new.program))
    if not (moved or fields or markers or old.path[-1] != new.path[-1]):
        return None
    return ProgramChange(new.kind, old.path, new.path, moved, fields, markers)


def _fields(before: Frozen, after: Frozen) -> Iterator[FieldChange]:
    for name in type(after).model_fields:
        if name not in ELSEWHERE:
            was, now = getattr(before, name), getattr(after, name)
            if isinstance(was, tuple):
                gone, come = (tuple(sorted({*one} - {*other})) for one, other in ((was, now), (now, was)))
                if gone or come:
                    yield FieldChange(name, _said(was), _said(now), gone, come)
            elif was != now:
                yield FieldChange(name, _said(was), _said(now))


def _said(value: object) -> str | None:
    """A field as text; the order of a repeated one has no meaning."""
    if value is None or value == ():
        return None
    if isinstance(value, tuple):
        return "; ".join(sorted(value))
    return number_text(value) if isinstance(value, float) else str(value)


def _markers(before: Program | None, after: Program | None) -> Iterator[MarkerChange]:
    old, new = _listed(before), _listed(after)
    for variant, gene in sorted({*old, *new}):
        was, now = old.get((variant, gene)), new.get((variant, gene))
        fate = _fate(was, now)
        if fate is not None:
            yield MarkerChange(gene, variant, fate, _weighed(was), _weighed(now))


def _listed(program: Program | None) -> dict[tuple[str, str], Marker]:
    if program is None:
        return {}
    return {
        (variant, f"protein:{marker.gene}" if marker.modality == "protein" else marker.gene): marker
        for variant, markers in program.marker_sets()
        for marker in markers
    }


def _fate(was: Marker | None, now: Marker | None) -> MarkerFate | None:
    if was is None or now is None:
        return "added" if was is None else "removed"
    if was.sign != now.sign:
        return "sign changed"
    if was.weight != now.weight:
        return "weight changed"
    told = was.note == now.note and set(was.evidence) == set(now.evidence)
    return None if told else "note changed"


def _weighed(marker: Marker | None) -> tuple[int, float] | None:
    return None if marker is None else (marker.sign, marker.weight)
