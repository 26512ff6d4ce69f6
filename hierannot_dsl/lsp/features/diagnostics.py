"""Findings of the compiler -> diagnostics of an editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
from lsprotocol import types

from hierannot_dsl.diagnostics.model import Severity
from hierannot_dsl.diagnostics.trail import related_places
from hierannot_dsl.syntax.incremental import lines_alike

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hierannot_dsl.diagnostics.model import Diagnostic
    from hierannot_dsl.lsp.analysis import Analysis
    from hierannot_dsl.lsp.workspace import Workspace
    from hierannot_dsl.source import Span

SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.NOTE: types.DiagnosticSeverity.Information,
}
# What these are about does nothing: editors show it faded.
FADED = frozenset(("duplicate-marker", "unused-ignore", "unused-marker-set"))


def diagnostics(
    found: Iterable[Diagnostic], analysis: Analysis, workspace: Workspace
) -> list[types.Diagnostic]:
    """Findings as the client shows them, in whichever source of the document's they are."""

    def location(span: Span) -> types.Location:
        positions = analysis.positions
        if span.source != analysis.source.name:
            positions = workspace.positions(analysis.library.sources[span.source])
        return types.Location(workspace.files.uri_of(span.source), positions.range(span))

    nowhere = types.Range(types.Position(0, 0), types.Position(0, 0))
    sources = analysis.library.sources
    return [
        types.Diagnostic(
            range=location(one.span).range if one.span else nowhere,
            message=message(one),
            severity=SEVERITIES[one.severity],
            code=one.code,
            source="hier",
            related_information=[
                types.DiagnosticRelatedInformation(location(other.span), other.label)
                for other in related_places(one, sources)
                if other.span.source in sources
            ]
            or None,
            tags=[types.DiagnosticTag.Unnecessary] if one.name() in FADED else None,
        )
        for one in found
    ]


def message(found: Diagnostic) -> str:
    """What was found, the facts behind it, and what to do."""
    help_ = found.help()
    return "\n".join([found.message(), *found.notes(), *([f"help: {help_}"] if help_ else [])])


def carried(
    before: Iterable[types.Diagnostic], old: Sequence[str], new: Sequence[str]
) -> list[types.Diagnostic]:
    """Diagnostics of the lines that a text has kept, moved to where these are now."""
    first, last = lines_alike(old, new)
    by = len(new) - len(old)
    kept = []
    for one in before:
        start, end = one.range.start, one.range.end
        if end.line < first:
            kept.append(one)
        elif start.line >= len(old) - last:
            moved = [types.Position(place.line + by, place.character) for place in (start, end)]
            kept.append(attrs.evolve(one, range=types.Range(*moved)))
    return kept


def elsewhere(analysis: Analysis, workspace: Workspace) -> Mapping[str, list[types.Diagnostic]]:
    """What is wrong in the sources that a document builds on, by their names."""
    sources = analysis.library.sources
    found: dict[str, list[Diagnostic]] = {}
    for one in analysis.checked:
        if one.span and one.span.source != analysis.source.name and one.span.source in sources:
            found.setdefault(one.span.source, []).append(one)
    return {name: diagnostics(those, analysis, workspace) for name, those in found.items()}
