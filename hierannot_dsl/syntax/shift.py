"""Part of a syntax tree -> the same part further on in the text."""

from __future__ import annotations

from functools import partial
from typing import TypeVar

from hierannot_dsl.source import Span

T = TypeVar("T")

_WITHOUT_PLACE = frozenset((str, int, float, bool, type(None)))


def shifted(thing: T, by: int) -> T:
    """A copy of anything made of frozen records and tuples, every place in it moved by so many characters."""
    if type(thing) in _WITHOUT_PLACE:
        return thing
    if isinstance(thing, tuple):
        return tuple([shifted(part, by) for part in thing])  # type: ignore[return-value]  # still a tuple
    if isinstance(thing, partial):
        moved = {name: shifted(value, by) for name, value in thing.keywords.items()}
        return partial(thing.func, *thing.args, **moved)  # type: ignore[return-value]  # still a partial
    # Not `dataclasses.replace`: checking arguments takes ten times as long as copying them.
    copy = object.__new__(type(thing))
    held = copy.__dict__
    held.update(thing.__dict__)
    if isinstance(thing, Span):
        held["start"] += by
        held["end"] += by
        return copy
    for name, value in held.items():
        if type(value) not in _WITHOUT_PLACE:
            held[name] = shifted(value, by)
    return copy
