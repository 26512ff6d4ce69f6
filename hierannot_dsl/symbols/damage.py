"""What spreadsheets do to symbols: SEPT2 becomes 2-Sep or 44441, a clone's number becomes 2.31E+19."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Literal, TypeAlias

Damage: TypeAlias = Literal["date", "serial", "float"]

# Spreadsheets count days from here on; the day before was once a leap day that never was.
_DAY_ZERO = date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 36526, 55153  # years 2000 to 2050: when tables of genes were and are opened
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# What a gene's symbol may start with where a spreadsheet reads a month.
_STEMS = {3: ("MARCH", "MARC"), 9: ("SEPT", "SEP"), 10: ("OCT",), 12: ("DEC",)}
_MONTH = "|".join(_MONTHS)
_DAY_MONTH = re.compile(
    rf"(?P<day>\d{{1,2}})[-/. ](?P<month>{_MONTH})[a-z]*(?:[-/. ]\d{{2,4}})?", re.IGNORECASE
)
_MONTH_DAY = re.compile(
    rf"(?P<month>{_MONTH})[a-z]*[-/. ](?P<day>\d{{1,2}})(?:[-/. ]\d{{4}})?", re.IGNORECASE
)
_ISO = re.compile(r"\d{4}-(?P<number>\d{2})-(?P<day>\d{2})(?:[T ].*)?")
_FLOAT = re.compile(r"\d+(?:\.\d+)?E\+\d+", re.IGNORECASE)


def damage(symbol: str) -> Damage | None:
    """What a spreadsheet made of a symbol, None where it looks untouched.

    Examples
    --------
    >>> damage("2-Sep"), damage("44531"), damage("1.00E+05"), damage("SEPTIN2")
    ('date', 'serial', 'float', None)
    """
    if _day(symbol):
        return "date"
    if symbol.isascii() and symbol.isdigit():
        return "serial"
    return "float" if _FLOAT.fullmatch(symbol) else None


def restore(symbol: str) -> tuple[str, ...]:
    """Symbols that a spreadsheet would turn into this one, whether or not there are such genes.

    Examples
    --------
    >>> restore("1-Mar"), restore("44531")
    (('MARCH1', 'MARC1'), ('DEC1',))
    """
    found = _day(symbol)
    if found is None and symbol.isascii() and symbol.isdigit():
        serial = int(symbol)
        if _FIRST_SERIAL <= serial <= _LAST_SERIAL:
            day = _DAY_ZERO + timedelta(days=serial)
            found = (day.month, day.day)
    if found is None:
        return ()
    month, number = found
    return tuple(f"{stem}{number}" for stem in _STEMS.get(month, ()))


def _day(symbol: str) -> tuple[int, int] | None:
    iso = _ISO.fullmatch(symbol)
    if iso:
        return int(iso["number"]), int(iso["day"])
    named = _DAY_MONTH.fullmatch(symbol) or _MONTH_DAY.fullmatch(symbol)
    return (_MONTHS.index(named["month"].lower()) + 1, int(named["day"])) if named else None
