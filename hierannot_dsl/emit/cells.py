"""Records -> CSV text that a spreadsheet opens without taking any of it for a formula."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from hierannot_dsl.cells import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """CSV with a header, lines ending in a line feed, the same bytes for the same values.

    A text that a spreadsheet would take for a formula gets a ``'`` put before it, unless it is a number:
    the cluster ``-1`` stays ``-1``. None and NaN are empty cells.
    """
    lines = _Lines()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return "".join(lines)


class _Lines(list[str]):
    """What `csv` writes to: text in memory."""

    def write(self, line: str) -> None:
        self.append(line)


def _cell(value: object) -> object:
    if value is None or value != value:  # only NaN differs from itself
        return ""
    return harmless(value) if isinstance(value, str) else value
