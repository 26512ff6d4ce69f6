"""Laws of the front end: totality, two ways of reading that agree, and one finding for one damage."""

from __future__ import annotations

from dataclasses import fields, is_dataclass

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from hierannot_dsl.diagnostics.model import Severity
from hierannot_dsl.diagnostics.render import concise, render
from hierannot_dsl.source import Source, Span
from hierannot_dsl.syntax.nodes import File
from hierannot_dsl.syntax.parse import parse
from hierannot_dsl.syntax.recovery.recover import Recovered, recover
from hierannot_dsl.syntax.text import Text
from tests.property.hier_texts import TEXTS

RARE = '{}"#+-=,;:>@\\ \n\t\rA1\u00e9\u2212\u201c\u200b\ufeff\xa0\u2028\x00\x1f%('

PIECES = st.lists(st.sampled_from(["node ", "in ", '"', '"A"', "+ ", "A", "#", "{", "}", "\n"])).map("".join)


def read(text: str):
    return parse(Source("case.hier", text))


def spans_of(value: object) -> list[Span]:
    if isinstance(value, Span):
        return [value]
    if isinstance(value, tuple):
        return [span for part in value for span in spans_of(part)]
    if is_dataclass(value):
        return [span for field in fields(value) for span in spans_of(getattr(value, field.name))]
    return []


@given(TEXTS)
def test_what_the_grammar_allows_is_read_without_findings(text):
    assert read(text).diagnostics == ()


@given(TEXTS)
def test_line_by_line_gives_the_same_tree_as_in_one_go(text):
    source = Source("case.hier", text)
    assert recover(Text(source)) == Recovered(parse(source).value.items, (), mended=False)


@given(TEXTS)
def test_windows_line_endings_change_places_only(text):
    assume("\n" in text)
    windows = read(text.replace("\n", "\r\n"))
    assert [d.code for d in windows.diagnostics] == ["E002"]
    plain = read(text)
    texts = [s.text[p.start : p.end] for s, p in _placed(windows.value)]
    assert texts == [s.text[p.start : p.end].replace("\n", "\r\n") for s, p in _placed(plain.value)]


def _placed(file: File) -> list[tuple[Source, Span]]:
    return [(file.source, span) for span in spans_of(file.items)]


@given(TEXTS)
def test_places_lie_in_the_text_and_inner_ones_in_outer_ones(text):
    def check(value: object, outer: Span) -> None:
        if isinstance(value, tuple):
            for part in value:
                check(part, outer)
        elif is_dataclass(value) and not isinstance(value, Span):
            span = getattr(value, "span", outer)
            is_comment = type(value).__name__ == "Comment"
            assert is_comment or outer.start <= span.start < span.end <= outer.end
            for field in fields(value):
                check(getattr(value, field.name), span)

    check(read(text).value.items, Span("case.hier", 0, len(text)))


@settings(max_examples=300)
@given(st.text() | st.text(RARE) | PIECES)
@example("\n\n")
@example('"\\')
@example("}\n{")
@example("+ A = " + "9" * 400)
@example("hier 99999999999999999999")
def test_any_text_gives_a_tree_and_findings_that_can_be_shown(text):
    outcome = read(text)
    assert outcome.value is not None
    sources = {"case.hier": outcome.value.source}
    for diagnostic in outcome.diagnostics:
        assert 0 <= diagnostic.span.start <= diagnostic.span.end <= len(text)
        assert render(diagnostic, sources)
        assert "\n" not in concise(diagnostic, sources)
    for span in spans_of(outcome.value.items):
        assert 0 <= span.start <= span.end <= len(text)


@given(TEXTS, st.data())
def test_any_damage_is_survived(text, data):
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        cut = data.draw(st.integers(0, 3))
        text = text[:at] + data.draw(st.sampled_from([*RARE, ""])) + text[at + cut :]
    assert read(text).value is not None


@given(st.text(RARE))
def test_a_finding_is_an_error_or_the_text_was_read_as_it_stands(text):
    outcome = read(text)
    assert outcome.failed == any(d.severity is Severity.ERROR for d in outcome.diagnostics)
    assert outcome.failed or not outcome.value.damaged


