"""Rules on fields, names, named sets and tests: L431 to L464."""

from __future__ import annotations

import pytest

from hierannot_dsl.lint.run import lint
from tests.unit.lint.linting import around, data, found, library, marked


def in_node(*lines: str) -> str:
    return around('node "N" {\n' + "\n".join(lines) + "\n}")


def test_groups_and_contrasts_need_neither_id_nor_description() -> None:
    text = around('node "Group" {\nnode "N" {\n+ A1\n}\n}\ncontrast "C" {\n+ B1\n}')
    assert data(found(text, "L431", "L434")) == [("L431", "N"), ("L434", "N")]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("CL_0000625", "CL:0000625"),
        ("cl:0000625", "CL:0000625"),
        ('"CL: 0000625"', None),
        ("0000625", "CL:0000625"),
        ('"http://purl.obolibrary.org/obo/CL_0000625"', "CL:0000625"),
        ("CL:625", None),
        ("UBERON:0000625", None),
    ],
)
def test_ids_of_the_cell_ontology(written: str, meant: str | None) -> None:
    text = in_node(f"cl {written}", "+ A1")
    assert data(found(text, "L432")) == [("L432", written.strip('"'), "N", meant)]
    assert marked(found(text, "L432")[0], text) == f"cl {written}"


def test_siblings_share_an_id_and_far_nodes_may() -> None:
    siblings = 'node "A" {\ncl CL:0000624\n}\nnode "B" {\ncl CL:0000624\n}'
    assert data(found(around(siblings), "L433")) == [("L433", "CL:0000624", "B", "A")]
    assert found(around('node "A" {\ncl CL:0000624\nnode "B" {\ncl CL:0000624\n}\n}'), "L433") == ()


def test_descriptions_are_the_same_whatever_their_case() -> None:
    text = around('node "A" {\ndescription "T cell."\n}\nnode "B" {\nnode "C" {\ndescription "t cell."\n}\n}')
    assert data(found(text, "L435")) == [("L435", "C", "A")]


@pytest.mark.parametrize(
    ("other", "clash"), [("#1f77b4", True), ("#10 86 c3", True), ("#0f77b4", False), ("#1f77c4", False)]
)
def test_colors_that_are_less_than_sixteen_steps_apart(other: str, clash: bool) -> None:
    color = other.replace(" ", "")
    text = around(f'node "A" {{\ncolor "#1f77b4"\n}}\nnode "B" {{\ncolor "{color}"\n}}')
    assert data(found(text, "L436")) == ([("L436", color, "B", "A")] if clash else [])


@pytest.mark.parametrize(
    ("version", "meant"),
    [("1", "1.0.0"), ("v2.1", "2.1.0"), ("2024-01", None), ("1.02.3", None), ("draft", None)],
)
def test_versions_that_are_not_semantic(version: str, meant: str | None) -> None:
    assert data(found(around(f"version {version}"), "L441")) == [("L441", version, meant)]


@pytest.mark.parametrize("version", ["0.1.0", "1.10.2", "1.0.0-rc.1", "1.0.0+build.5"])
def test_semantic_versions(version: str) -> None:
    assert found(around(f"version {version}"), "L441") == ()


@pytest.mark.parametrize(
    ("species", "near"),
    [
        ('"Homo sapiens"', ("human",)),
        ("homo_sapiens", ("human",)),
        ("Human", ("human",)),
        ("mus", ()),
        ("huamn", ("human",)),
    ],
)
def test_species_that_are_not_known(species: str, near: tuple[str, ...]) -> None:
    assert data(found(around(f"species {species}"), "L442")) == [("L442", species.strip('"'), near)]


def test_categories() -> None:
    assert found(around("category solid_tissue"), "L443") == ()
    assert data(found(around("category TME"), "L443")) == [("L443", "TME", ("tme",))]
    assert data(found(around("category lung"), "L443")) == [("L443", "lung", ())]


def test_ids_of_uberon() -> None:
    assert found(around("uberon UBERON:0001155"), "L444") == ()
    assert data(found(around("uberon UBERON:1155"), "L444")) == [("L444", "UBERON:1155", None)]


@pytest.mark.parametrize(
    ("one", "two", "alike"),
    [
        ("T cell", "T-cells", True),
        ("T cell", "t_cell", True),
        ("gamma-delta T", "\u03b3\u03b4 T", True),
        ("CD4 T", "CD8 T", False),
        ("cDC1", "cDC2", False),
        ("B cell", "\u0412 cell", True),
        ("Basal", "Basal epithelial", False),
        ("NK1", "NK-1", True),
        ("Type 1 2", "Type 12", False),
        ("Type 1 2", "Type 1-2", True),
    ],
)
def test_names_that_look_alike(one: str, two: str, alike: bool) -> None:
    text = around(f'node "{one}" {{\n}}\ncontrast "{two}" {{\n}}')
    assert data(found(text, "L451")) == ([("L451", two, one)] if alike else [])


