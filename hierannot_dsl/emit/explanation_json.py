"""Explanation -> JSON: every number and every marker, for programs."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hierannot_dsl.explain.model import Explanation

FORMAT = "hierannot_dsl.explanation"
FORMAT_VERSION = 1


def explanation_json(explanation: Explanation) -> str:
    """The explanation as one JSON object, ending in a line feed; null where nothing was measured."""
    document = {"format": FORMAT, "format_version": FORMAT_VERSION, **asdict(explanation)}
    return json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
