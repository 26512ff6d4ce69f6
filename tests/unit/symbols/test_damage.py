"""What spreadsheets do to symbols, and the way back."""

from __future__ import annotations

from datetime import date

import pytest

from hierannot_dsl.symbols.damage import damage, restore


@pytest.mark.parametrize(
    ("symbol", "kind", "was"),
    [
        ("1-Mar", "date", ("MARCH1", "MARC1")),
        ("01-mar", "date", ("MARCH1", "MARC1")),
        ("Mar-01", "date", ("MARCH1", "MARC1")),
        ("1-March", "date", ("MARCH1", "MARC1")),
        ("2-Sep", "date", ("SEPT2", "SEP2")),
        ("2/Sep/2021", "date", ("SEPT2", "SEP2")),
        ("2021-09-02", "date", ("SEPT2", "SEP2")),
        ("2021-09-02 00:00:00", "date", ("SEPT2", "SEP2")),
        ("1-Dec", "date", ("DEC1",)),
        ("4-Oct", "date", ("OCT4",)),
        ("5-Jun", "date", ()),
        ("44531", "serial", ("DEC1",)),
        ("44256", "serial", ("MARCH1", "MARC1")),
        ("7", "serial", ()),
        ("99999999", "serial", ()),
        ("1.00E+05", "float", ()),
        ("2.31e+19", "float", ()),
        ("5E+3", "float", ()),
    ],
)
def test_damaged(symbol: str, kind: str, was: tuple[str, ...]) -> None:
    assert damage(symbol) == kind
    assert restore(symbol) == was


@pytest.mark.parametrize(
    "symbol", ["MARCHF1", "SEPT2", "DEC1", "MAR-X", "7SK", "E2F1", "2310009E13Rik", "HLA-DRA", ""]
)
def test_untouched(symbol: str) -> None:
    assert damage(symbol) is None
    assert restore(symbol) == ()


def test_days_are_counted_as_spreadsheets_do() -> None:
    # The first of December 2021, and both ends of the years that are looked at.
    assert (date(2021, 12, 1) - date(1899, 12, 30)).days == 44531
    assert restore(str((date(2000, 9, 1) - date(1899, 12, 30)).days)) == ("SEPT1", "SEP1")
    assert restore(str((date(2050, 9, 1) - date(1899, 12, 30)).days)) == ("SEPT1", "SEP1")
    assert restore(str((date(1999, 9, 1) - date(1899, 12, 30)).days)) == ()


def test_digits_of_other_scripts_are_no_serial_number() -> None:
    assert damage("\u0664\u0664\u0665\u0663\u0661") is None
