import pytest

from hierannot_dsl.cells import harmless


@pytest.mark.parametrize(
    "text", ["=1+1", "+A1", "-A1", "@A1", "\t=1", "\r=1", "-", "+", "-inf", "--1", "-1x"]
)
def test_what_a_spreadsheet_would_work_out_is_quoted(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "T", "a=b", " =1", "-1", "+1.5e-3", "-.5", "-1.", "'=1", "\u22121"])
def test_everything_else_stays(text: str) -> None:
    assert harmless(text) == text
