"""A text of somebody else -> what is shown of it: no formula to a spreadsheet, no order to a terminal."""

from __future__ import annotations

import re

_FORMULA = re.compile(r"[=+\-@\t\r]")
_UNSEEN = re.compile(
    r"[\x00-\x08\x0a-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")


def harmless(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for a formula; a plain number is none.

    Examples
    --------
    >>> [harmless(text) for text in ("T cell", "=1+1", "-1", "-inf")]
    ['T cell', "'=1+1", '-1', "'-inf"]
    """
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def visible(text: str) -> str:
    r"""Show characters by number that cannot be seen, or that a terminal obeys; a tab stays.

    Examples
    --------
    >>> visible("T cell\x1b[2J")
    'T cell<U+001B>[2J'
    """
    return _UNSEEN.sub(lambda match: f"<U+{ord(match[0]):04X}>", text)


def visible_lines(text: str) -> str:
    """The same for a text of several lines, which stay."""
    return "\n".join(map(visible, text.split("\n")))
