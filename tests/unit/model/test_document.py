import json
from pathlib import Path

import jsonschema
import pytest

from hierannot_dsl.catalog.builtins import load_builtin
from hierannot_dsl.model.document import document_of, document_schema, document_text, schema_text
from hierannot_dsl.model.hierarchy import Contrast, Evidence, Hierarchy, Marker, Node
from hierannot_dsl.resources import builtin_names

PUBLISHED = Path(__file__).parents[3] / "docs/spec/hierarchy.schema.json"
VALIDATOR = jsonschema.Draft202012Validator(document_schema())


def test_what_has_its_default_is_left_out_and_a_marker_is_a_line():
    marker = Marker(gene="CD3D", sign=1, weight=2, evidence=(Evidence(kind="a", reference="1"),))
    hierarchy = Hierarchy(
        name="toy",
        roots=(Node(name="γδ T", markers=(marker, Marker(gene="CD19", sign=-1))), Node(name="B")),
        contrasts=(Contrast(name="Erythroid"),),
    )
    assert document_text(hierarchy) == (
        "{\n"
        '  "format": "hierannot_dsl.hierarchy",\n'
        '  "format_version": 1,\n'
        '  "name": "toy",\n'
        '  "roots": [\n'
        "    {\n"
        '      "name": "γδ T",\n'
        '      "markers": [\n'
        '        {"gene": "CD3D", "sign": 1, "weight": 2.0, "evidence": [{"kind": "a", "reference": "1"}]},\n'
        '        {"gene": "CD19", "sign": -1}\n'
        "      ]\n"
        "    },\n"
        '    {"name": "B"}\n'
        "  ],\n"
        '  "contrasts": [\n'
        '    {"name": "Erythroid"}\n'
        "  ]\n"
        "}\n"
    )


def test_the_layout_changes_nothing():
    hierarchy = load_builtin("immune_core")
    assert json.loads(document_text(hierarchy)) == document_of(hierarchy)
    assert json.loads(schema_text()) == document_schema()


def test_the_published_schema_is_that_of_the_model(request: pytest.FixtureRequest):
    if request.config.getoption("--update-golden"):
        PUBLISHED.write_text(schema_text(), encoding="utf-8")
    assert PUBLISHED.read_text(encoding="utf-8") == schema_text()


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(document_schema())


def test_every_field_is_described_and_no_place_in_a_text_is_one():
    schema = document_schema()
    for part in (schema, *schema["$defs"].values()):
        assert part["description"]
        assert all(field["description"] for field in part["properties"].values())
        assert "origin" not in part["properties"]


@pytest.mark.parametrize("name", builtin_names())
def test_the_documents_of_the_catalog_keep_to_the_schema(name):
    VALIDATOR.validate(document_of(load_builtin(name)))


@pytest.mark.parametrize(
    "change",
    [
        {"titel": "x"},
        {"name": 1},
        {"roots": None},
        {"format_version": 2},
        {"format": "x"},
        {"modality": "dna"},
    ],
)
def test_what_is_none_is_refused(change):
    document = document_of(load_builtin("immune_core")) | change
    assert not VALIDATOR.is_valid(document)
