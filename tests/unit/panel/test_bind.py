import pytest

from hierannot_dsl.panel.bind import bind_panel, bind_symbol
from hierannot_dsl.panel.fate import Binding, Fate
from hierannot_dsl.panel.panel import Panel
from hierannot_dsl.symbols.table import Meaning, SymbolTable
from tests.unit.panel.trees import hierarchy, node, variant

PANEL = Panel("toy", ("CD3E", "Cd8a", "KRT5", "Krt5x", "krt5X", "NA", "HLA-DRA"))


@pytest.mark.parametrize(
    ("gene", "expected"),
    [
        ("CD3E", Binding(Fate.KEPT, "CD3E")),
        ("HLA-DRA", Binding(Fate.KEPT, "HLA-DRA")),
        ("NA", Binding(Fate.KEPT, "NA")),
        ("CD8A", Binding(Fate.RENAMED, "Cd8a", ("Cd8a",), "letter case")),
        ("KRT5X", Binding(Fate.AMBIGUOUS, "", ("Krt5x", "krt5X"))),
        ("krt5", Binding(Fate.RENAMED, "KRT5", ("KRT5",), "letter case")),
        ("MS4A1", Binding(Fate.ABSENT)),
    ],
)
def test_every_symbol_ends_in_one_fate(gene: str, expected: Binding) -> None:
    assert bind_symbol(gene, "rna", PANEL) == expected


def test_a_protein_is_not_looked_up_among_transcripts() -> None:
    assert bind_symbol("CD3E", "protein", PANEL) == Binding(Fate.OTHER_MODALITY)


def test_an_exact_match_is_no_rename_however_many_others_fold_to_it() -> None:
    assert bind_symbol("Krt5x", "rna", PANEL) == Binding(Fate.KEPT, "Krt5x")


TABLE = SymbolTable(
    [
        Meaning("GUCY1A3", ("GUCY1A1",), "previous"),
        Meaning("CD45", ("PTPRC",), "protein"),
        Meaning("TAZ", ("TAFAZZIN",), "previous"),
        Meaning("TAZ", ("WWTR1",), "alias"),
        Meaning("MARCH1", ("MARCHF1",), "previous"),
        Meaning("OLDER", ("GUCY1A1",), "alias"),
    ]
)


def fates(markers: str, genes: str) -> dict[str, Binding]:
    """Bindings by symbol of the markers of one node on a panel."""
    tree = hierarchy(node("T", markers))
    bound = bind_panel(tree, Panel("toy", tuple(genes.split())), symbols=TABLE)
    ((_, own),) = bound.marker_sets(tree.roots[0])
    return {one.marker.gene: one.binding for one in own}


def test_an_old_name_is_renamed_to_the_approved_one_of_the_panel() -> None:
    found = fates("GUCY1A3 CD3D", "GUCY1A1 CD3D")
    assert found["GUCY1A3"] == Binding(Fate.RENAMED, "GUCY1A1", ("GUCY1A1",), "previous symbol")


def test_a_panel_that_lists_the_old_name_measures_the_gene() -> None:
    found = fates("GUCY1A1 CD3D", "GUCY1A3 CD3D")
    assert found["GUCY1A1"] == Binding(Fate.RENAMED, "GUCY1A3", ("GUCY1A3",), "previous symbol")


@pytest.mark.parametrize(
    ("markers", "counts", "repeat"),
    [
        ("cd3d CD3D", "CD3D", ("cd3d", "letter case")),
        ("Cd3d cd3d", "Cd3d", ("cd3d", "letter case")),
        ("-CD3D cd3d", "CD3D", ("cd3d", "letter case")),
        ("OLDER GUCY1A1", "GUCY1A1", ("OLDER", "alias")),
        ("OLDER gucy1a1", "gucy1a1", ("OLDER", "alias")),
        ("OLDER GUCY1A3", "GUCY1A3", ("OLDER", "alias")),
    ],
)
def test_of_several_names_of_one_gene_in_a_list_the_surest_counts(
    markers: str, counts: str, repeat: tuple[str, str]
) -> None:
    found = fates(markers, "GUCY1A1 CD3D CD3E")
    symbol = found[counts].symbol
    name, source = repeat
    assert found == {counts: found[counts], name: Binding(Fate.REPEATED, "", (symbol,), source)}
    assert found[counts].measured


def test_two_lists_may_name_one_gene_each_in_its_own_way() -> None:
    tree = hierarchy(node("T", "CD3D", node("CD4", "cd3d CD4", variants=(variant("v", "Cd3d"),))))
    bound = bind_panel(tree, Panel("toy", ("CD3D", "CD4")))
    found = [
        (one.marker.gene, one.binding.symbol)
        for program in tree.programs()
        for _, markers in bound.marker_sets(program)
        for one in markers
    ]
    assert found == [("CD3D", "CD3D"), ("cd3d", "CD3D"), ("CD4", "CD4"), ("Cd3d", "CD3D")]


def test_names_that_the_panel_does_not_measure_repeat_nothing() -> None:
    assert {binding.fate for binding in fates("cd3d CD3D", "CD4").values()} == {Fate.ABSENT}


def test_a_name_of_several_genes_renames_nothing() -> None:
    assert fates("TAZ", "WWTR1 TAFAZZIN CD3D")["TAZ"] == Binding(Fate.ABSENT)


def test_damage_names_of_proteins_and_other_species_are_told_from_absence() -> None:
    found = fates("1-Mar CD45 Cd3e XYZ1", "MARCHF1 CD3D PTPRCX CD8A")
    assert found["1-Mar"] == Binding(Fate.DAMAGED, "", ("MARCHF1",))
    assert found["CD45"] == Binding(Fate.PROTEIN_NAME, "", ("PTPRC",))
    assert found["Cd3e"] == Binding(Fate.WRONG_SPECIES)
    assert found["XYZ1"] == Binding(Fate.ABSENT)


def test_without_a_table_nothing_is_renamed_but_by_case() -> None:
    bound = bind_panel(hierarchy(node("T", "GUCY1A3 cd3d")), Panel("toy", ("GUCY1A1", "CD3D")))
    assert [binding.fate for binding in bound.bindings.values()] == [Fate.ABSENT, Fate.RENAMED]
