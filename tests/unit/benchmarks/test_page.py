import pandas as pd
import pytest

from benchmarks.page import markdown, with_tables

PAGE = "# Title\n\n<!-- first -->\n\n| old |\n\n<!-- end -->\n\ntext\n\n<!-- second -->\n<!-- end -->\n"


def test_a_table_as_markdown() -> None:
    table = pd.DataFrame({"": ["a", "b"], "n": [1, 22], "share": ["5.0", None]})
    assert markdown(table).splitlines() == [
        "|  | n | share |",
        "| --- | ---: | ---: |",
        "| a | 1 | 5.0 |",
        "| b | 22 |  |",
    ]


def test_tables_take_their_places_and_can_do_so_again() -> None:
    once = with_tables(PAGE, {"first": "| 1 |", "second": "| 2 |"})
    assert once == (
        "# Title\n\n<!-- first -->\n\n| 1 |\n\n<!-- end -->\n\n"
        "text\n\n<!-- second -->\n\n| 2 |\n\n<!-- end -->\n"
    )
    assert with_tables(once, {"first": "| 1 |", "second": "| 2 |"}) == once


@pytest.mark.parametrize("tables", [{"first": ""}, {"first": "", "second": "", "third": ""}])
def test_a_place_without_a_table_and_a_table_without_a_place_are_told(tables: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="the page has places for first, second, not for first"):
        with_tables(PAGE, tables)
