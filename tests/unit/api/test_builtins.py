import pytest

from hierannot_dsl.api.builtins import get_builtin_hierarchy, list_builtin_hierarchies
from hierannot_dsl.api.convert import content_hash, hierarchy_of
from hierannot_dsl.api.trees import walk
from hierannot_dsl.catalog.builtins import list_builtins, load_builtin
from hierannot_dsl.model.content import content_hash as hash_of_hierarchy

NAMES = [builtin.name for builtin in list_builtins(include_deep=True)]


def test_every_call_gives_new_programs():
    one, two = get_builtin_hierarchy("immune_core"), get_builtin_hierarchy("immune_core")
    assert one == two
    one[0].positive_markers.append("X")
    one[0].contrasts.clear()
    one.pop()
    assert get_builtin_hierarchy("immune_core") == two


@pytest.mark.parametrize("name", NAMES)
def test_roots_carry_name_and_hash_of_their_hierarchy(name):
    hierarchy, roots = load_builtin(name), get_builtin_hierarchy(name)
    assert {(root.hierarchy, root.version) for root in roots} == {(name, hierarchy.version)}
    assert content_hash(roots) == hash_of_hierarchy(hierarchy)
    assert hierarchy_of(roots).name == name


@pytest.mark.parametrize(
    ("name", "near"),
    [("colon_tmee", "colon_tme or colon_deep"), ("colon", "colon_tme or colon_deep"), ("tme", "tme_core")],
)
def test_an_unknown_name_has_near_ones_and_those_that_begin_with_it(name, near):
    with pytest.raises(KeyError, match=rf"no built-in hierarchy '{name}'; did you mean {near}\?"):
        get_builtin_hierarchy(name)


def test_the_list_counts_what_the_trees_hold():
    table = list_builtin_hierarchies()
    assert table.columns.tolist() == [
        "name",
        "category",
        "tissue_scope",
        "description",
        "n_root_programs",
        "n_total_programs",
    ]
    assert table["name"].is_unique
    assert (table[["name", "category", "tissue_scope", "description"]] != "").all(axis=None)
    for row in table.itertuples():
        roots = get_builtin_hierarchy(row.name)
        assert (row.n_root_programs, row.n_total_programs) == (len(roots), len(list(walk(roots))))


def test_deep_hierarchies_are_listed_on_request():
    assert set(list_builtin_hierarchies()["name"]) <= set(list_builtin_hierarchies(include_deep=True)["name"])
