"""Diagnostics -> what programs read: JSON (version 1), SARIF 2.1.0, annotations of GitHub, Markdown."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from hierannot_dsl.diagnostics.markdown import encode_markdown
from hierannot_dsl.diagnostics.model import Severity
from hierannot_dsl.diagnostics.render import full_text
from hierannot_dsl.diagnostics.sarif import encode_sarif as encode_sarif
from hierannot_dsl.diagnostics.trail import related_places

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from hierannot_dsl.diagnostics.fix import Fix
    from hierannot_dsl.diagnostics.model import Diagnostic
    from hierannot_dsl.source import Source, Span

FORMAT_VERSION = 1
_GITHUB_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def encode_json(diagnostics: Sequence[Diagnostic], sources: Mapping[str, Source]) -> str:
    """One object: ``format_version`` and ``diagnostics``, in the order given.

    Lines and columns count from 1, offsets from 0, all in code points; ends are exclusive. The schema is that
    of `diagnostics_schema`.
    """
    found = [
        {
            "code": diagnostic.code,
            "name": diagnostic.name(),
            "severity": diagnostic.severity.name.lower(),
            "message": diagnostic.message(),
            "help": diagnostic.help(),
            "notes": list(diagnostic.notes()),
            "place": _place(diagnostic.span, sources),
            "related": [
                {"label": related.label, "place": _place(related.span, sources)}
                for related in related_places(diagnostic, sources)
            ],
            "fix": _fix(diagnostic.fix, sources) if diagnostic.fix else None,
        }
        for diagnostic in diagnostics
    ]
    return json.dumps({"format_version": FORMAT_VERSION, "diagnostics": found}, indent=2)


def encode_github(diagnostics: Sequence[Diagnostic], sources: Mapping[str, Source]) -> str:
    """One workflow command for each finding, errors first: GitHub shows only so many."""
    ordered = sorted(diagnostics, key=lambda diagnostic: -diagnostic.severity)
    return "\n".join(_command(diagnostic, sources) for diagnostic in ordered)


ENCODERS: Mapping[str, Callable[[Sequence[Diagnostic], Mapping[str, Source]], str]] = {
    "json": encode_json,
    "sarif": encode_sarif,
    "github": encode_github,
    "markdown": encode_markdown,
}


def _fix(fix: Fix, sources: Mapping[str, Source]) -> dict[str, Any]:
    edits = [{"place": _place(span, sources), "text": text} for span, text in fix.edits]
    return {"description": fix.description, "safe": fix.safe, "edits": edits}


def _place(span: Span | None, sources: Mapping[str, Source]) -> dict[str, Any] | None:
    if span is None:
        return None
    place: dict[str, Any] = {"file": span.source}
    source = sources.get(span.source)
    for name, offset in (("start", span.start), ("end", span.end)):
        place[name] = {"offset": offset}
        if source:
            position = source.position(offset)
            place[name] |= {"line": position.line, "column": position.column}
    return place


def _command(diagnostic: Diagnostic, sources: Mapping[str, Source]) -> str:
    properties = {"title": f"{diagnostic.code} {diagnostic.name()}"}
    span = diagnostic.span
    source = sources.get(span.source) if span else None
    if span:
        properties["file"] = span.source
    if span and source:
        start, last = source.position(span.start), source.position(max(span.start, span.end - 1))
        properties |= {"line": str(start.line), "endLine": str(last.line)}
        # Columns are shown for places within one line only.
        if start.line == last.line:
            properties |= {"col": str(start.column), "endColumn": str(last.column)}
    listed = ",".join(f"{name}={_escaped(value, ':,')}" for name, value in properties.items())
    text = _escaped(full_text(diagnostic, sources))
    return f"::{_GITHUB_COMMANDS[diagnostic.severity]} {listed}::{text}"


def _escaped(text: str, more: str = "") -> str:
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text
