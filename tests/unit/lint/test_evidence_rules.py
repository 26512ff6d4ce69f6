"""Rules on the markers of one node: L401 to L409, L437."""

from __future__ import annotations

import pytest

from tests.unit.lint.linting import around, data, found, marked


def in_node(*lines: str, fields: str = "") -> str:
    return around(fields + 'node "N" {\n' + "\n".join(lines) + "\n}")


def test_one_gene_under_its_old_and_its_new_name() -> None:
    text = in_node("+ TENT5C", "+ FAM46C")
    (finding,) = found(text, "L401", "L421")
    assert data([finding]) == [("L401", "FAM46C", "TENT5C", "N", "TENT5C")]
    assert marked(finding, text) == "FAM46C"


def test_two_old_names_of_one_gene_and_two_spellings() -> None:
    assert data(found(in_node("+ VEGFR2", "+ FLK1"), "L401")) == [("L401", "FLK1", "VEGFR2", "N", "KDR")]
    assert data(found(in_node("+ Cd3e", "+ CD3E"), "L401")) == [("L401", "CD3E", "Cd3e", "N", None)]


def test_each_list_of_a_node_stands_for_itself() -> None:
    text = around('node "N" {\n+ CAVIN2\nvariant "a" {\n+ SDPR\n}\nvariant "b" {\n+ SDPR\n+ CAVIN2\n}\n}')
    assert data(found(text, "L401")) == [("L401", "SDPR", "CAVIN2", "b", "CAVIN2")]


def test_a_note_that_names_the_symbol_explains_the_older_one() -> None:
    assert found(in_node("+ TENT5C", '+ FAM46C "previous symbol of TENT5C"'), "L401", "L421") == ()
    assert len(found(in_node("+ TENT5C", '+ FAM46C "checked by hand"'), "L401", "L421")) == 1


def test_a_name_of_several_genes_is_none_of_them() -> None:
    assert found(in_node("+ TAZ", "+ WWTR1"), "L401") == ()


def test_rna_and_protein_of_one_gene_are_two_markers() -> None:
    assert found(in_node("+ MS4A1", "+ protein:CD20"), "L401", "L402", "L423") == ()


def test_opposite_signs_of_one_gene() -> None:
    text = in_node("+ CAVIN2", "- SDPR")
    assert data(found(text, "L401", "L403")) == [("L403", "SDPR", "CAVIN2", "N")]


def test_a_gene_beside_its_protein_and_beside_one_of_several() -> None:
    assert data(found(in_node("+ CD20", "+ MS4A1"), "L402", "L423")) == [("L402", "CD20", "MS4A1", "N")]
    assert data(found(in_node("+ CD3", "+ CD3E"), "L402", "L423")) == [("L402", "CD3", "CD3E", "N")]


def test_only_negative_markers() -> None:
    assert data(found(in_node("- CD3D"), "L404")) == [("L404", "N")]
    assert found(in_node("- CD3D", 'variant "v" {', "+ CD4", "}"), "L404") == ()
    assert found(around('node "Group" {\nnode "N" {\n+ CD4\n}\n}'), "L404") == ()


@pytest.mark.parametrize(
    ("number", "expected"), [(0, []), (1, [("L405", "N", 1)]), (5, [("L405", "N", 5)]), (6, [])]
)
def test_few_markers_are_fewer_than_six(number: int, expected: list[tuple[object, ...]]) -> None:
    assert data(found(in_node(*(f"+ GENE{i}" for i in range(number)), "- CD3D"), "L405")) == expected


def test_the_richest_variant_counts() -> None:
    genes = "\n".join(f"+ GENE{i}" for i in range(6))
    assert found(in_node("+ A1", 'variant "v" {', genes, "}"), "L405") == ()
    assert data(found(around(f'contrast "C" {{\n+ A1\n}}\nnode "N" {{\n{genes}\n}}'), "L405")) == [
        ("L405", "C", 1)
    ]


@pytest.mark.parametrize(
    "gene", ["ACTB", "Actb", "MALAT1", "RPL13A", "RPS4X", "Rpl7", "RPLP0", "MRPL12", "MT-CO1", "mt-Nd4l"]
)
def test_ubiquitous_genes(gene: str) -> None:
    assert data(found(in_node(f"+ {gene}"), "L406")) == [("L406", gene, "N", 1)]
    assert data(found(in_node(f"- {gene}"), "L406")) == [("L406", gene, "N", -1)]


@pytest.mark.parametrize("gene", ["RPS6KA1", "RPL3L", "MTRNR2L1", "ACTA2", "TUBB3", "HSPA1A", "protein:B2M"])
def test_genes_with_names_like_those_of_ubiquitous_ones(gene: str) -> None:
    assert found(in_node(f"+ {gene}"), "L406") == ()


def test_a_marker_dominates_when_it_outweighs_all_others() -> None:
    assert data(found(in_node("+ A1 = 3", "+ B1", "+ C1"), "L407")) == [("L407", "A1", 3.0, 2.0, "N")]
    assert found(in_node("+ A1 = 2", "+ B1", "+ C1"), "L407") == ()
    assert found(in_node("+ A1 = 9", "+ B1", "- C1"), "L407") == ()  # two markers have no middle


def test_what_holds_no_evidence() -> None:
    text = around(
        'node "Group" {\nnode "Leaf" {\n}\n}\ncontrast "C" {\n}\nnode "N" {\n+ A1\nvariant "v" {\n}\n}'
    )
    assert data(found(text, "L408")) == [
        ("L408", "Leaf", "leaf"),
        ("L408", "C", "contrast"),
        ("L408", "v", "variant"),
    ]


def test_a_lone_variant_varies_from_the_node_s_own_markers_if_it_has_some() -> None:
    assert data(found(in_node('variant "v" {', "+ A1", "}"), "L409")) == [("L409", "v", "N")]
    assert found(in_node("+ B1", 'variant "v" {', "+ A1", "}"), "L409") == ()


def test_provenance_is_evidence_or_a_note() -> None:
    text = in_node("+ A1 @pmid:1", '+ B1 "seen by eye"', "+ C1")
    assert data(found(text, "L437")) == [("L437", "C1", "N")]
