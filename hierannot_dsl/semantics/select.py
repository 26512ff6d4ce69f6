"""Library -> the one hierarchy that is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.outcome import Outcome
from hierannot_dsl.diagnostics.suggest import closest
from hierannot_dsl.source import Span

if TYPE_CHECKING:
    from hierannot_dsl.semantics.entries import Resolved
    from hierannot_dsl.semantics.load import Library


def select(library: Library, name: str | None = None) -> Outcome[Resolved]:
    """Pick the hierarchy called `name`, else the last one: a file may declare its own bases above it."""
    if not library.hierarchies and library.tests:
        from hierannot_dsl.semantics.mistakes import NoHierarchy

        return Outcome(None, (NoHierarchy(Span(library.source.name, 0, 0)),))  # tests alone are no mistake
    if name is None:
        return Outcome(next(reversed(list(library.hierarchies.values())), None))
    if name in library.hierarchies:
        return Outcome(library.hierarchies[name])
    from hierannot_dsl.semantics.mistakes import UnknownHierarchy

    return Outcome(None, (UnknownHierarchy(None, name, closest(name, library.hierarchies)),))
