"""A text -> the same text as a cell of a spreadsheet that is no formula there."""

from __future__ import annotations

import re

_FORMULA = re.compile(r"[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")


def harmless(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for a formula; a plain number is none.

    Examples
    --------
    >>> [harmless(text) for text in ("T cell", "=1+1", "-1", "-inf")]
    ['T cell', "'=1+1", '-1', "'-inf"]
    """
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text
