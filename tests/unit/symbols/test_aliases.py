"""A user's own list of aliases."""

from __future__ import annotations

from hierannot_dsl.source import Source, Span
from hierannot_dsl.symbols.aliases import AliasWithoutSymbol, UnknownAliasKind, read_aliases
from hierannot_dsl.symbols.table import Meaning, SymbolTable, builtin_table


def table(text: str) -> SymbolTable:
    return read_aliases(Source("aliases.tsv", text), below=builtin_table()).unwrap()


def test_two_columns_are_enough() -> None:
    assert table("OURS\tCD3D\n").lookup("OURS") == (Meaning("OURS", ("CD3D",), "alias", "", "aliases.tsv"),)


def test_all_columns_names_of_columns_and_comments() -> None:
    text = "# ours\nalias,approved,kind,species,source\n\n Pan-X , KRT8|KRT18 ,Protein,human,the lab\r\n"
    assert table(text).lookup("pan x", species="human") == (
        Meaning("Pan-X", ("KRT8", "KRT18"), "protein", "human", "the lab"),
    )


def test_a_list_goes_before_the_table_of_the_package() -> None:
    ours = table("FAM46C\tOURGENE\n")
    assert ours.approved("FAM46C") == "OURGENE"
    assert ours.approved("SDPR") == "CAVIN2"


def test_a_byte_order_mark_and_no_last_line_break() -> None:
    assert table("\ufeffOURS\tCD3D").approved("OURS") == "CD3D"


def test_symbols_that_look_like_missing_values_are_symbols() -> None:
    assert table("NA\tNAN\n").approved("NA") == "NAN"


def test_every_line_that_cannot_be_read_is_reported_and_the_others_are_read() -> None:
    text = "one\nA\tB\nC\tC\nD\t\nE\tF\tprotien\n"
    outcome = read_aliases(Source("a", text))
    assert outcome.value is not None
    assert outcome.value.approved("A") == "B"
    assert outcome.diagnostics == (
        AliasWithoutSymbol(Span("a", 0, 3), "one"),
        AliasWithoutSymbol(Span("a", 8, 11), "C\tC"),
        AliasWithoutSymbol(Span("a", 12, 14), "D"),
        UnknownAliasKind(Span("a", 15, 26), "protien", ("protein",)),
    )
    assert [d.help() for d in outcome.diagnostics][-1] == "did you mean `protein`?"
    assert outcome.diagnostics[-1].message() == (
        "`protien` is no kind of name; there are `previous`, `alias`, `protein`"
    )
