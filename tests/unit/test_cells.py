import pytest

from hierannot_dsl.cells import harmless, visible, visible_lines


@pytest.mark.parametrize(
    "text", ["=1+1", "+A1", "-A1", "@A1", "\t=1", "\r=1", "-", "+", "-inf", "--1", "-1x"]
)
def test_what_a_spreadsheet_would_work_out_is_quoted(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "T", "a=b", " =1", "-1", "+1.5e-3", "-.5", "-1.", "'=1", "\u22121"])
def test_everything_else_stays(text: str) -> None:
    assert harmless(text) == text


def test_what_a_terminal_would_obey_is_shown_by_number() -> None:
    assert visible("T\x1b]0;x\x07 cell\n\u202e") == "T<U+001B>]0;x<U+0007> cell<U+000A><U+202E>"
    assert visible("T\tcell \u00e9\u7d30") == "T\tcell \u00e9\u7d30"
    assert visible_lines("a\x1b\nb\r") == "a<U+001B>\nb<U+000D>"
