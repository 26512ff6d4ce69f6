"""The table of symbols: it is sound, and it answers without ever choosing."""

from __future__ import annotations

import re

import pytest

from hierannot_dsl.resources import builtin_names, builtin_text, symbol_table_text
from hierannot_dsl.symbols.table import COLUMNS, KINDS, Meaning, SymbolTable, builtin_table

LINES = [line for line in symbol_table_text().splitlines() if not line.startswith("#")]
ROWS = [line.split("\t") for line in LINES[1:]]
APPROVED = {symbol for row in ROWS for symbol in row[1].split("|")}


def approved(symbol: str, species: str | None = None) -> list[tuple[str, ...]]:
    return [meaning.approved for meaning in builtin_table().lookup(symbol, species=species)]


def test_every_row_is_whole_and_none_is_there_twice() -> None:
    assert LINES[0].split("\t") == list(COLUMNS)
    assert {len(row) for row in ROWS} == {len(COLUMNS)}
    assert all(cell == cell.strip() and cell for row in ROWS for cell in row)
    assert {row[2] for row in ROWS} <= set(KINDS)
    assert {row[3] for row in ROWS} == {"human", "mouse"}
    keys = [(alias, symbols, species) for alias, symbols, _, species, _ in ROWS]
    assert len(set(keys)) == len(keys)


def test_nothing_is_both_approved_and_an_alias() -> None:
    assert {row[0] for row in ROWS} & APPROVED == set()


def test_symbols_are_spelled_as_their_species_spells_them() -> None:
    for alias, symbols, _, species, _ in ROWS:
        for symbol in symbols.split("|"):
            pattern = r"[A-Z0-9][A-Z0-9-]*" if species == "human" else r"[A-Z][a-z0-9]+(-[A-Z][a-z0-9]+)?"
            assert re.fullmatch(pattern, symbol), alias


def test_no_name_of_a_protein_hides_a_gene() -> None:
    genes = APPROVED | {
        line.split()[1]
        for name in builtin_names()
        for line in (builtin_text(name) or "").splitlines()
        if re.match(r"\s*[+-]\s", line)
    }
    proteins = {
        gene for gene in genes for meaning in builtin_table().lookup(gene) if meaning.kind == "protein"
    }
    assert proteins == set()


@pytest.mark.parametrize(
    ("symbol", "expected"),
    [
        ("FAM46C", [("TENT5C",)]),
        ("SEPT7", [("SEPTIN7",)]),
        ("MARCH1", [("MARCHF1",)]),
        ("TAZ", [("TAFAZZIN",), ("WWTR1",)]),
        ("DEC1", [("DELEC1",), ("BHLHE40",)]),
        ("CD3", [("CD3D", "CD3E", "CD3G")]),
        ("1-Mar", [("MARCHF1",), ("MTARC1",)]),
        ("1-Dec", [("DELEC1",), ("BHLHE40",)]),
        ("44531", [("DELEC1",), ("BHLHE40",)]),
        ("15-Sep", [("SELENOF",)]),
        ("TENT5C", []),
        ("fam46c", []),
        ("", []),
    ],
)
def test_what_a_symbol_may_stand_for(symbol: str, expected: list[tuple[str, ...]]) -> None:
    assert approved(symbol, "human") == expected


@pytest.mark.parametrize("written", ["Ki-67", "KI67", "Ki67", "ki 67", "ki-67"])
def test_proteins_are_found_however_they_are_written(written: str) -> None:
    assert approved(written, "human") == [("MKI67",)]


def test_what_a_spreadsheet_made_is_of_its_own_kind() -> None:
    assert {meaning.kind for meaning in builtin_table().lookup("2-Sep")} == {"excel"}


def test_species_keep_to_themselves() -> None:
    assert approved("CD45", "human") == [("PTPRC",)]
    assert approved("CD45", "mouse") == [("Ptprc",)]
    assert approved("CD45") == [("PTPRC",), ("Ptprc",)]
    assert approved("CD45", "zebrafish") == []


def test_one_gene_or_none() -> None:
    table = builtin_table()
    assert table.approved("FAM46C") == "TENT5C"
    assert table.approved("IBA1") == "AIF1"
    for symbol in ("TAZ", "CD3", "CD20", "1-Mar", "2-Sep", "CD3D"):
        assert table.approved(symbol, species="human") is None


def test_a_table_above_another_is_asked_first() -> None:
    below = SymbolTable([Meaning("A", ("A1",), "alias"), Meaning("B", ("B1",), "alias")])
    table = SymbolTable([Meaning("A", ("A2",), "alias"), Meaning("C d", ("C1",), "protein", "mouse")], below)
    assert [m.approved for m in table.lookup("A")] == [("A2",)]
    assert [m.approved for m in table.lookup("B")] == [("B1",)]
    assert [m.approved for m in table.lookup("c-D", species="mouse")] == [("C1",)]
    assert table.lookup("C d", species="human") == ()
