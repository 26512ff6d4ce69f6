"""Resolved hierarchies -> the model: places become origins, what was written becomes what is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hierannot_dsl.model.hierarchy import Contrast, Evidence, Hierarchy, Marker, Node, Variant

if TYPE_CHECKING:
    from hierannot_dsl.semantics.entries import Entry, Fields, MarkerEntry, Resolved

SINGULAR = {"alias": "aliases", "keyword": "keywords", "author": "authors", "reference": "references"}
REPEATED = {"aliases", "keywords", "authors", "references", "not_for"}


def lower(resolved: Resolved) -> Hierarchy:
    """The model of a hierarchy whose checks found no error."""
    nodes, contrasts = _programs(resolved.roots)
    return Hierarchy(
        name=resolved.name.text,
        **_fields(resolved.fields),
        roots=nodes,
        contrasts=contrasts,
        origin=resolved.span,
    )


def _programs(entries: tuple[Entry, ...]) -> tuple[tuple[Node, ...], tuple[Contrast, ...]]:
    nodes = tuple(_node(entry) for entry in entries if entry.kind == "node")
    return nodes, tuple(Contrast(**_shared(entry)) for entry in entries if entry.kind == "contrast")


def _node(entry: Entry) -> Node:
    children, contrasts = _programs(entry.children)
    return Node(**_shared(entry), children=children, contrasts=contrasts)


def _shared(entry: Entry) -> dict[str, Any]:
    variants = tuple(
        Variant(name=variant.name.text, markers=_markers(variant.markers), origin=variant.name.span)
        for variant in entry.of_kind("variant")
    )
    return {
        "name": entry.name.text,
        **_fields(entry.fields),
        "markers": _markers(entry.markers),
        "variants": variants,
        "origin": entry.name.span,
    }


def _fields(fields: Fields) -> dict[str, Any]:
    lowered: dict[str, Any] = {}
    for keyword, entry in fields.items():
        name = SINGULAR.get(keyword, keyword)
        lowered[name] = entry.values if name in REPEATED else entry.values[0]
    return lowered


def _markers(entries: tuple[MarkerEntry, ...]) -> tuple[Marker, ...]:
    """Markers in canonical order: positive before negative, then by symbol; their order means nothing."""
    ordered = sorted(entries, key=lambda marker: (-marker.sign, marker.gene, marker.modality))
    return tuple(
        Marker(
            gene=marker.gene,
            sign=marker.sign,
            weight=marker.weight,
            modality=marker.modality,
            evidence=tuple(Evidence(kind=kind, reference=ref) for kind, ref in marker.evidence),
            note=marker.note,
            origin=marker.span,
        )
        for marker in ordered
    )
