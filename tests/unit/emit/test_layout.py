import pytest

from hierannot_dsl.emit.layout import Layout


@pytest.mark.parametrize(
    ("fraction", "bar"),
    [
        (0.0, ".........."),
        (0.001, "#........."),
        (0.55, "######...."),
        (0.99, "#########."),
        (1.0, "##########"),
    ],
)
def test_a_bar_is_full_only_if_nothing_is_missing(fraction: float, bar: str) -> None:
    assert Layout(ascii_only=True).bar(fraction) == bar
    assert Layout().bar(fraction) == bar.replace("#", "█").replace(".", "░")


def test_a_mark_has_a_plain_form() -> None:
    assert (Layout().mark("✗", "x"), Layout(ascii_only=True).mark("✗", "x")) == ("✗", "x")


def test_colour_is_only_added_where_it_may_be() -> None:
    assert Layout().paint("lost", "31") == "lost"
    assert Layout(color=True).paint("lost", "31") == "\x1b[31mlost\x1b[0m"
    assert Layout(color=True).paint("kept", "") == "kept"


def test_lines_break_between_words_and_never_within_a_symbol() -> None:
    lines = Layout(width=20).wrapped("  absent: ", "HLA-DRA NKX2-1 A1BG-AS1", indent=4)
    assert lines == ["  absent: HLA-DRA", "    NKX2-1 A1BG-AS1"]
