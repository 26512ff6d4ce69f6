"""Tables -> Markdown, printed or put in their places on a page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable


def markdown(table: pd.DataFrame) -> str:
    """A table as Markdown: texts as they are, missing values empty."""
    columns = [str(column) for column in table]
    rows = [["" if pd.isna(cell) else str(cell) for cell in row] for row in table.itertuples(index=False)]
    numeric = [all(_is_number(row[at]) for row in rows) for at in range(len(columns))]
    rule = ["---:" if number else "---" for number in numeric]
    return "\n".join(_line(cells) for cells in (columns, rule, *rows))


def with_tables(page: str, tables: dict[str, str]) -> str:
    """Replace what stands between ``<!-- NAME -->`` and ``<!-- end -->`` by the table of that name.

    Raises
    ------
    ValueError
        If the page has no place for a table, or a place without a table.
    """
    places = re.findall(r"<!-- (?!end -->)(.+?) -->", page)
    if sorted(places) != sorted(tables):
        msg = f"the page has places for {', '.join(places) or 'no table'}, not for {', '.join(tables)}"
        raise ValueError(msg)
    for name, table in tables.items():
        mark = f"<!-- {name} -->"
        before, _, after = page.partition(mark)
        rest = after.partition("<!-- end -->")[2]
        page = f"{before}{mark}\n\n{table}\n\n<!-- end -->{rest}"
    return page


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _is_number(cell: str) -> bool:
    return not re.search(r"[A-Za-z]", cell)
