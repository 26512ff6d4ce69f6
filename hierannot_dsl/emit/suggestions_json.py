"""Suggested hierarchies -> JSON."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hierannot_dsl.matching.matcher import Suggestion

FORMAT = "hierannot_dsl.suggestions"
FORMAT_VERSION = 1


def suggestions_json(text: str, suggestions: Sequence[Suggestion]) -> str:
    """The suggestions for a text as one JSON object, ending in a line feed."""
    document = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "text": text,
        "suggestions": [asdict(each) for each in suggestions],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
