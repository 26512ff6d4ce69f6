from __future__ import annotations

import pytest

from hierannot_dsl.refactor.mistakes import NameTaken, OutOfReach, UnfitName
from hierannot_dsl.refactor.rename import rename
from hierannot_dsl.semantics.meaning import EmptyName
from hierannot_dsl.semantics.mistakes import AmbiguousPath, UnknownHierarchy, UnknownNode
from tests.unit.refactor.files import BASE, CHILD, MINE, changes, done

BOTH = BASE + CHILD


def renamed(text: str, path: str, name: str, within: str | None = None):
    names = tuple(path.split(" > "))
    return done(text, lambda library, loader: rename(library, loader, names, name, within=within))


def changed(text: str, path: str, name: str, within: str | None = None) -> list[str]:
    return changes(text, renamed(text, path, name, within).unwrap().source.text)


def test_a_declared_node_and_all_that_name_it():
    assert changed(BOTH, "Luminal", 'Lumen "x"') == [
        '- node "Luminal" {',
        '+ node "Lumen \\"x\\"" {',
        '- expect "Epithelial" > "Luminal"',
        '+ expect "Epithelial" > "Lumen \\"x\\""',
        '- in "Epithelial" > "Luminal" {',
        '+ in "Epithelial" > "Lumen \\"x\\"" {',
    ]


def test_names_in_the_middle_of_paths_follow():
    assert changed(BOTH, "Immune", "Leukocyte") == [
        '- node "Immune" {',
        '+ node "Leukocyte" {',
        '- contrast use base > "Immune" > "B cell"',
        '+ contrast use base > "Leukocyte" > "B cell"',
    ]


def test_what_an_edit_has_renamed_is_renamed_there():
    assert changed(BOTH, "Basal cell", "Basal epithelial") == [
        '- rename "Basal" to "Basal cell"',
        '+ rename "Basal" to "Basal epithelial"',
        '- expect "Epithelial" > "Basal cell" or above',
        '+ expect "Epithelial" > "Basal epithelial" or above',
    ]


def test_the_name_from_which_an_edit_renames_follows_its_node():
    assert changed(BOTH, "Basal", "Outer") == [
        '- node "Basal" {',
        '+ node "Outer" {',
        '- rename "Basal" to "Basal cell"',
        '+ rename "Outer" to "Basal cell"',
    ]


def test_an_inherited_node_gets_an_edit():
    assert changed(MINE, "Epithelial > Basal", "Outer") == ['+ rename "Basal" to "Outer"']
    # Paths of edits mean the tree before them: the `in` block keeps its name.
    assert changed(MINE, "Luminal", "Lumen") == ['+ rename "Luminal" to "Lumen"']


def test_edits_of_one_kind_stand_together():
    text = (
        renamed(renamed(MINE, "Basal", "Outer").unwrap().source.text, "Luminal", "Lumen").unwrap().source.text
    )
    assert text.endswith('  }\n\n  rename "Basal" to "Outer"\n  rename "Luminal" to "Lumen"\n}\n')


def test_what_builds_on_the_renamed_hierarchy_follows():
    text = MINE + (
        'hierarchy deeper extends mine {\n  drop "Basal"\n}\n'
        'hierarchy beside extends base {\n  drop "Basal"\n}\n'
        'test "t" for mine {\n  express KRT5 = 2\n  express TP63 = 1\n  expect "Basal"\n}\n'
    )
    assert changed(text, "Basal", "Outer", "mine") == [
        '+ rename "Basal" to "Outer"',
        '- drop "Basal"',
        '+ drop "Outer"',
        '- expect "Basal"',
        '+ expect "Outer"',
    ]


def test_a_rename_that_is_taken_back_goes():
    there = renamed(MINE, "Basal", "Outer").unwrap().source.text
    assert renamed(there, "Outer", "Basal").unwrap().source.text == MINE


def test_variants_and_contrasts_have_names_too():
    assert changed(BOTH, "secretory", "ciliated") == ['- variant "secretory" {', '+ variant "ciliated" {']
    assert changed(MINE, "Erythroid", "Red") == ['+ rename "Erythroid" to "Red"']
    assert changed(MINE, "secretory", "ciliated") == ['+ rename "secretory" to "ciliated"']


def test_only_the_places_of_the_edits_change_in_a_file_with_a_layout_of_its_own():
    text = BOTH.replace("  ", "      ").replace("+ KRT5\n", "+ KRT5   #   odd\n\n\n")
    assert len(changed(text, "Immune", "Leukocyte")) == 4


def test_the_name_it_has_changes_nothing():
    outcome = renamed(BOTH, "Immune", "Immune").unwrap()
    assert (outcome.source.text, outcome.places) == (BOTH, 0)


@pytest.mark.parametrize(
    ("path", "name", "kind"),
    [
        ("Imune", "X", UnknownNode),
        ("Immune > Basal", "X", UnknownNode),
        ("Immune", "Basal", NameTaken),
        ("Immune", "Other", NameTaken),  # of the hierarchy that builds on it
        ("Immune", " X", EmptyName),
        ("Immune", "", EmptyName),
        ("Immune", "A > B", UnfitName),
        *(("Immune", f"A{character}B", UnfitName) for character in "\n\r\f\t\0\x85\u2028\ufeff"),
    ],
)
def test_what_cannot_be_is_refused(path: str, name: str, kind: type):
    outcome = renamed(BOTH, path, name)
    assert outcome.value is None
    assert [type(found) for found in outcome.diagnostics] == [kind]


def test_near_names_and_other_places_are_offered():
    (found,) = renamed(BOTH, "Imune", "X").diagnostics
    assert found == UnknownNode(None, ("Imune",), "base` or `child", ("Immune",), (), before_edits=False)
    (found,) = renamed(BOTH, "Immune > Basal", "X").diagnostics
    assert found.elsewhere == ("Epithelial > Basal",)


def test_of_two_hierarchies_that_have_it_one_must_be_named():
    text = "hierarchy one extends base {\n}\nhierarchy two extends base {\n}\n"
    (found,) = renamed(text, "Basal", "Outer").diagnostics
    assert found == AmbiguousPath(None, ("Basal",), ("one: Epithelial > Basal", "two: Epithelial > Basal"))
    assert changed(text, "Basal", "Outer", "two") == ['+ rename "Basal" to "Outer"']
    assert renamed(text, "Basal", "Outer", "too").diagnostics == (UnknownHierarchy(None, "too", ("two",)),)


def test_what_an_edit_brings_in_from_another_file_is_out_of_reach():
    text = 'hierarchy mine {\n  node "X" {\n    + A\n  }\n  replace "X" with use base > "Basal"\n}\n'
    assert renamed(text, "Basal", "Outer").diagnostics == (OutOfReach(None, "Basal", "mine"),)
