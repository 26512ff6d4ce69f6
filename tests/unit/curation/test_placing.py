import pytest

from hierannot_dsl.curation.placing import Known, Place, place, program_called, terms_of_tree, tree_of
from tests.unit.panel.trees import contrast, hierarchy, node

LEUKOCYTE, MYELOID, MAST, MONOCYTE = "CL:0000738", "CL:0000766", "CL:0000097", "CL:0000576"
LYMPHOCYTE, T_CELL, EPITHELIAL, CLUB = "CL:0000542", "CL:0000084", "CL:0000066", "CL:0000158"
ABOVE = {
    MYELOID: {LEUKOCYTE},
    MAST: {MYELOID, LEUKOCYTE},
    MONOCYTE: {MYELOID, LEUKOCYTE},
    LYMPHOCYTE: {LEUKOCYTE},
    T_CELL: {LYMPHOCYTE, LEUKOCYTE},
    CLUB: {EPITHELIAL},
}
ORGAN = hierarchy(
    node(
        "Immune",
        "PTPRC",
        node("Myeloid", "LYZ", node("Monocyte", "VCAN", cl=MONOCYTE), cl=MYELOID),
        node("Mast cell", "KIT", cl=MAST, aliases=("mastocyte",)),
        node("T cell", "CD3D", cl=T_CELL),
        cl=LEUKOCYTE,
    ),
    node("Hepatic", "ALB", cl=EPITHELIAL),
    contrasts=(contrast("Odd", "ALAS2"),),
)
TREE = tree_of(ORGAN.model_copy(update={"uberon": "UBERON:0002107"}))


def ancestors(term: str) -> frozenset[str]:
    return frozenset(ABOVE.get(term, ()))


def placed(**known: object) -> Place:
    return place(Known("set", "c0", **known), TREE, ancestors)  # type: ignore[arg-type]


def test_a_cluster_belongs_to_the_most_special_program_and_to_all_nodes_above() -> None:
    assert placed(cl_id=MONOCYTE) == Place(frozenset({"Monocyte", "Myeloid", "Immune"}))


def test_where_the_tree_sets_a_type_beside_what_the_ontology_sets_it_below_the_tree_holds() -> None:
    assert placed(cl_id=MAST) == Place(frozenset({"Mast cell", "Immune"}))


def test_a_broad_cluster_leaves_open_what_is_below_its_term() -> None:
    assert placed(cl_id=LYMPHOCYTE) == Place(frozenset({"Immune"}), frozenset({"T cell"}))


def test_further_terms_leave_open_and_do_not_decide() -> None:
    found = placed(cl_id=T_CELL, also_ok=(MONOCYTE,))
    assert found.own == {"T cell", "Immune"}
    assert found.undecided == {"Monocyte", "Myeloid"}


def test_epithelial_cell_says_nothing_of_the_organ_of_a_data_set_for_another_hierarchy() -> None:
    assert placed(cl_id=CLUB, hierarchy="other") == Place(frozenset(), frozenset({"Hepatic"}))
    assert placed(cl_id=CLUB, hierarchy=TREE.name) == Place(frozenset({"Hepatic"}))
    assert placed(cl_id=CLUB) == Place(frozenset({"Hepatic"}))


def test_without_an_organ_of_its_own_a_hierarchy_is_for_all_epithelium() -> None:
    found = place(Known("set", "c0", cl_id=CLUB, hierarchy="other"), tree_of(ORGAN), ancestors)
    assert found == Place(frozenset({"Hepatic"}))


@pytest.mark.parametrize("text", ["Mast cell", "mastocyte", "MAST CELL"])
def test_without_a_term_a_name_or_an_alias_decides(text: str) -> None:
    assert placed(name=text).own == {"Mast cell", "Immune"}


def test_a_term_that_the_hierarchy_has_not_falls_back_to_the_name() -> None:
    assert placed(cl_id="CL:9999999", name="Odd").own == {"Odd"}
    assert placed(cl_id="CL:9999999", name="nothing like it") == Place()


@pytest.mark.parametrize("text", ["Monocyte", "Myeloid > Monocyte", "Immune > Myeloid > Monocyte"])
def test_a_written_node_decides_alone(text: str) -> None:
    assert placed(node=text, cl_id=T_CELL).own == {"Monocyte", "Myeloid", "Immune"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Monocyte", "Monocyte"),
        ("Myeloid>Monocyte", "Monocyte"),
        ("Myeloid  >  Monocyte", "Monocyte"),
        (" Mast   cell ", "Mast cell"),
        ("Odd", "Odd"),
        ("eloid > Monocyte", ""),  # the end of a name is no name
        ("Immune > Monocyte", ""),
        ("Monocyte > Myeloid", ""),
        ("monocyte", ""),
        ("", ""),
        (">", ""),
    ],
)
def test_a_path_may_start_anywhere_and_its_steps_are_whole_names(text: str, found: str) -> None:
    assert program_called(text, TREE) == found


def test_a_written_node_that_is_not_there_is_a_mistake_only_for_the_hierarchy_it_was_written_for() -> None:
    assert placed(node="B cell") == Place()
    with pytest.raises(ValueError, match=r"set, c0: .* has no node 'B cell'"):
        placed(node="B cell", hierarchy=TREE.name)


def test_where_branches_disagree_only_what_is_above_both_is_sure() -> None:
    both = Known("set", "c0", cl_id="CL:1")
    above = {"CL:1": {MONOCYTE, T_CELL, MYELOID, LEUKOCYTE}}
    found = place(both, TREE, lambda term: frozenset(above.get(term, ABOVE.get(term, ()))))
    assert found == Place(frozenset({"Immune"}), frozenset({"Monocyte", "Myeloid", "T cell"}))


def test_of_one_term_twice_on_the_way_down_the_upper_node_is_sure() -> None:
    tree = tree_of(
        hierarchy(node("Epithelial", "EPCAM", node("Luminal", "KRT8", cl=EPITHELIAL), cl=EPITHELIAL))
    )
    found = place(Known("set", "c0", cl_id=CLUB), tree, ancestors)
    assert found == Place(frozenset({"Epithelial"}), frozenset({"Luminal"}))


def test_the_tree_stands_in_for_an_ontology() -> None:
    order = terms_of_tree(TREE)
    assert order(MONOCYTE) == {MYELOID, LEUKOCYTE}
    assert place(Known("set", "c0", cl_id=MYELOID), TREE, order) == Place(
        frozenset({"Myeloid", "Immune"}), frozenset({"Monocyte"})
    )
