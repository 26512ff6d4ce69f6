from __future__ import annotations

import pytest

from hierannot_dsl.source import Source, Span
from hierannot_dsl.syntax import mistakes
from hierannot_dsl.syntax.text import Text


def text_of(text: str) -> Text:
    return Text(Source("case.hier", text))


def place(start: int) -> Span:
    return Span("case.hier", start, start + 1)


def test_a_plain_text_is_read_as_it_is():
    text = 'node "γδ" {\n\t+ CD3D   # 10-20\n}\n'
    assert text_of(text).text is text
    assert text_of(text).found == ()


@pytest.mark.parametrize(
    ("text", "read", "found"),
    [
        ("\ufeff# a\n", "# a\n", mistakes.ByteOrderMark(place(0))),
        ("a\r\nb\r\n", "a\nb\n", mistakes.WindowsLineEnding(place(1), 2)),
        ("a\rb\x0bc", "a\nb\nc", mistakes.UnusualLineBreak(place(1), "\r", 2)),
        ("a\u2028b", "a\nb", mistakes.UnusualLineBreak(place(1), "\u2028", 1)),
        ("cl\xa0A\xa0B", "cl A B", mistakes.UnusualSpace(place(2), "\xa0", 2)),
        ('"T\xa0cell"', '"T cell"', mistakes.UnusualSpace(place(2), "\xa0", 1)),
        ("+ CD\u200b3\u200b", "+ CD3", mistakes.InvisibleCharacter(place(4), "\u200b", 2)),
        ('"a\u202eb"', '"ab"', mistakes.InvisibleCharacter(place(2), "\u202e", 1)),
        ("a \ufeff b", "a  b", mistakes.InvisibleCharacter(place(2), "\ufeff", 1)),
        ("\u2212 A", "- A", mistakes.LookAlike(place(0), "\u2212", "-", 1)),
        ("node “A” {", 'node "A" {', mistakes.LookAlike(place(5), "“", '"', 2)),
    ],
)
def test_what_is_read_as_something_else(text, read, found):
    assert text_of(text).text == read
    assert text_of(text).found == (found,)


def test_in_quotes_a_dash_may_be_meant_and_in_comments_anything():
    text = '+ A "10\u201320" # 10\u201320 %\xa0\u200b “x”\n# \u2212\n'
    assert text_of(text).text == text
    assert text_of(text).found == ()


def test_one_finding_for_each_line_and_kind():
    found = text_of("\u2212 A\xa0B\n\u2212 C \u2212 D\n").found
    assert [(type(d).__name__, d.span.start, d.count) for d in found] == [
        ("LookAlike", 0, 1),
        ("UnusualSpace", 3, 1),
        ("LookAlike", 6, 2),
    ]


def test_a_place_of_no_length_stays_before_what_was_left_out():
    assert text_of("a\r\nb").span(1, 1) == Span("case.hier", 1, 1)
