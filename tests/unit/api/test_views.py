import pytest

from hierannot_dsl.api.convert import hierarchy_of
from hierannot_dsl.api.programs import MarkerProgram
from hierannot_dsl.api.views import format_hierarchy_tree, replace_branch


def tree() -> list[MarkerProgram]:
    beside = [MarkerProgram("Erythroid", ["HBB"])]
    plasma = MarkerProgram("Plasma cell", ["JCHAIN"], contrasts=[MarkerProgram("Germinal centre", ["AICDA"])])
    return [
        MarkerProgram("B cell", ["MS4A1", "CD79A"], ["CD3D"], [plasma], contrasts=beside),
        MarkerProgram("NK cell", ["NKG7"], contrasts=beside),
    ]


def test_the_tree_has_the_published_format():
    assert format_hierarchy_tree(tree()) == (
        "- B cell (+2, -1, children=1)\n  - Plasma cell (+1, -0, children=0)\n- NK cell (+1, -0, children=0)"
    )


def test_contrasts_are_printed_on_request_after_the_nodes_of_their_fork():
    assert format_hierarchy_tree(tree(), contrasts=True) == (
        "- B cell (+2, -1, children=1)\n"
        "  - Plasma cell (+1, -0, children=0)\n"
        "  ~ Germinal centre (+1, -0)\n"
        "- NK cell (+1, -0, children=0)\n"
        "~ Erythroid (+1, -0)"
    )


def test_no_roots_print_nothing():
    assert format_hierarchy_tree([]) == ""


def test_a_branch_is_replaced_in_place_and_the_old_roots_stay():
    roots = tree()
    replaced = replace_branch(roots, "Plasma cell", MarkerProgram("Plasmablast", ["MKI67"]))
    assert format_hierarchy_tree(replaced) == (
        "- B cell (+2, -1, children=1)\n  - Plasmablast (+1, -0, children=0)\n- NK cell (+1, -0, children=0)"
    )
    assert roots == tree()


def test_the_contrasts_of_the_fork_stay_with_the_newcomer():
    contrast = MarkerProgram("Pro-B cell", ["DNTT"])
    replaced = replace_branch(tree(), "Plasma cell", MarkerProgram("Mine", ["X"], contrasts=[contrast]))
    below = hierarchy_of(replaced).roots[0].contrasts
    assert [c.name for c in below] == ["Germinal centre", "Pro-B cell"]
    replaced = replace_branch(tree(), "Plasma cell", MarkerProgram("Mine", ["X"]))
    assert [c.name for c in hierarchy_of(replaced).roots[0].contrasts] == ["Germinal centre"]


def test_a_root_can_be_replaced_and_roots_still_share_their_contrasts():
    replaced = replace_branch(tree(), "NK cell", MarkerProgram("ILC", ["IL7R"]))
    assert replaced[0].contrasts is replaced[1].contrasts


def test_a_name_that_hits_nothing_is_a_key_error_with_near_names():
    with pytest.raises(KeyError, match="no program is called 'Plasma cel'; near: 'Plasma cell'"):
        replace_branch(tree(), "Plasma cel", MarkerProgram("x"))
    with pytest.raises(KeyError, match="no program is called 'Erythroid'"):
        replace_branch(tree(), "Erythroid", MarkerProgram("x"))