def test_spaces_in_a_row() -> None:
    (finding,) = found(around('node "CD4  T" {\nvariant "a b" {\n}\n}'), "L452")
    assert data([finding]) == [("L452", "CD4  T")]
    assert finding.help() == 'write `"CD4 T"`'


def test_an_alias_means_one_node() -> None:
    text = around('node "A" {\nalias "x"\nalias "b"\n}\nnode "B" {\nalias "X"\n}')
    assert data(found(text, "L453")) == [("L453", "b", "A", "B"), ("L453", "X", "B", "A")]


def test_fields_that_weigh_nothing() -> None:
    text = in_node("rescue 0.3", "penalty 0.4", "+ A1")
    assert data(found(text, "L461")) == [
        ("L461", "rescue", "N", "children"),
        ("L461", "penalty", "N", "negative markers"),
    ]
    assert found(in_node("rescue 0.3", "penalty 0.4", "- A1", 'node "M" {', "}"), "L461") == ()


def test_min_markers_within_reach() -> None:
    assert data(found(in_node("min_markers 2", "+ A1", "- B1"), "L462")) == [("L462", "N", 2, 1)]
    assert found(in_node("min_markers 2", "+ A1", "+ B1"), "L462") == ()


def test_a_set_may_be_used_by_another_source_of_the_run() -> None:
    base = "hierarchy base {\nmarkers shared {\n+ A1\n}\n}\n"
    user = 'hierarchy user extends base {\nnode "N" {\ninclude shared\n}\n}\n'
    case = library(base, name="base.hier")
    assert data(lint(case, select=["L463"])) == [("L463", "shared")]
    assert lint(case, select=["L463"], beside=[library(user, name="user.hier", base=base)]) == ()


HIERARCHY = 'hierarchy h {\nnode "P" {\n+ P1\nnode "A" {\n+ A1\n}\nnode "B" {\n+ B1\n}\n}\n'


def test_a_test_is_circular_where_it_expresses_markers_on_the_way_only() -> None:
    def outcome(body: str) -> list[tuple[object, ...]]:
        inside = data(found(HIERARCHY + f'test "t" {{\n{body}\n}}\n}}\n', "L464"))
        beside = data(found(HIERARCHY + f'}}\ntest "t" for h {{\n{body}\n}}\n', "L464"))
        last = data(found(HIERARCHY + f'}}\ntest "t" {{\n{body}\n}}\n', "L464"))
        assert inside == beside == last
        return inside

    assert outcome('express A1 = 3\nexpress P1 = 2\nexpect "A"') == [("L464", "t", "A")]
    assert outcome('express A1 = 3\nexpress B1 = 0\nexpect "P" > "A" or above') == [("L464", "t", "A")]
    assert outcome('express A1 = 3\nexpress B1 = 1\nexpect "A"') == []
    assert outcome('express A1 = 3\nexpect not "A"') == []
    assert outcome("express A1 = 3\nexpect unknown") == []
    assert outcome('profile "x.csv" column "c"\nexpress A1 = 3\nexpect "A"') == []


HUMAN = 'hierarchy blood {\nspecies human\nnode "T" {\n+ CD3D\n}\n}\n'


def test_a_base_of_another_species_is_told_where_it_is_named() -> None:
    text = "hierarchy mine extends blood {\nspecies Mouse\n}\n"
    (told,) = found(text, "L445", blood=HUMAN)
    assert data([told]) == [("L445", "mine", "Mouse", "blood", "human")]
    assert marked(told, text) == "blood"


def test_a_base_says_the_species_of_its_own_base() -> None:
    between = "hierarchy between extends blood {\n}\n"
    text = "hierarchy mine extends between {\nspecies mouse\n}\n"
    assert data(found(text, "L445", between=between, blood=HUMAN)) == [
        ("L445", "mine", "mouse", "blood", "human")
    ]


@pytest.mark.parametrize("said", ["species human", "species Human", 'title "no species"'])
def test_the_same_species_and_none_are_no_contradiction(said: str) -> None:
    assert found(f"hierarchy mine extends blood {{\n{said}\n}}\n", "L445", blood=HUMAN) == ()