# One damage in a text that is large enough to have every kind of line.

WHOLE = """\
hier 1
# The colon.
hierarchy colon extends tme {
  title "Colon"   # as shown

  replace "Epithelial" with node "Intestinal epithelial" {
    rescue 0.40
    + CDH17
    + EPCAM = 0.5 @dataset:Rectum "shared"
    - PTPRC

    node "Goblet" {
      cl CL:0000160
      + MUC2
    }
    # the last one
    variant "stem" {
      + LGR5
    }
  }

  in "Fibroblast" > "Crypt" {
    + ADAMDEC1
    drop + LUM
    set + DCN = 0.5
  }
  drop "Mast cell"
  rename "A" to "B"
  contrast use kidney > "Renal"
  contrast "Erythroid" {
    + HBB
  }
}

test "goblet" for colon {
  express MUC2 = 4
  expect "Goblet" or above
}
"""
LINES = WHOLE.split("\n")


def places(characters: str) -> list[int]:
    return [place for place, character in enumerate(WHOLE) if character in characters]


def assert_found(text: str, line: int, *, within: int, most: int = 2) -> None:
    outcome = read(text)
    found = [outcome.value.source.position(d.span.start).line for d in outcome.diagnostics]
    assert any(abs(other - line) <= within for other in found), (line, outcome.diagnostics)
    assert len(found) <= most, outcome.diagnostics


@given(st.sampled_from(places("{}")))
def test_one_dropped_brace_is_found_beside_it(place):
    line = Source("case.hier", WHOLE).position(place).line
    assert_found(WHOLE[:place] + WHOLE[place + 1 :], line, within=1, most=1)


@given(st.sampled_from([n for n, line in enumerate(LINES) if line.strip() == "}"]))
def test_one_dropped_line_with_a_brace_is_found_beside_it(number):
    assert_found("\n".join(LINES[:number] + LINES[number + 1 :]), number + 1, within=1, most=1)


@given(st.integers(0, len(LINES) - 1), st.sampled_from(["", "  ", "    "]))
def test_one_added_brace_is_found_beside_it(number, indent):
    text = "\n".join([*LINES[:number], f"{indent}}}", *LINES[number:]])
    outcome = read(text)
    (mistake,) = outcome.diagnostics
    # Between two closing braces nobody can tell which is the one too many.
    line = outcome.value.source.position(mistake.span.start).line
    first, last = sorted([line - 1, number])
    between = [part.strip() for part in text.split("\n")[first:last]]
    assert last - first <= 1 or all(part in ("", "}") or part[0] == "#" for part in between)


@given(st.sampled_from(places('"')))
def test_one_dropped_quotation_mark_is_found_on_its_line(place):
    line = Source("case.hier", WHOLE).position(place).line
    assert_found(WHOLE[:place] + WHOLE[place + 1 :], line, within=0, most=1)


MARKERS = [n for n, line in enumerate(LINES) if line.strip().startswith(("+ ", "- ", "set "))]


@given(st.sampled_from(MARKERS), st.sampled_from(["1,5", "-2", "0", "", "x", ".5", "1e3"]))
def test_one_bad_weight_is_found_on_its_line(number, weight):
    line = LINES[number].split(" = ")[0].split(" @")[0]
    text = "\n".join([*LINES[:number], f"{line} = {weight}", *LINES[number + 1 :]])
    outcome = read(text)
    assert [d.code for d in outcome.diagnostics] == ["E040"]
    assert outcome.value.source.position(outcome.diagnostics[0].span.start).line == number + 1


@given(st.sampled_from(MARKERS), st.sampled_from("%$!?^|~`&<"), st.data())
def test_one_stray_character_is_found_on_its_line(number, character, data):
    line = LINES[number].split(" @")[0]
    at = data.draw(st.integers(0, len(line)))
    damaged = line[:at] + character + line[at:]
    assert_found("\n".join([*LINES[:number], damaged, *LINES[number + 1 :]]), number + 1, within=0)
