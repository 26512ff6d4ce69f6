"""Diagnostics -> SARIF 2.1.0, the exchange format of static analysis."""

from __future__ import annotations

import hashlib
import inspect
import json
from collections import Counter
from dataclasses import fields
from importlib.metadata import version
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from hierannot_dsl.diagnostics.model import Severity
from hierannot_dsl.diagnostics.render import full_text
from hierannot_dsl.diagnostics.trail import related_places
from hierannot_dsl.source import Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hierannot_dsl.diagnostics.fix import Fix
    from hierannot_dsl.diagnostics.model import Diagnostic
    from hierannot_dsl.source import Source

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def encode_sarif(diagnostics: Sequence[Diagnostic], sources: Mapping[str, Source]) -> str:
    """One run with a rule for each kind of diagnostic that was found.

    Columns count code points and lines end at line feeds, as the run says. Fingerprints come from what a
    finding is about, not from the text around it: a reformatted file opens no alert a second time. A fix that
    may change the meaning has ``safe`` false among its properties.
    """
    kinds = sorted({type(diagnostic) for diagnostic in diagnostics}, key=lambda kind: kind.code)
    ranks = {kind: rank for rank, kind in enumerate(kinds)}
    seen: Counter[str] = Counter()
    results = []
    for diagnostic in diagnostics:
        identity = _identity(diagnostic)
        seen[identity] += 1
        fingerprint = f"{identity}:{seen[identity]}"
        results.append(_result(diagnostic, ranks[type(diagnostic)], fingerprint, sources))
    driver = {
        "name": "hierc",
        "version": version("hierannot_dsl"),
        "rules": [_rule(kind) for kind in kinds],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\n"],
        "results": results,
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)


def _result(
    diagnostic: Diagnostic, rank: int, fingerprint: str, sources: Mapping[str, Source]
) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": rank,
        "level": LEVELS[diagnostic.severity],
        "message": {"text": full_text(diagnostic, sources)},
        "locations": [_location(diagnostic.span, sources)] if diagnostic.span else [],
        "partialFingerprints": {"hierc/v1": fingerprint},
    }
    related: list[dict[str, Any]] = []
    for place in related_places(diagnostic, sources):
        location = {**_location(place.span, sources), "message": {"text": place.label}}
        if location not in related:  # the schema wants each once
            related.append(location)
    if related:
        result["relatedLocations"] = related
    fix = diagnostic.fix
    if fix and all(span.source in sources for span, _ in fix.edits):
        result["fixes"] = [_fix(fix, sources)]
    return result


def _fix(fix: Fix, sources: Mapping[str, Source]) -> dict[str, Any]:
    changes: dict[str, list[dict[str, Any]]] = {}
    for span, text in fix.edits:
        replacement: dict[str, Any] = {"deletedRegion": _region(span, sources[span.source])}
        if text:
            replacement["insertedContent"] = {"text": text}
        changes.setdefault(span.source, []).append(replacement)
    return {
        "description": {"text": fix.description},
        "artifactChanges": [
            {"artifactLocation": _artifact(name), "replacements": replacements}
            for name, replacements in changes.items()
        ],
        "properties": {"safe": fix.safe},
    }


def _rule(kind: type[Diagnostic]) -> dict[str, Any]:
    summary = inspect.cleandoc(kind.__doc__ or "").partition("\n\n")[0]
    return {
        "id": kind.code,
        "name": kind.__name__,
        "shortDescription": {"text": " ".join(summary.split())},
        "defaultConfiguration": {"level": LEVELS[kind.severity]},
    }


def _location(span: Span, sources: Mapping[str, Source]) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": _artifact(span.source)}
    source = sources.get(span.source)
    if source:
        physical["region"] = _region(span, source)
    return {"physicalLocation": physical}


def _artifact(name: str) -> dict[str, str]:
    on_a_drive = name[1:3] == ":/"
    if name.startswith("/") or on_a_drive:
        return {"uri": f"file://{'/' * on_a_drive}{quote(name, safe='/:')}"}
    return {"uri": quote(name)}


def _region(span: Span, source: Source) -> dict[str, int]:
    start, end = source.position(span.start), source.position(span.end)
    return {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    }


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
