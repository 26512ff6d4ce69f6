"""Hierarchy -> JSON document, version 1, and the JSON Schema that such a document keeps to."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field
from pydantic.json_schema import GenerateJsonSchema

from hierannot_dsl.model.hierarchy import Hierarchy

if TYPE_CHECKING:
    from pydantic.json_schema import JsonSchemaValue

FORMAT = "hierannot_dsl.hierarchy"
FORMAT_VERSION = 1
LINE = 160
INDENT = "  "
LISTS = ("roots", "children", "contrasts", "markers", "variants")
DIALECT = "https://json-schema.org/draft/2020-12/schema"


class Document(Hierarchy):
    """A resolved hierarchy as a JSON document: what `hierc export` writes, and all commands read.

    A field that is left out has its default. The order of markers means nothing; that of nodes is the order
    in which they are shown, and in which ties are broken.
    """

    format: Literal["hierannot_dsl.hierarchy"]
    format_version: Literal[1]
    dialect: str | None = Field(default=None, alias="$schema")


DESCRIPTIONS: dict[str, dict[str, str]] = {
    "Document": {
        "format": "What kind of document this is.",
        "format_version": "Version of the format.",
        "$schema": "Where an editor finds this schema; means nothing here.",
        "name": "Name of the hierarchy.",
        "title": "What lists show.",
        "version": "Version of the hierarchy, such as 1.2.3.",
        "species": "human, mouse, ...",
        "modality": "What most of its markers are.",
        "category": "brain, immune, solid_tissue, tme, ...",
        "tissue": "The tissue it is for.",
        "uberon": "Id of the tissue in Uberon.",
        "keywords": "Words by which it is found.",
        "authors": "Who wrote it.",
        "license": "Terms under which it may be used.",
        "references": "What it rests on.",
        "not_for": "What it should not be used for.",
        "roots": "Nodes that have no parent, in order.",
        "contrasts": "What competes with the roots and is never a label.",
    },
    "Program": {
        "name": "Its label; unique in the hierarchy, contrasts included.",
        "description": "How it differs from its siblings.",
        "cl": "Id in the Cell Ontology.",
        "aliases": "Other names.",
        "penalty": "Weight of the negative markers; null: the method's own.",
        "weight": "Multiplies a positive branch score when siblings are ranked.",
        "min_markers": "With fewer markers than this in the data it is not scored; null: the method's own.",
        "markers": "Genes that speak for or against it; each once.",
        "variants": "Ways of being this type, of which the best counts.",
        "color": "Colour for plots, such as #1f77b4.",
        "role": "What panel rules ask of it.",
        "callable": "Whether it may be a label; if not, its nearest ancestor that may be is.",
        "rescue": "How much the best child may lift it; null: the method's own.",
        "min_score": "Least branch score to be called; null: the method's own.",
        "min_margin": "Least distance to the runner-up; null: the method's own.",
        "min_raw": "Least enrichment of its own markers; null: the method's own.",
        "children": "Nodes below it, in order.",
        "contrasts": "What competes with its children and is never a label.",
    },
    "Variant": {
        "name": "Its name; unique within the node.",
        "markers": "Genes that speak for or against it; each once.",
    },
    "Marker": {
        "gene": "Symbol, without a prefix.",
        "sign": "1 for, -1 against.",
        "weight": "How much it counts among the markers of its sign.",
        "modality": "What is measured.",
        "evidence": "Where it comes from.",
        "note": "What its author says of it.",
    },
    "Evidence": {
        "kind": "Kind of source, such as dataset or pmid.",
        "reference": "Which one, without spaces.",
    },
}
DESCRIPTIONS["Node"] = DESCRIPTIONS["Contrast"] = DESCRIPTIONS["Program"]


def document_of(hierarchy: Hierarchy) -> dict[str, Any]:
    """The document of a hierarchy; what has its default value is left out."""
    body: dict[str, Any] = hierarchy.model_dump(mode="json", exclude_defaults=True)
    return {"format": FORMAT, "format_version": FORMAT_VERSION, **body}


def document_text(hierarchy: Hierarchy) -> str:
    """The document as text: the same hierarchy gives the same bytes, and a marker is a line."""
    return _laid_out(document_of(hierarchy), "") + "\n"


def document_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a document, every field described."""
    schema: dict[str, Any] = Document.model_json_schema(schema_generator=_Untitled)
    for name, part in ((schema["title"], schema), *schema["$defs"].items()):
        part["description"] = part["description"].partition("\n\n")[0]
        for field, described in part["properties"].items():
            described["description"] = DESCRIPTIONS[name][field]
    return {"$schema": DIALECT, **schema}


def schema_text() -> str:
    """The schema as text, as it is published."""
    return _laid_out(document_schema(), "") + "\n"


def _laid_out(value: Any, indent: str, key: str = "") -> str:
    """JSON with short values on one line: a diff shows the marker that changed, not a brace of it."""
    if not isinstance(value, dict | list) or not value:
        return json.dumps(value, ensure_ascii=False)
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    inner = indent + INDENT
    parts = []
    for name in value:
        if isinstance(value, dict):
            parts.append(f"{json.dumps(name)}: {_laid_out(value[name], inner, name)}")
        else:
            parts.append(_laid_out(name, inner))
    line = f"{opening}{', '.join(parts)}{closing}"
    if key not in LISTS and "\n" not in line and len(indent) + len(line) <= LINE:
        return line
    return f"{opening}\n{inner}" + f",\n{inner}".join(parts) + f"\n{indent}{closing}"


class _Untitled(GenerateJsonSchema):
    """Without titles of fields, which repeat their names."""

    def field_title_should_be_set(self, schema: JsonSchemaValue) -> bool:  # type: ignore[override]  # any schema
        return False
