from hierannot_dsl.panel.contents import PanelContents, contents_of
from hierannot_dsl.panel.panel import Panel
from hierannot_dsl.symbols.table import Meaning, SymbolTable

TABLE = SymbolTable([Meaning("GUCY1A3", ("GUCY1A1",), "previous"), Meaning("CD45", ("PTPRC",), "protein")])


def test_a_panel_is_looked_through() -> None:
    genes = ("CD3D", "CD3E", "Cd8a", "GUCY1A3", "CD45", "2-Sep", "ENSG00000167286.12", "MS4A1")
    panel = Panel("toy", genes, repeated=("CD3D",), left_out=("NegPrb2", "BLANK_1"), note="by hand")
    assert contents_of(panel, TABLE) == PanelContents(
        name="toy",
        n_genes=8,
        species="human",
        repeated=("CD3D",),
        left_out=("BLANK_1", "NegPrb2"),
        old_names=(("GUCY1A3", "GUCY1A1"),),
        damaged=("2-Sep",),
        other_species=("Cd8a",),
        ensembl=1,
        note="by hand",
    )


def test_where_no_spelling_is_that_of_most_there_is_no_other_species() -> None:
    held = contents_of(Panel("toy", ("CD3D", "Cd3e", "7SK")), TABLE)
    assert (held.species, held.other_species) == ("", ())
