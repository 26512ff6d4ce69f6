from __future__ import annotations

import json
from dataclasses import replace

import pytest

from hierannot_dsl.diagnostics.encode import ENCODERS, encode_github, encode_json, encode_sarif
from hierannot_dsl.source import Source, Span
from hierannot_dsl.syntax.parse import parse
from tests.unit.diagnostics.findings import BAD_WEIGHT, GLUED, MISSING, NOWHERE, SOURCE, SOURCES

FOUND = [BAD_WEIGHT, GLUED, MISSING, NOWHERE]


def test_json():
    encoded = json.loads(encode_json(FOUND, SOURCES))
    assert encoded["format_version"] == 1
    weight, glued, missing, nowhere = encoded["diagnostics"]
    assert glued == {
        "code": "E043",
        "name": "glued-sign",
        "severity": "warning",
        "message": "no space between `+` and `CD3D`",
        "help": "write `+ CD3D`",
        "notes": [],
        "place": {
            "file": "my dir/a.hier",
            "start": {"offset": 31, "line": 3, "column": 3},
            "end": {"offset": 36, "line": 3, "column": 8},
        },
        "related": [],
        "fix": None,
    }
    assert weight["help"] is None
    assert missing["related"] == [
        {
            "label": "opened here",
            "place": {
                "file": "my dir/a.hier",
                "start": {"offset": 0, "line": 1, "column": 1},
                "end": {"offset": 8, "line": 1, "column": 9},
            },
        }
    ]
    assert nowhere["place"] is None


def test_json_of_a_fix():
    source = Source("β.hier", 'hierarchy a {\n  # \U0001f9ec\n  node "\U0001f9ec" {\n    +B "β"\n  }\n}\n')
    (found,) = parse(source).diagnostics
    (encoded,) = json.loads(encode_json([found], {source.name: source}))["diagnostics"]
    place = {"offset": 38, "line": 4, "column": 6}
    assert encoded["fix"] == {
        "description": "put a space after the sign",
        "safe": True,
        "edits": [{"place": {"file": "β.hier", "start": place, "end": place}, "text": " "}],
    }


def test_json_of_a_source_that_is_not_at_hand_has_offsets_only():
    (found,) = json.loads(encode_json([GLUED], {}))["diagnostics"]
    assert found["place"] == {"file": "my dir/a.hier", "start": {"offset": 31}, "end": {"offset": 36}}


def test_github_has_errors_first_and_escapes():
    assert encode_github(FOUND, SOURCES).split("\n") == [
        "::error title=E040 bad-weight,file=my dir/a.hier,line=2,endLine=2,col=9,endColumn=9"
        "::the weight `0` is not a number above zero",
        "::error title=E021 missing-closing-brace,file=my dir/a.hier,line=3,endLine=3,col=3,endColumn=7"
        '::`}` is missing after this line: `node "A"` is not closed',
        "::error title=E040 bad-weight::the weight `50%25%0Aor: so, yes` is not a number above zero",
        "::warning title=E043 glued-sign,file=my dir/a.hier,line=3,endLine=3,col=3,endColumn=7"
        "::no space between `+` and `CD3D`%0Ahelp: write `+ CD3D`",
    ]


def test_github_shows_no_columns_of_a_place_over_several_lines():
    whole = replace(BAD_WEIGHT, span=Span(SOURCE.name, 0, 20))
    assert "line=1,endLine=2::" in encode_github([whole], SOURCES)


def test_github_escapes_properties():
    found = replace(BAD_WEIGHT, span=Span("a,b:c%.hier", 0, 1))
    assert "file=a%2Cb%3Ac%25.hier::" in encode_github([found], {})


def test_sarif():
    encoded = json.loads(encode_sarif(FOUND, SOURCES))
    assert encoded["version"] == "2.1.0"
    (run,) = encoded["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["E021", "E040", "E043"]
    assert rules[2] == {
        "id": "E043",
        "name": "GluedSign",
        "shortDescription": {"text": "No space parts the sign from its gene."},
        "defaultConfiguration": {"level": "warning"},
    }
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    weight, glued, missing, nowhere = run["results"]
    assert glued["level"] == "warning"
    assert glued["message"] == {"text": "no space between `+` and `CD3D`\nhelp: write `+ CD3D`"}
    assert glued["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "my%20dir/a.hier"},
                "region": {"startLine": 3, "startColumn": 3, "endLine": 3, "endColumn": 8},
            }
        }
    ]
    assert "relatedLocations" not in weight
    assert missing["relatedLocations"][0]["message"] == {"text": "opened here"}
    assert nowhere["locations"] == []


def fingerprints(found, sources) -> list[str]:
    results = json.loads(encode_sarif(found, sources))["runs"][0]["results"]
    return [result["partialFingerprints"]["hierc/v1"] for result in results]


def test_sarif_fingerprints_tell_findings_apart_and_survive_other_layout():
    found = [BAD_WEIGHT, BAD_WEIGHT, GLUED, MISSING, replace(BAD_WEIGHT, text="-1")]
    before = fingerprints(found, SOURCES)
    assert len(set(before)) == len(found)
    moved = [replace(d, span=Span(SOURCE.name, d.span.start + 2, d.span.end + 2)) for d in found]
    moved[3] = replace(moved[3], opened=Span(SOURCE.name, 2, 10))
    assert fingerprints(moved, {SOURCE.name: Source(SOURCE.name, "\n\n" + SOURCE.text)}) == before


@pytest.mark.parametrize("format_", sorted(ENCODERS))
def test_nothing_found(format_):
    text = ENCODERS[format_]([], {})
    if format_ in ("github", "markdown"):
        assert text == {"github": "", "markdown": "Nothing to report."}[format_]
    else:
        assert json.loads(text)
