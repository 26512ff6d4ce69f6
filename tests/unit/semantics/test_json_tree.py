import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hierannot_dsl.semantics.document_mistakes import BadJson, JsonTooDeep
from hierannot_dsl.semantics.json_tree import DEEPEST, Array, Member, Object, Scalar, parse_json
from hierannot_dsl.source import Source, Span

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**14), 10**14) | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


def span(start: int, end: int) -> Span:
    return Span("x.json", start, end)


def parse(text: str):
    return parse_json(Source("x.json", text))


def plain(value):
    match value:
        case Object(members=members):
            return {member.key: plain(member.value) for member in members}
        case Array(items=items):
            return [plain(item) for item in items]
        case Scalar(value=found):
            return found


def test_every_value_has_its_place():
    assert parse('{"a": [1, true],\n "b": "é"}').value == Object(
        (
            Member("a", span(1, 4), Array((Scalar(1, span(7, 8)), Scalar(True, span(10, 14))), span(6, 15))),
            Member("b", span(18, 21), Scalar("é", span(23, 26))),
        ),
        span(0, 27),
    )


@given(VALUES.filter(lambda value: "inf" not in repr(value)), st.sampled_from([None, 1, "\t"]), st.booleans())
def test_it_reads_what_python_writes(value, indent, ascii_only):
    assert plain(parse(json.dumps(value, indent=indent, ensure_ascii=ascii_only)).value) == value


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("", BadJson(span(0, 0), "a value", "")),
        ("[1,]", BadJson(span(3, 4), "a value", "]", after_comma=True)),
        ('{"a": 1,}', BadJson(span(8, 9), "a key in double quotes", "}", after_comma=True)),
        ('{"a" 1}', BadJson(span(5, 6), "`:`", "1")),
        ("{a: 1}", BadJson(span(1, 2), "a key in double quotes", "a")),
        ("[1 2]", BadJson(span(3, 4), "`,` or `]`", "2")),
        ('{"a": 1 "b": 2}', BadJson(span(8, 11), "`,` or `}`", '"b"')),
        ("[] []", BadJson(span(3, 4), "the end of the text", "[")),
        ("[01]", BadJson(span(1, 3), "a value", "01")),
        ("[NaN]", BadJson(span(1, 4), "a value", "NaN")),
        ("[1e999]", BadJson(span(1, 6), "a number that can be stored", "1e999")),
        ('["a\tb"]', BadJson(span(1, 2), "a value", '"')),
        ("// a", BadJson(span(0, 1), "a value", "/")),
        ("[" * (DEEPEST + 1), JsonTooDeep(span(DEEPEST, DEEPEST + 1), DEEPEST)),
    ],
)
def test_the_first_mistake_is_told_at_its_place(text, mistake):
    outcome = parse(text)
    assert (outcome.value, outcome.diagnostics) == (None, (mistake,))


def test_habits_of_other_languages_are_recognised():
    helps = [parse(text).diagnostics[0].help() for text in ("[1,]", "['a']", "[True]", "# a", "[1 2]")]
    assert helps == [
        "take the `,` before it away",
        "JSON takes double quotes",
        "write `true`",
        "JSON has no comments",
        None,
    ]


def test_a_byte_order_mark_is_passed_over():
    assert parse("\ufeff[]").value == Array((), span(1, 3))


def test_a_number_of_many_digits_takes_no_time():
    assert parse("9" * 300).value == Scalar(1e300, span(0, 300))
    assert isinstance(parse("9" * 100_000).diagnostics[0], BadJson)


@given(st.text('{}[]:,"\\ ab1.-e\n', max_size=30))
def test_nothing_raises_and_python_agrees(text):
    try:
        wanted = json.loads(text)
    except json.JSONDecodeError:
        assert parse(text).failed
    else:
        assert plain(parse(text).value) == wanted
