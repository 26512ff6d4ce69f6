"""What the JSON of diagnostics has to look like, as a JSON Schema that other programs can rely on."""

from __future__ import annotations

import json
from typing import Any

from hierannot_dsl.diagnostics.encode import FORMAT_VERSION
from hierannot_dsl.diagnostics.model import CODE, Severity

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def diagnostics_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of what `encode_json` writes, every key described.

    A key that changes or goes is a new `FORMAT_VERSION`; one that is added is not.
    """
    return {
        "$schema": DIALECT,
        "title": "Findings of hierc",
        "description": "What `--format json` of `hierc check` and `hierc lint` prints. Keys that a reader "
        "does not know may be added within a version.",
        **_object(
            {
                "format_version": {"const": FORMAT_VERSION, "description": "Version of this format."},
                "diagnostics": {
                    "type": "array",
                    "items": {"$ref": "#/$defs/diagnostic"},
                    "description": "By file, place and code; those without a place come first.",
                },
            }
        ),
        "$defs": {
            "diagnostic": _diagnostic(),
            "related": _object(
                {"label": _text("What the place has to do with the finding."), "place": _ref("place")}
            ),
            "fix": _object(
                {
                    "description": _text("What it does, as an order."),
                    "safe": {
                        "type": "boolean",
                        "description": "Whether it leaves the meaning alone: what --fix applies.",
                    },
                    "edits": {
                        "type": "array",
                        "minItems": 1,
                        "items": {"$ref": "#/$defs/edit"},
                        "description": "All of them or none; places of the text as it was read.",
                    },
                }
            ),
            "edit": _object({"place": _ref("place"), "text": _text("What comes there instead.")}),
            "place": {
                **_object(
                    {
                        "file": _text("Path with `/`, as it was given or found."),
                        "start": _ref("position"),
                        "end": _ref("position"),
                    }
                ),
                "description": "A stretch of a file; the end is exclusive.",
            },
            "position": {
                **_object(
                    {
                        "offset": _count(0, "Code points before it."),
                        "line": _count(1, "Line, from 1; lines end at line feeds only."),
                        "column": _count(1, "Code points before it on its line, plus one."),
                    },
                    optional=("line", "column"),
                ),
                "description": "Line and column are missing where the text of the file is not at hand.",
            },
        },
    }


def schema_text() -> str:
    """The schema as text, as it is published."""
    return json.dumps(diagnostics_schema(), indent=2) + "\n"


def _diagnostic() -> dict[str, Any]:
    severities = [severity.name.lower() for severity in reversed(Severity)]
    return _object(
        {
            "code": {
                "type": "string",
                "pattern": f"^{CODE.pattern}$",
                "description": "Never used for another kind.",
            },
            "name": {"type": "string", "pattern": "^[a-z0-9-]+$", "description": "The kind in words."},
            "severity": {"enum": severities, "description": "An error means that there is no result."},
            "message": _text("What was found: one line, without a full stop."),
            "help": {
                "type": ["string", "null"],
                "description": "One action that we are sure of, or null.",
            },
            "notes": {
                "type": "array",
                "items": {"type": "string"},
                "description": "The facts behind the message.",
            },
            "place": {
                "anyOf": [{"$ref": "#/$defs/place"}, {"type": "null"}],
                "description": "Where, null for a finding that has no place in a text.",
            },
            "related": {
                "type": "array",
                "items": {"$ref": "#/$defs/related"},
                "description": "Other places it speaks of; last the lines that import its file.",
            },
            "fix": {
                "anyOf": [{"$ref": "#/$defs/fix"}, {"type": "null"}],
                "description": "What would take the finding away, null where only a person can tell.",
            },
        }
    )


def _object(properties: dict[str, Any], *, optional: tuple[str, ...] = ()) -> dict[str, Any]:
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required}


def _text(description: str) -> dict[str, Any]:
    return {"type": "string", "description": description}


def _count(least: int, description: str) -> dict[str, Any]:
    return {"type": "integer", "minimum": least, "description": description}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{name}"}
