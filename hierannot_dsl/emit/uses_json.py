"""Uses of a gene -> JSON, version 1."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from hierannot_dsl.emit.places import line_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hierannot_dsl.catalog.uses import GeneUse
    from hierannot_dsl.source import Source

FORMAT = "hierannot_dsl.uses"
FORMAT_VERSION = 1
SIGNS = {1: "+", -1: "-", 0: None}


def uses_json(gene: str, uses: Iterable[GeneUse], sources: Mapping[str, Source]) -> str:
    """The uses as one JSON object, ending in a line feed; lines count from 1."""
    document = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "gene": gene,
        "uses": [
            {
                "kind": use.kind,
                "name": use.name,
                "sign": SIGNS[use.sign],
                "weight": use.weight,
                "modality": use.modality or None,
                "how": use.how,
                "named_set": use.named_set or None,
                "hierarchy": use.by or None,
                "file": use.span.source,
                "line": line_of(use.span, sources),
            }
            for use in uses
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
