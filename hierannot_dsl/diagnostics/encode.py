"""Diagnostics -> what programs read: JSON (version 1), SARIF 2.1.0, annotations of GitHub."""

from __future__ import annotations

import hashlib
import inspect
import json
from collections import Counter
from dataclasses import fields
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from hierannot_dsl.diagnostics.model import Related, Severity
from hierannot_dsl.diagnostics.trail import import_trail
from hierannot_dsl.source import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from hierannot_dsl.diagnostics.model import Diagnostic
    from hierannot_dsl.source import Source

FORMAT_VERSION = 1
_SARIF_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_GITHUB_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def encode_json(diagnostics: Sequence[Diagnostic], sources: Mapping[str, Source]) -> str:
    """One object: ``format_version`` and ``diagnostics``, in the order given.

    Lines and columns count from 1, offsets from 0, all in code points; ends are exclusive.
    """
    found = [
        {
            "code": diagnostic.code,
            "name": diagnostic.name(),
            "severity": diagnostic.severity.name.lower(),
            "message": diagnostic.message(),
            "help": diagnostic.help(),
            **({"notes": diagnostic.notes()} if diagnostic.notes() else {}),
            "place": _place(diagnostic.span, sources),
            "related": [
                {"label": related.label, "place": _place(related.span, sources)}
                for related in _related(diagnostic, sources)
            ],
        }
        for diagnostic in diagnostics
    ]
    return _dump({"format_version": FORMAT_VERSION, "diagnostics": found})


def encode_github(diagnostics: Sequence[Diagnostic], sources: Mapping[str, Source]) -> str:
    """One workflow command for each finding, errors first: GitHub shows only so many."""
    ordered = sorted(diagnostics, key=lambda diagnostic: -diagnostic.severity)
    return "\n".join(_command(diagnostic, sources) for diagnostic in ordered)


def encode_sarif(diagnostics: Sequence[Diagnostic], sources: Mapping[str, Source]) -> str:
    """One run with a rule for each kind of diagnostic that was found.

    Fingerprints come from what a finding is about, not from the text around it: a reformatted file
    opens no alert a second time.
    """
    kinds = sorted({type(diagnostic) for diagnostic in diagnostics}, key=lambda kind: kind.code)
    seen: Counter[str] = Counter()
    results = []
    for diagnostic in diagnostics:
        identity = _identity(diagnostic)
        seen[identity] += 1
        result = {
            "ruleId": diagnostic.code,
            "ruleIndex": kinds.index(type(diagnostic)),
            "level": _SARIF_LEVELS[diagnostic.severity],
            "message": {"text": _full_text(diagnostic)},
            "locations": [_location(diagnostic.span, sources)] if diagnostic.span else [],
            "partialFingerprints": {"hierc/v1": f"{identity}:{seen[identity]}"},
        }
        related = [
            {**_location(place.span, sources), "message": {"text": place.label}}
            for place in _related(diagnostic, sources)
        ]
        if related:
            result["relatedLocations"] = related
        results.append(result)
    driver = {"name": "hierc", "rules": [_rule(kind) for kind in kinds]}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return _dump(
        {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    )


ENCODERS: Mapping[str, Callable[[Sequence[Diagnostic], Mapping[str, Source]], str]] = {
    "json": encode_json,
    "sarif": encode_sarif,
    "github": encode_github,
}


def _dump(encoded: dict[str, Any]) -> str:
    return json.dumps(encoded, indent=2)


def _full_text(diagnostic: Diagnostic) -> str:
    advice = diagnostic.help()
    lines = [diagnostic.message(), *diagnostic.notes(), *([f"help: {advice}"] if advice else [])]
    return "\n".join(lines)


def _related(diagnostic: Diagnostic, sources: Mapping[str, Source]) -> tuple[Related, ...]:
    """What a diagnostic speaks of besides its place; of an imported file also who needs it."""
    trail = import_trail(diagnostic.span, sources)
    return (*diagnostic.related(), *(Related(step, "imported here") for step in trail))


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
    return f"::{_GITHUB_COMMANDS[diagnostic.severity]} {listed}::{_escaped(_full_text(diagnostic))}"


def _escaped(text: str, more: str = "") -> str:
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text


def _rule(kind: type[Diagnostic]) -> dict[str, Any]:
    summary = inspect.cleandoc(kind.__doc__ or "").partition("\n\n")[0]
    return {
        "id": kind.code,
        "name": kind.__name__,
        "shortDescription": {"text": " ".join(summary.split())},
        "defaultConfiguration": {"level": _SARIF_LEVELS[kind.severity]},
    }


def _location(span: Span, sources: Mapping[str, Source]) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(span.source)}}
    source = sources.get(span.source)
    if source:
        start, end = source.position(span.start), source.position(span.end)
        physical["region"] = {
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
        }
    return {"physicalLocation": physical}


def _identity(diagnostic: Diagnostic) -> str:
    span = diagnostic.span
    facts = [span.source if span else None, diagnostic.code]
    # What a finding was measured to be may change, and it is still the same finding.
    about = [field.name for field in fields(diagnostic) if field.compare]
    facts += [_placeless(getattr(diagnostic, name)) for name in about]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:32]


def _placeless(value: object) -> Any:
    if isinstance(value, Span):
        return None
    return [_placeless(part) for part in value] if isinstance(value, tuple) else str(value)
