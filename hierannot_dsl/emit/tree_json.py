"""Hierarchy -> its tree as JSON, version 1: names and counts, nested as the nodes are."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from hierannot_dsl.emit.tree_rows import SIGNS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hierannot_dsl.emit.tree_rows import TreeRow
    from hierannot_dsl.model.hierarchy import Hierarchy, Marker

FORMAT = "hierannot_dsl.tree"
FORMAT_VERSION = 1


def tree_json(hierarchy: Hierarchy, rows: Sequence[TreeRow], *, markers: bool = False) -> str:
    """The rows as one JSON object, ending in a line feed.

    `n_children` counts children that are there; `children` holds those that are shown.
    """
    document: dict[str, Any] = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "hierarchy": hierarchy.name,
        "title": hierarchy.title,
        "children": [],
        "contrasts": [],
    }
    written: list[dict[str, Any]] = []
    for row in rows:
        written.append(_row(row, markers=markers))
        place = document if row.parent is None else written[row.parent]
        place["contrasts" if row.is_contrast else "children"].append(written[-1])
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _row(row: TreeRow, *, markers: bool) -> dict[str, Any]:
    program = row.program
    body: dict[str, Any] = {
        "name": program.name,
        "cl": program.cl,
        "positive": len(program.positives),
        "negative": len(program.negatives),
    }
    if markers:
        body["markers"] = [_marker(marker) for marker in program.markers]
        body["variants"] = [
            {"name": variant.name, "markers": [_marker(marker) for marker in variant.markers]}
            for variant in program.variants
        ]
    if not row.is_contrast:
        body |= {"n_children": len(row.children), "children": [], "contrasts": []}
    return body


def _marker(marker: Marker) -> dict[str, Any]:
    return {
        "gene": marker.gene,
        "sign": SIGNS[marker.sign],
        "weight": marker.weight,
        "modality": marker.modality,
    }
