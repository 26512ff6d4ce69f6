"""SARIF: its schema, and places and fixes that a reader who follows the standard finds again."""

from __future__ import annotations

import json
import os
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from urllib.parse import unquote

import jsonschema
import pytest

from hierannot_dsl.diagnostics.encode import encode_sarif
from hierannot_dsl.diagnostics.fix import apply_fixes
from hierannot_dsl.source import Source
from hierannot_dsl.syntax.parse import parse
from tests.golden.documents import cases_of, documents_in
from tests.golden.stages import Blocks
from tests.golden.test_golden import HERE
from tests.unit.diagnostics.findings import BAD_WEIGHT, GLUED, MISSING, NOWHERE, SOURCES
from tests.unit.diagnostics.sarif_schema import SARIF

PUBLISHED = os.environ.get("HIERANNOT_SARIF_SCHEMA")
SCHEMAS = [SARIF, *([json.loads(Path(PUBLISHED).read_text(encoding="utf-8"))] if PUBLISHED else [])]
VALIDATORS = [jsonschema.validators.validator_for(schema)(schema) for schema in SCHEMAS]
ODD = """\
hierarchy blood {\r
  # \U0001f9ec a comment \U0001f9ec\r
  node “γδ T \U0001f9ec cell” { +TRDC - CD4 } # \u4e2d\r
  node \U0001f9ec\u00a0β {\r
    + CD3D, CD3E "\U0001f9ec" # δ\r
    +TRAC "\U0001f9ec",\r
  }\r
}\r
"""


def sarif(found, sources) -> dict:
    encoded = json.loads(encode_sarif(found, sources))
    for validator in VALIDATORS:
        validator.validate(encoded)
    return encoded["runs"][0]


def offset(text: str, line: int, column: int) -> int:
    """Where a reader finds a place who counts code points and breaks lines as the run says."""
    return sum(len(part) + 1 for part in text.split("\n")[: line - 1]) + column - 1


def covered(text: str, region: dict) -> tuple[int, int]:
    start = offset(text, region["startLine"], region["startColumn"])
    return start, offset(text, region["endLine"], region["endColumn"])


def changed(text: str, fix: dict) -> str:
    """The text after a fix, applied as the standard says: regions are those of the text before it."""
    (change,) = fix["artifactChanges"]
    for replacement in reversed(change["replacements"]):
        start, end = covered(text, replacement["deletedRegion"])
        text = text[:start] + replacement.get("insertedContent", {"text": ""})["text"] + text[end:]
    return text


def test_the_schemas_are_some() -> None:
    for validator in VALIDATORS:
        validator.check_schema(validator.schema)


@pytest.mark.skipif(not PUBLISHED, reason="HIERANNOT_SARIF_SCHEMA names no file of the published schema")
def test_the_published_schema_is_the_whole_of_it_and_refuses_what_is_not_sarif() -> None:
    published = VALIDATORS[-1]
    assert len(published.schema["definitions"]) > 50
    assert not published.is_valid({"version": "2.1.0", "runs": [{"tool": {"driver": {}}}]})


@pytest.mark.parametrize("path", [PurePosixPath("/my/a b.hier"), PureWindowsPath("C:\\my\\a b.hier")])
def test_a_file_named_by_its_whole_path_is_a_uri_of_its_own(path: PurePath) -> None:
    source = Source(path.as_posix(), "hierarchy a {\n  +B\n}\n")
    (result,) = sarif(parse(source).diagnostics, {source.name: source})["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == path.as_uri()


def test_the_examples_keep_to_the_schema() -> None:
    assert len(sarif([BAD_WEIGHT, GLUED, MISSING, NOWHERE], SOURCES)["results"]) == 4
    assert sarif([BAD_WEIGHT, GLUED, MISSING, NOWHERE], {})["results"]
    assert sarif([], {})["results"] == []


@pytest.mark.parametrize("folder", ["syntax", "semantics"])
def test_the_findings_of_the_golden_files_keep_to_the_schema(folder: str) -> None:
    for path in documents_in(HERE / folder):
        for case in cases_of(path.read_text(encoding="utf-8")):
            blocks = Blocks(case)
            written = [Source("case.hier", case.hier.text), *blocks.sources.values()]
            sources = {source.name: source for source in written}
            for source in written:
                sarif(parse(source).diagnostics, sources)


def said(document: object, read: object) -> bool:
    """Whether everything in a document is in what somebody else read of it."""
    if isinstance(document, dict):
        return isinstance(read, dict) and all(
            key in read and said(document[key], read[key]) for key in document
        )
    if isinstance(document, list):
        return isinstance(read, list) and len(document) == len(read) and all(map(said, document, read))
    return document == read


@pytest.mark.parametrize("sources", [SOURCES, {}])
def test_a_model_of_the_standard_that_others_wrote_reads_all_of_it(sources: dict[str, Source]) -> None:
    others = pytest.importorskip("sarif_pydantic", reason="sarif-pydantic is not installed")
    document = json.loads(encode_sarif([BAD_WEIGHT, GLUED, MISSING, NOWHERE], sources))
    read = others.Sarif.model_validate(document).model_dump_json(by_alias=True, exclude_none=True)
    assert said(document, json.loads(read))


def test_a_reader_finds_every_place_and_its_fix() -> None:
    source = Source("a b.hier", ODD)
    found = parse(source).diagnostics
    run = sarif(found, {source.name: source})
    assert (run["columnKind"], run["newlineSequences"]) == ("unicodeCodePoints", ["\n"])
    mended = 0
    for diagnostic, result in zip(found, run["results"], strict=True):
        physical = result["locations"][0]["physicalLocation"]
        assert unquote(physical["artifactLocation"]["uri"]) == source.name
        assert covered(ODD, physical["region"]) == (diagnostic.span.start, diagnostic.span.end)
        assert ("fixes" in result) == (diagnostic.fix is not None)
        if diagnostic.fix:
            (fix,) = result["fixes"]
            assert changed(ODD, fix) == apply_fixes(source, [diagnostic.fix]).text
            assert fix["description"] == {"text": diagnostic.fix.description}
            assert fix["properties"] == {"safe": True}
            mended += 1
    assert mended >= 6


def test_a_fix_of_a_source_that_is_not_at_hand_is_left_out() -> None:
    (found,) = parse(Source("a.hier", "hierarchy a {\n  +B\n}\n")).diagnostics
    assert found.fix is not None
    assert "fixes" not in sarif([found], {})["results"][0]
