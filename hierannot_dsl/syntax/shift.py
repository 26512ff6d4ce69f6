"""Part of a syntax tree -> the same part further on in the text."""

from __future__ import annotations

from functools import partial
from typing import TypeVar

from hierannot_dsl.source import Span

T = TypeVar("T")

_WITHOUT_PLACE = frozenset((str, int, float, bool, type(None)))
_new = object.__new__


def shifted(thing: T, by: int) -> T:
    """A copy of anything made of frozen records and tuples, every place in it moved by so many characters."""
    if type(thing) in _WITHOUT_PLACE:
        return thing
    if isinstance(thing, tuple):
        return tuple([shifted(part, by) for part in thing])  # type: ignore[return-value]  # still a tuple
    if isinstance(thing, partial):
        moved = {name: shifted(value, by) for name, value in thing.keywords.items()}
        return partial(thing.func, *thing.args, **moved)  # type: ignore[return-value]  # still a partial
    if isinstance(thing, Span):
        return Span(thing.source, thing.start + by, thing.end + by)  # type: ignore[return-value]  # a Span
    # Not `dataclasses.replace`, and a span in place: every line below an edit comes this way.
    copy = _new(type(thing))
    held = copy.__dict__
    for name, value in thing.__dict__.items():
        if type(value) is Span:
            span = _new(Span)
            place = span.__dict__
            place["source"] = value.source
            place["start"] = value.start + by
            place["end"] = value.end + by
            held[name] = span
        elif type(value) in _WITHOUT_PLACE or value == ():
            held[name] = value
        else:
            held[name] = shifted(value, by)
    return copy
