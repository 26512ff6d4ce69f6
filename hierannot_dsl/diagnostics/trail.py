"""A place in an imported source -> the places through which that source came to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Related

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hierannot_dsl.diagnostics.model import Diagnostic
    from hierannot_dsl.source import Source, Span


def import_trail(span: Span | None, sources: Mapping[str, Source]) -> tuple[Span, ...]:
    """Where the source of `span` is named by the one that needs it, where that one is named, and so on.

    Empty for a place in a source that was asked for itself.
    """
    trail: list[Span] = []
    while span is not None:
        source = sources.get(span.source)
        span = source.imported_by if source else None
        if span is not None:
            trail.append(span)
    return tuple(trail)


def related_places(diagnostic: Diagnostic, sources: Mapping[str, Source]) -> tuple[Related, ...]:
    """What a diagnostic speaks of besides its place; of an imported source also who needs it."""
    trail = import_trail(diagnostic.span, sources)
    return (*diagnostic.related(), *(Related(step, "imported here") for step in trail))
