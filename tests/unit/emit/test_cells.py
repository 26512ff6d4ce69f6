import csv
from io import StringIO

import pytest

from hierannot_dsl.emit.cells import csv_text


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3", "\t=1"])
def test_what_a_spreadsheet_would_compute_is_kept_as_text(text: str) -> None:
    rows = list(csv.reader(StringIO(csv_text(["label"], [[text]]))))
    assert rows == [["label"], [f"'{text}"]]


@pytest.mark.parametrize("text", ["-1", "+0.5", "-1e-3"])
def test_a_number_stays_a_number(text: str) -> None:
    assert csv_text(["cluster"], [[text]]) == f"cluster\n{text}\n"


def test_what_is_missing_is_empty_and_numbers_keep_every_digit() -> None:
    rows = [[None, float("nan"), 0.1, 3], ["", "a, b", 'say "x"', "é"]]
    assert csv_text(["a", "b", "c", "d"], rows) == 'a,b,c,d\n,,0.1,3\n,"a, b","say ""x""",é\n'
