from __future__ import annotations

from dataclasses import replace

from hierannot_dsl.diagnostics.render import concise, in_order, render
from hierannot_dsl.source import Source, Span
from hierannot_dsl.syntax.mistakes import BadWeight
from tests.unit.diagnostics.findings import BAD_WEIGHT, GLUED, MISSING, NOWHERE, SOURCES, at


def shown(span: Span, sources=SOURCES) -> list[str]:
    """The lines below the place."""
    return render(BadWeight(span, "x"), sources).split("\n")[2:]


def in_text(text: str, part: str) -> list[str]:
    start = text.index(part)
    return shown(Span("t", start, start + len(part)), {"t": Source("t", text)})


def test_a_finding_with_help():
    assert render(GLUED, SOURCES) == (
        "warning[E043]: no space between `+` and `CD3D`\n"
        " --> my dir/a.hier:3:3\n"
        "3 |   +CD3D\n"
        "  |   ^^^^^\n"
        "  = help: write `+ CD3D`"
    )


def test_a_related_place():
    assert render(MISSING, SOURCES) == (
        'error[E021]: `}` is missing after this line: `node "A"` is not closed\n'
        " --> my dir/a.hier:3:3\n"
        "3 |   +CD3D\n"
        "  |   ^^^^^\n"
        " ::: my dir/a.hier:1:1\n"
        '1 | node "A" {\n'
        "  | -------- opened here"
    )


def test_a_related_place_in_a_source_that_is_not_at_hand():
    found = replace(MISSING, opened=Span("b.hier", 3, 4))
    assert render(found, SOURCES).split("\n")[-1] == " ::: b.hier: opened here"


def test_tabs_wide_and_unseen_characters_are_aligned():
    assert shown(at("細胞")) == ["2 |     + 細胞 = 0   # <U+200B>β", "  |       ^^^^"]
    assert shown(at("β")) == ["2 |     + 細胞 = 0   # <U+200B>β", "  |                            ^"]
    assert shown(at("\u200b")) == ["2 |     + 細胞 = 0   # <U+200B>β", "  |                    ^^^^^^^^"]
    assert in_text("e\u0301 x\n", "x") == ["1 | e\u0301 x", "  |   ^"]


def test_marks_of_letters_and_pictures_take_the_columns_that_terminals_give_them():
    assert in_text("e\u0301\u20dd\ufe0f x\n", "x")[1] == "  |   ^"  # accent, circle around it, variation
    assert in_text("\U0001f9ec x\n", "x")[1] == "  |    ^"
    assert in_text("\U0001f9ec x\n", "\U0001f9ec")[1] == "  | ^^"
    assert in_text("\t\u4e2d\tx\n", "x")[1] == "  |         ^"
    assert in_text("\u03b3\u03b4 x\n", "\u03b4")[1] == "  |  ^"


def test_a_place_over_several_lines():
    text = 'node "A" {\n  + B\n  + C\n}\n'
    assert in_text(text, text.strip()) == [
        '1 | node "A" {',
        "  | ^^^^^^^^^^",
        "...",
        "4 | }",
        "  | ^",
    ]
    assert in_text(text, "+ B\n  + C") == ["2 |   + B", "  |   ^^^", "3 |   + C", "  |   ^^^"]


def test_a_place_of_no_length_and_one_at_the_end():
    assert shown(at("CD3D", length=0)) == ["3 |   +CD3D", "  |    ^"]
    assert shown(Span("t", 3, 3), {"t": Source("t", "use")}) == ["1 | use", "  |    ^"]
    assert shown(Span("t", 4, 4), {"t": Source("t", "use\n")}) == ["2 |", "  | ^"]
    assert shown(at("\r")) == ['1 | node "A" {', "  |           ^"]


def test_line_numbers_widen_the_margin():
    text = "\n" * 99 + "+ A\n"
    assert render(BadWeight(Span("t", 99, 100), "x"), {"t": Source("t", text)}).split("\n")[1:] == [
        "   --> t:100:1",
        "100 | + A",
        "    | ^",
    ]


def test_a_long_line_is_shown_around_the_place():
    first, second = in_text("a" * 500 + "X" + "b" * 500, "X")
    assert len(first) == len("1 | ") + 160 + 2 * len("...")
    assert first[second.index("^")] == "X"


def test_a_long_quotation_is_shortened():
    found = BadWeight(None, "x" * 10_000)
    assert len(render(found, {})) < 500
    assert len(concise(found, {})) < 500


def test_a_finding_without_a_place_or_without_its_source():
    assert (
        render(NOWHERE, SOURCES)
        == "error[E040]: the weight `50%<U+000A>or: so, yes` is not a number above zero"
    )
    assert render(BAD_WEIGHT, {}).split("\n")[1:] == [" --> my dir/a.hier"]


def test_colour_adds_nothing_but_colour():
    import re

    for found in (BAD_WEIGHT, GLUED, MISSING, NOWHERE):
        colored = render(found, SOURCES, color=True)
        assert "\x1b[1;" in colored
        assert re.sub(r"\x1b\[[0-9;]*m", "", colored).replace(" \n", "\n") == render(found, SOURCES)


def test_concise():
    assert concise(GLUED, SOURCES) == "my dir/a.hier:3:3: warning[E043]: no space between `+` and `CD3D`"
    assert concise(BAD_WEIGHT, {}) == "my dir/a.hier: error[E040]: the weight `0` is not a number above zero"
    assert "\n" not in concise(NOWHERE, SOURCES)


def test_order():
    other = replace(BAD_WEIGHT, span=Span("z.hier", 0, 1))
    assert in_order([other, GLUED, MISSING, BAD_WEIGHT, NOWHERE]) == (
        NOWHERE,
        BAD_WEIGHT,
        MISSING,
        GLUED,
        other,
    )
