"""Hierarchies ranked by fit -> JSON."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FORMAT = "hierannot_dsl.fit"
FORMAT_VERSION = 1


def fit_json(records: Sequence[Mapping[Any, Any]]) -> str:
    """The rows of `compare_hierarchy_fit` as one JSON object, ending in a line feed; null for NaN.

    `tied_with` is a list of names.
    """
    rows = [{str(name): _plain(value) for name, value in record.items()} for record in records]
    for row in rows:
        row["tied_with"] = [name for name in row["tied_with"].split(", ") if name]
    document = {"format": FORMAT, "format_version": FORMAT_VERSION, "hierarchies": rows}
    return json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _plain(value: Any) -> Any:
    return None if isinstance(value, float) and math.isnan(value) else value
