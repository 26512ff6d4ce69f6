from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("pygls", reason="the language server needs the extra lsp")

from lsprotocol import types

from hierannot_dsl.lsp.documents import edited
from hierannot_dsl.lsp.positions import Positions
from hierannot_dsl.source import Span

TEXT = 'node "λδ 🧬 T" {\r\n  + CD3D\n}'
ENCODINGS = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}
WIDTHS = {"utf-8": 1, "utf-16": 2, "utf-32": 4}
TEXTS = st.text(st.sampled_from("ab λ🧬\n\r\u2028\f"), max_size=30)


def at(line: int, character: int) -> types.Position:
    return types.Position(line, character)


@pytest.mark.parametrize(
    ("encoding", "column"),
    [("utf-32", 11), ("utf-16", 12), ("utf-8", 16)],  # two Greek letters, one emoji before the T
)
def test_columns_count_units_of_the_encoding(encoding: str, column: int) -> None:
    positions = Positions(TEXT, encoding)
    offset = TEXT.index("T")
    assert positions.position(offset) == at(0, column)
    assert positions.offset(at(0, column)) == offset
    assert positions.length(0, offset) == column


def test_within_a_character_is_where_it_begins() -> None:
    emoji = TEXT.index("🧬")
    assert Positions(TEXT, "utf-16").offset(at(0, emoji + 1)) == emoji


def test_beyond_the_end_is_the_end() -> None:
    positions = Positions(TEXT)
    assert positions.offset(at(0, 999)) == TEXT.index("\r")
    assert positions.offset(at(2, 999)) == positions.offset(at(99, 0)) == len(TEXT)


def test_lines_end_where_editors_end_them() -> None:
    positions = Positions("a\rb\r\nc\nd\u2028e\ff\x85g")
    assert [positions.offset(at(line, 0)) for line in range(5)] == [0, 2, 5, 7, 14]
    assert positions.position(9) == at(3, 2)


def test_a_range_the_wrong_way_round_is_empty() -> None:
    assert Positions("abc").offsets(types.Range(at(0, 2), at(0, 1))) == (2, 2)


def test_half_a_character_passes() -> None:
    positions = Positions("\ud83e λ x", "utf-16")
    assert positions.range(Span("", 4, 5)) == types.Range(at(0, 4), at(0, 5))


@given(TEXTS, st.sampled_from(sorted(ENCODINGS)))
def test_every_place_has_a_position_that_leads_back_to_it(text: str, encoding: str) -> None:
    positions = Positions(text, encoding)
    for offset in range(len(text) + 1):
        position = positions.position(offset)
        if offset and text[offset - 1 : offset + 1] == "\r\n":
            continue  # between the two halves of a line break there is no place
        assert positions.offset(position) == offset
        start = positions.offset(at(position.line, 0))
        before = text[start:offset].encode(ENCODINGS[encoding])
        assert position.character == len(before) // WIDTHS[encoding]


@given(TEXTS, st.lists(st.tuples(st.integers(0, 40), st.integers(0, 5), TEXTS), max_size=4))
def test_a_document_follows_its_editor(text: str, changes: list[tuple[int, int, str]]) -> None:
    told, expected = [], text
    for start, length, new in changes:
        start = min(start, len(expected))
        end = min(start + length, len(expected))
        if "\r\n" in (expected[start - 1 : start + 1], expected[end - 1 : end + 1]):
            continue
        place = Positions(expected).range(Span("", start, end))
        told.append(types.TextDocumentContentChangePartial(place, new))
        expected = expected[:start] + new + expected[end:]
    assert edited(text, told, "utf-16") == expected


def test_a_whole_new_text_replaces_the_old_one() -> None:
    assert edited("a", [types.TextDocumentContentChangeWholeDocument("b")], "utf-16") == "b"
