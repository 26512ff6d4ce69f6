import json

from hierannot_dsl.diagnostics.encode import encode_github, encode_json, encode_sarif
from hierannot_dsl.diagnostics.render import concise, render
from hierannot_dsl.diagnostics.trail import import_trail
from hierannot_dsl.source import Source, Span
from hierannot_dsl.syntax.mistakes import MissingGene

MAIN = Source("main.hier", "one\ntwo")
MIDDLE = Source("middle.hier", "one\ntwo", Span("main.hier", 4, 7))
LAST = Source("last.hier", "+ ", Span("middle.hier", 0, 3))
SOURCES = {source.name: source for source in (MAIN, MIDDLE, LAST)}
FOUND = MissingGene(Span("last.hier", 0, 1), "+")


def test_a_trail_leads_to_the_source_that_was_asked_for():
    assert import_trail(FOUND.span, SOURCES) == (Span("middle.hier", 0, 3), Span("main.hier", 4, 7))
    assert import_trail(Span("main.hier", 0, 1), SOURCES) == ()
    assert import_trail(None, SOURCES) == ()


def test_people_read_it_as_a_note():
    assert render(FOUND, SOURCES).splitlines()[-1] == (
        "  = note: imported by middle.hier:1, imported by main.hier:2"
    )


def test_programs_read_it_among_the_related_places():
    (encoded,) = json.loads(encode_json([FOUND], SOURCES))["diagnostics"]
    assert [(place["label"], place["place"]["file"]) for place in encoded["related"]] == [
        ("imported here", "middle.hier"),
        ("imported here", "main.hier"),
    ]
    ((result,),) = [run["results"] for run in json.loads(encode_sarif([FOUND], SOURCES))["runs"]]
    assert [place["message"]["text"] for place in result["relatedLocations"]] == ["imported here"] * 2
    assert result["message"]["text"].endswith("\nimported by middle.hier:1, imported by main.hier:2")
    github = encode_github([FOUND], SOURCES)
    assert github.endswith("%0Aimported by middle.hier:1, imported by main.hier:2")


def test_a_line_ends_in_the_trail():
    line = concise(FOUND, SOURCES)
    assert line.endswith(" (imported by middle.hier:1, imported by main.hier:2)")


def test_who_needs_a_source_makes_it_no_other_source():
    assert Source("main.hier", "one\ntwo", Span("x", 0, 0)) == MAIN
