"""Laws of JSON documents: what is exported loads as it was, and reading agrees with the published schema."""

from __future__ import annotations

import copy
import json

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hierannot_dsl.catalog.builtins import load_builtin
from hierannot_dsl.compiler import read_hierarchy
from hierannot_dsl.model.document import document_schema, document_text
from hierannot_dsl.model.hierarchy import Hierarchy
from hierannot_dsl.resources import builtin_names
from hierannot_dsl.semantics.document import read_document
from hierannot_dsl.semantics.document_mistakes import (
    DocumentFormat,
    DocumentValue,
    MissingKey,
    NewerDocument,
    UnknownKey,
)
from hierannot_dsl.source import Source
from tests.property.test_compiler import EDITS, Base, edited
from tests.property.test_program_trees import hierarchies

VALIDATOR = jsonschema.Draft202012Validator(document_schema())
AGAINST_SCHEMA = (DocumentFormat, DocumentValue, MissingKey, NewerDocument, UnknownKey)
MARKER = {"gene": "X", "sign": 1}
SCALARS = (None, True, False, 0, 1, -1, 2, 0.5, -0.5, 2.0, 1e300, "", "T cell", "major", "rna")
VALUES = st.sampled_from([*SCALARS, [], {}, [1], ["a"], [{}], {"name": "X"}, [{"name": "X"}], [MARKER]])
KEYS = st.sampled_from(
    ["name", "weight", "gene", "sign", "children", "markers", "titel", "callable", "format"]
)


def loaded(text: str) -> Hierarchy:
    return read_document(Source("x.json", text)).unwrap()


@pytest.mark.parametrize("name", builtin_names())
def test_the_catalog_loads_as_it_was_exported(name: str) -> None:
    hierarchy = load_builtin(name)
    text = document_text(hierarchy)
    assert loaded(text) == hierarchy
    assert document_text(loaded(text)) == text


@settings(max_examples=60, deadline=None)
@given(hierarchies())
def test_any_hierarchy_loads_as_it_was_exported(hierarchy: Hierarchy) -> None:
    assert loaded(document_text(hierarchy)) == hierarchy


@settings(max_examples=30, deadline=None)
@given(st.sets(st.sampled_from(range(len(EDITS)))))
def test_what_is_composed_loads_as_it_was_exported(chosen: set[int]) -> None:
    text = edited([EDITS[number] for number in sorted(chosen)])
    hierarchy = read_hierarchy(Source("mine.hier", text), Base()).unwrap()
    assert loaded(document_text(hierarchy)) == hierarchy


PROGRAM = {
    "description": "d",
    "cl": "CL:0000000",
    "aliases": ["a", "b"],
    "penalty": 0,
    "weight": 2,
    "min_markers": 3,
    "markers": [MARKER, {"gene": "Y", "sign": -1, "weight": 0.5, "modality": "protein", "note": "n"}],
    "variants": [{"name": "v", "markers": [MARKER]}, {"name": "w", "markers": []}],
}
NODE = {"color": "#fff", "role": "major", "callable": False, "rescue": 0, "min_score": 0.1, "min_raw": -1}
SMALL = {
    "format": "hierannot_dsl.hierarchy",
    "format_version": 1,
    "$schema": "hierarchy.schema.json",
    "name": "small",
    "modality": "protein",
    "keywords": ["k"],
    "roots": [
        {
            "name": "A",
            **PROGRAM,
            **NODE,
            "children": [{"name": "B"}],
            "contrasts": [{"name": "C", **PROGRAM}],
        },
        {"name": "D", "markers": [MARKER | {"evidence": [{"kind": "pmid", "reference": "1"}]}]},
    ],
    "contrasts": [{"name": "E", "markers": [MARKER]}],
}


@st.composite
def tampered(draw: st.DrawFn) -> object:
    """A document in which values were replaced, taken out or put in by hand."""
    document: object = copy.deepcopy(SMALL)
    for _ in range(draw(st.integers(0, 2))):
        place = document
        while isinstance(place, dict | list) and place:
            key = draw(st.sampled_from(list(place) if isinstance(place, dict) else range(len(place))))
            if not isinstance(place[key], dict | list) or not place[key] or draw(st.integers(0, 3)) == 0:
                match draw(st.sampled_from(["replace", "remove", "add"])):
                    case "replace":
                        place[key] = copy.deepcopy(draw(VALUES))
                    case "remove":
                        del place[key]
                    case _ if isinstance(place, dict):
                        place[draw(KEYS)] = copy.deepcopy(draw(VALUES))
                    case _:
                        place.append(copy.deepcopy(draw(VALUES)))
                break
            place = place[key]
    return document


@settings(max_examples=200, deadline=None)
@given(tampered(), st.sampled_from([None, 2]))
def test_reading_refuses_what_the_schema_refuses(document: object, indent: int | None) -> None:
    source = Source("x.json", json.dumps(document, indent=indent))
    outcome = read_document(source)
    valid = VALIDATOR.is_valid(document)
    assert valid == (not any(isinstance(found, AGAINST_SCHEMA) for found in outcome.diagnostics))
    assert (outcome.value is None) == bool(outcome.diagnostics)
    for found in outcome.diagnostics:
        assert found.span is not None
        assert 0 <= found.span.start < found.span.end <= len(source.text)
