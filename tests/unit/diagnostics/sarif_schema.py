"""The part of SARIF 2.1.0 that is written here, as a JSON Schema.

Written from the standard (OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0"),
object by object as its schema has them: what is required, what may be there besides, which values. The
published file is not kept here; where `HIERANNOT_SARIF_SCHEMA` names it, it is asked as well. Stricter
than it in two points: a key of the standard that is not
written here is refused, and a region has all of its lines and columns.
"""

from __future__ import annotations

from typing import Any


def closed(required: list[str], **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{name}"}


def distinct(items: dict[str, Any], *, least: int = 0) -> dict[str, Any]:
    return {"type": "array", "items": items, "minItems": least, "uniqueItems": True}


TEXT = {"type": "string"}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
FROM_ONE = {"type": "integer", "minimum": 1}

SARIF: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    **closed(
        ["version", "runs"],
        **{"$schema": {"type": "string", "format": "uri"}},
        version={"enum": ["2.1.0"]},
        runs={"type": "array", "items": ref("run")},
    ),
    "$defs": {
        "run": closed(
            ["tool"],
            tool=closed(["driver"], driver=ref("toolComponent")),
            columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
            newlineSequences=distinct(TEXT, least=1),
            results={"type": "array", "items": ref("result")},
        ),
        "toolComponent": closed(
            ["name"], name=TEXT, version=TEXT, rules=distinct(ref("reportingDescriptor"))
        ),
        "reportingDescriptor": closed(
            ["id"],
            id=TEXT,
            name=TEXT,
            shortDescription=ref("multiformatMessageString"),
            defaultConfiguration=closed([], level=LEVEL),
        ),
        "multiformatMessageString": closed(["text"], text=TEXT),
        "result": closed(
            ["message"],
            ruleId=TEXT,
            ruleIndex={"type": "integer", "minimum": -1},
            level=LEVEL,
            message=ref("message"),
            locations={"type": "array", "items": ref("location")},
            partialFingerprints={"type": "object", "additionalProperties": TEXT},
            relatedLocations=distinct(ref("location")),
            fixes=distinct(ref("fix")),
        ),
        "message": closed(["text"], text=TEXT),
        "location": closed([], physicalLocation=ref("physicalLocation"), message=ref("message")),
        "physicalLocation": closed(
            ["artifactLocation"], artifactLocation=ref("artifactLocation"), region=ref("region")
        ),
        "artifactLocation": closed(
            ["uri"], uri={"type": "string", "pattern": r"^(file:///[A-Za-z0-9/%._~:-]+|[A-Za-z0-9/%._~-]+)$"}
        ),
        "region": closed(
            ["startLine", "startColumn", "endLine", "endColumn"],
            startLine=FROM_ONE,
            startColumn=FROM_ONE,
            endLine=FROM_ONE,
            endColumn=FROM_ONE,
        ),
        "fix": closed(
            ["artifactChanges"],
            description=ref("message"),
            artifactChanges=distinct(ref("artifactChange"), least=1),
            properties={"type": "object"},
        ),
        "artifactChange": closed(
            ["artifactLocation", "replacements"],
            artifactLocation=ref("artifactLocation"),
            replacements={"type": "array", "items": ref("replacement"), "minItems": 1},
        ),
        "replacement": closed(
            ["deletedRegion"], deletedRegion=ref("region"), insertedContent=closed([], text=TEXT)
        ),
    },
}
