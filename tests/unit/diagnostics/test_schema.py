"""The schema of diagnostics in JSON: published, closed over what is written, and kept to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from hierannot_dsl.diagnostics.encode import encode_json
from hierannot_dsl.diagnostics.schema import diagnostics_schema, schema_text
from hierannot_dsl.lint.run import lint
from hierannot_dsl.semantics.load import load
from hierannot_dsl.source import Source
from tests.golden.documents import cases_of, documents_in
from tests.golden.stages import Blocks
from tests.golden.test_golden import HERE
from tests.unit.diagnostics.findings import BAD_WEIGHT, GLUED, MISSING, NOWHERE, SOURCES

PUBLISHED = Path(__file__).parents[3] / "docs/spec/diagnostics.schema.json"


def closed(schema: Any) -> Any:
    """The schema with every object closed: a key that is written and not described is a mistake here."""
    if isinstance(schema, list):
        return [closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {name: closed(part) for name, part in schema.items()}
    return {**inner, "additionalProperties": False} if schema.get("type") == "object" else inner


VALIDATOR = jsonschema.Draft202012Validator(closed(diagnostics_schema()))


def test_the_published_schema_is_that_of_the_code(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-golden"):
        PUBLISHED.write_text(schema_text(), encoding="utf-8")
    assert PUBLISHED.read_text(encoding="utf-8") == schema_text()


def test_the_schema_is_one_and_describes_every_key() -> None:
    schema = diagnostics_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    for part in (schema, *schema["$defs"].values()):
        for described in part["properties"].values():
            assert "description" in described or "$ref" in described


def test_the_examples_keep_to_the_schema() -> None:
    for sources in (SOURCES, {}):
        VALIDATOR.validate(json.loads(encode_json([BAD_WEIGHT, GLUED, MISSING, NOWHERE], sources)))
    VALIDATOR.validate({"format_version": 1, "diagnostics": []})


@pytest.mark.parametrize("folder", ["syntax", "semantics", "lint"])
def test_the_findings_of_the_golden_files_keep_to_the_schema(folder: str) -> None:
    written = 0
    for path in documents_in(HERE / folder):
        for case in cases_of(path.read_text(encoding="utf-8")):
            outcome = load(Source("case.hier", case.hier.text), Blocks(case))
            assert outcome.value is not None
            found = lint(outcome.value, found=outcome.diagnostics)
            VALIDATOR.validate(encoded := json.loads(encode_json(found, outcome.value.sources)))
            written += len(encoded["diagnostics"])
    assert written > 10


def test_what_is_not_described_is_refused() -> None:
    encoded = json.loads(encode_json([GLUED], SOURCES))
    encoded["diagnostics"][0]["extra"] = 1
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate(encoded)
