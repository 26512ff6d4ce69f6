"""Rules on single symbols: L421 to L428, X501 to X505."""

from __future__ import annotations

import pytest

from tests.unit.lint.linting import around, data, found, marked

SYMBOLS = ("L42", "X5")


def of(*genes: str, fields: str = "") -> list[tuple[object, ...]]:
    lines = "\n".join(f"+ {gene}" for gene in genes)
    return data(found(around(f'{fields}\nnode "N" {{\n{lines}\n}}'), *SYMBOLS))


@pytest.mark.parametrize(
    ("gene", "expected"),
    [
        ("SDPR", ("L421", "SDPR", ("CAVIN2",))),
        ("SEPT2", ("L421", "SEPT2", ("SEPTIN2",))),
        ("TAZ", ("L421", "TAZ", ("TAFAZZIN", "WWTR1"))),
        ("DEC1", ("L421", "DEC1", ("DELEC1", "BHLHE40"))),
        ("IBA1", ("L422", "IBA1", ("AIF1",))),
        ("OCT1", ("L422", "OCT1", ("POU2F1", "SLC22A1"))),
        ("CD3", ("L423", "CD3", ("CD3D", "CD3E", "CD3G"))),
        ("CD45RA", ("L423", "CD45RA", ("PTPRC",))),
        ("Ki67", ("L423", "Ki67", ("MKI67",))),
        ('"F4/80"', ("L423", "F4/80", ("ADGRE1",))),
        ("HLA-DR", ("L423", "HLA-DR", ("HLA-DRA", "HLA-DRB1"))),
        ("ENSG00000156738.18", ("L425", "ENSG00000156738.18")),
        ("RP11-930O11.1", ("L426", "RP11-930O11.1")),
        ("CTD-2015H6.3", ("L426", "CTD-2015H6.3")),
        ('"Cytokeratin 8/18"', ("L427", "Cytokeratin 8/18")),
        ("C1ORF54", ("L428", "C1ORF54", "C1orf54")),
        ("1-Mar", ("X501", "1-Mar", ("MARCHF1", "MTARC1"))),
        ("2-Sep", ("X501", "2-Sep", ("SEPTIN2",))),
        ("2021-12-01", ("X501", "2021-12-01", ("DELEC1", "BHLHE40"))),
        ("5-Jun", ("X501", "5-Jun", ())),
        ("44531", ("X502", "44531", ("DELEC1", "BHLHE40"))),
        ("931", ("X502", "931", ())),
        ("1.00E+05", ("X503", "1.00E+05", None)),
        ("2.31E+19", ("X503", "2.31E+19", "231____E13")),
        ('"\u0421D3D"', ("X504", "\u0421D3D", "\u0421", "CD3D")),
        ('"CD3\uff24"', ("X504", "CD3\uff24", "\uff24", "CD3D")),
    ],
)
def test_a_symbol_that_is_none(gene: str, expected: tuple[object, ...]) -> None:
    assert of(gene, fields="species human") == [expected]


@pytest.mark.parametrize(
    "gene",
    [
        *(
            "HLA-DRA",
            "MT-CO1",
            "NKX2-1",
            "A1BG-AS1",
            "AC012345.1",
            "7SK",
            "5S_rRNA",
            "NO",
            "T",
            "nan",
            "NAN",
            "NULL",
        ),
        *(
            "C1orf54",
            "C11orf96",
            "LINC02446",
            "DEC",
            "MARCHF1",
            "SEPTIN2",
            "H3-3A",
            "TRA",
            "CD4",
            "CD8A",
            "F3",
            "ENG",
        ),
        *('"\u03b2-catenin"', '"l(3)mbn"'),
    ],
)
def test_a_symbol_that_is_one(gene: str) -> None:
    assert of(gene, fields="species human") == []


def test_each_species_has_its_own_names() -> None:
    assert of('"F4/80"', "Emr1", fields="species mouse") == [
        ("L423", "F4/80", ("Adgre1",)),
        ("L421", "Emr1", ("Adgre1",)),
    ]
    assert of("SDPR", fields="species mouse") == [("L424", "SDPR", "human", "mouse")]


def test_names_of_proteins_are_right_where_proteins_are_measured() -> None:
    assert of("CD3", "HLA-DR", fields="modality protein") == []
    assert of("protein:CD45") == []


def test_a_marker_set_and_an_edit_are_looked_at_and_what_they_name_elsewhere_is_not() -> None:
    base = 'hierarchy base {\nnode "B" {\n+ SDPR\n+ LOR\n}\n}\n'
    text = (
        "hierarchy mine extends base {\nmarkers shared {\n+ FAM46C\n}\n"
        'in "B" {\ninclude shared\n+ IBA1\nset + SDPR = 2\ndrop + LOR\n}\n'
        'node "A" {\ninclude shared\n}\n}\n'
    )
    assert data(found(text, *SYMBOLS, base=base)) == [
        ("L421", "FAM46C", ("TENT5C",)),
        ("L422", "IBA1", ("AIF1",)),
    ]


def test_the_place_is_the_symbol() -> None:
    text = around('node "N" {\n  + SDPR = 2 @pmid:1 "a note"  # a comment\n}')
    assert [marked(d, text) for d in found(text, "L421")] == ["SDPR"]


@pytest.mark.parametrize("gene", ["Cd3e", "Ptprc", "Nkx2-1", "H2-Ab1", "mt-Co1", "Il7r"])
def test_mouse_symbols_among_human_ones(gene: str) -> None:
    assert of(gene, fields="species human") == [("L424", gene, "mouse", "human")]
    assert of(gene, fields="species mouse") == []


@pytest.mark.parametrize("gene", ["BC005537", "2310009E13Rik", "Gm10076", "T", "A1bg"])
def test_symbols_of_the_mouse_that_look_odd(gene: str) -> None:
    assert of(gene, fields="species mouse") == []


def test_without_a_species_the_majority_speaks() -> None:
    human = [f"CD{n}A" for n in range(1, 5)]
    assert of(*human, "Cd3e") == [("L424", "Cd3e", "mouse", "human")]
    assert of(*human[:3], "Cd3e") == []
    assert of(*human, "Cd3e", "Cd4", "Cd19") == []


def test_names_with_letters_of_another_alphabet() -> None:
    names = ("\u0421D8 T cell", "\u03b3\u03b4 T cell", "\u0422")
    text = around("\n".join(f'node "{name}" {{\n+ CD2\n}}' for name in names))
    assert data(found(text, "X505")) == [("X505", "\u0421D8 T cell", "\u0421")]


def test_nothing_is_chosen_where_there_is_a_choice() -> None:
    for gene in ("1-Mar", "44531", "TAZ", "CD3"):
        (finding,) = found(around(f'node "N" {{\n+ {gene}\n}}'), *SYMBOLS)
        assert finding.help() is None or " or " in finding.help()
