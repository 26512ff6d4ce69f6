"""Card of a program -> JSON, version 1."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from hierannot_dsl.emit.places import line_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hierannot_dsl.catalog.card import Card, MarkerLine
    from hierannot_dsl.semantics.entries import Entry
    from hierannot_dsl.source import Source, Span

FORMAT = "hierannot_dsl.card"
FORMAT_VERSION = 1


def card_json(card: Card, sources: Mapping[str, Source]) -> str:
    """The card as one JSON object, ending in a line feed; lines count from 1."""
    spot, entry = card.spot, card.entry
    beside = [other for other in spot.fork if other is not entry]
    document = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "name": entry.name.text,
        "kind": entry.kind,
        "hierarchy": spot.hierarchy.name.text,
        "path": [step.name.text for step in spot.ancestry],
        "written": {"hierarchy": card.written_by, **_place(entry.span, sources)},
        "inherited": card.inherited,
        "siblings": _names(beside, "variant" if entry.kind == "variant" else "node"),
        "contrasts": _names(beside, "contrast"),
        "children": _names(entry.children, "node"),
        "inner_contrasts": _names(entry.children, "contrast"),
        "fields": {
            name: {"values": list(field.values), "written": _place(field.span, sources)}
            for name, field in entry.fields.items()
        },
        "marker_lists": [
            {
                "variant": listed.variant or None,
                "markers": [_marker(line, sources) for line in listed.lines],
            }
            for listed in card.lists
        ],
        "used_in": [
            {"hierarchy": use.hierarchy, "kind": use.kind, "edited": use.differs} for use in card.uses
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _marker(line: MarkerLine, sources: Mapping[str, Source]) -> dict[str, Any]:
    marker = line.marker
    return {
        "gene": marker.gene,
        "sign": "+" if marker.sign > 0 else "-",
        "weight": marker.weight,
        "modality": marker.modality,
        "evidence": [{"kind": kind, "reference": reference} for kind, reference in marker.evidence],
        "note": marker.note,
        "counts": line.counts,
        "how": line.written.how,
        "named_set": line.written.named_set or None,
        "written": {"hierarchy": line.written.by, **_place(marker.span, sources)},
    }


def _names(entries: Iterable[Entry], kind: str) -> list[str]:
    return [entry.name.text for entry in entries if entry.kind == kind]


def _place(span: Span, sources: Mapping[str, Source]) -> dict[str, Any]:
    return {"file": span.source, "line": line_of(span, sources)}
