from __future__ import annotations

import pytest

from hierannot_dsl.refactor.mistakes import NameTaken, OutOfReach, SaysSomethingElse
from hierannot_dsl.refactor.move import move
from hierannot_dsl.semantics.mistakes import MovedIntoItself, NotANode, UnknownNode
from tests.unit.refactor.files import BASE, CHILD, MINE, changes, done

BOTH = BASE + CHILD


def moved(text: str, path: str, under: str, within: str | None = None):
    names, goal = tuple(path.split(" > ")), tuple(under.split(" > "))
    return done(text, lambda library, loader: move(library, loader, names, goal, within=within))


def text_after(text: str, path: str, under: str, within: str | None = None) -> str:
    return moved(text, path, under, within).unwrap().source.text


def test_lines_move_with_their_comments_and_paths_follow():
    after = text_after(BOTH, "Luminal", "Immune")
    assert after == BOTH.replace(
        """
    # Of the lumen.
    node "Luminal" {
      include keratins

      variant "secretory" {
        + MUC1
      }
    }  # Luminal
""",
        "",
    ).replace(
        """
    node "B cell" {
      + MS4A1
    }
""",
        """
    node "B cell" {
      + MS4A1
    }

    # Of the lumen.
    node "Luminal" {
      include keratins

      variant "secretory" {
        + MUC1
      }
    }  # Luminal
""",
    ).replace('"Epithelial" > "Luminal"', '"Immune" > "Luminal"')


def test_lines_are_indented_for_their_new_place():
    after = text_after(BOTH, "Immune", "Basal")
    assert '      + KRT5\n\n      node "Immune" {\n        + PTPRC\n\n        node "B cell" {\n' in after


def test_under_an_inherited_node_there_is_an_in_block():
    assert text_after(MINE, "Mural", "Luminal") == MINE.replace(
        '\n  node "Mural" {\n    + RGS5\n  }\n', ""
    ).replace("      + MUC2\n    }\n", '      + MUC2\n    }\n\n    node "Mural" {\n      + RGS5\n    }\n')
    assert text_after(MINE, "Mural", "Basal") == MINE.replace(
        '  node "Mural" {\n    + RGS5\n  }\n',
        '  in "Basal" {\n    node "Mural" {\n      + RGS5\n    }\n  }\n',
    )


def test_an_in_block_that_would_be_empty_goes():
    text = (
        'hierarchy mine extends base {\n  in "Luminal" {\n    node "Goblet" {\n      + MUC2\n    }\n  }\n}\n'
    )
    assert text_after(text, "Goblet", "Basal") == text.replace('in "Luminal"', 'in "Basal"')
    kept = text.replace('  in "Luminal"', '  # why\n  in "Luminal"')
    assert text_after(kept, "Goblet", "Basal").startswith(
        'hierarchy mine extends base {\n  # why\n  in "Luminal" {\n  }\n\n  in "Basal" {\n'
    )


def test_an_inherited_node_gets_an_edit():
    after = text_after(MINE, "B cell", "Epithelial > Basal")
    assert changes(MINE, after) == ['+ move "B cell" under "Basal"']
    assert changes(after, text_after(after, "B cell", "Mural")) == [
        '- move "B cell" under "Basal"',
        '+ move "B cell" under "Mural"',
    ]
    assert text_after(after, "B cell", "Immune") == MINE


def test_what_is_inherited_within_the_file_moves_where_it_is_inherited():
    assert changes(BOTH, text_after(BOTH, "Basal cell", "Luminal")) == [
        '+ move "Basal" under "Luminal"',
        '- expect "Epithelial" > "Basal cell" or above',
        '+ expect "Luminal" > "Basal cell" or above',
    ]


def test_what_builds_on_it_follows():
    text = MINE + 'hierarchy deeper extends mine {\n  drop "Immune" > "B cell"\n}\n'
    assert changes(text, text_after(text, "B cell", "Luminal", "mine")) == [
        '+ move "B cell" under "Luminal"',
        '- drop "Immune" > "B cell"',
        '+ drop "Luminal" > "B cell"',
    ]


def test_a_path_that_is_longer_than_the_new_one_is_shortened():
    text = BASE.replace(
        'expect "Epithelial" > "Luminal"', 'expect "Epithelial" > "Luminal" > "Deep"'
    ).replace(
        "      include keratins\n", '      include keratins\n\n      node "Deep" {\n        + SLPI\n      }\n'
    )
    assert '    expect "Immune" > "Deep"\n' in text_after(text, "Deep", "Immune")


def test_variants_and_contrasts_move_too():
    assert '      + KRT5\n\n      variant "secretory" {\n' in text_after(BASE, "secretory", "Basal")
    assert '    contrast "Erythroid" {\n' in text_after(BASE, "Erythroid", "Immune")
    assert changes(MINE, text_after(MINE, "Erythroid", "Immune")) == ['+ move "Erythroid" under "Immune"']


def test_where_it_stands_already_nothing_changes():
    outcome = moved(BOTH, "Luminal", "Epithelial").unwrap()
    assert (outcome.source.text, outcome.places) == (BOTH, 0)


@pytest.mark.parametrize(
    ("path", "under", "kind"),
    [
        ("Lumen", "Immune", UnknownNode),
        ("Luminal", "Imune", UnknownNode),
        ("Epithelial", "Luminal", MovedIntoItself),
        ("Epithelial", "Epithelial", MovedIntoItself),
        ("Basal", "Erythroid", NotANode),
        ("Basal", "secretory", NotANode),
    ],
)
def test_what_cannot_be_is_refused(path: str, under: str, kind: type):
    outcome = moved(BASE, path, under)
    assert outcome.value is None
    assert [type(found) for found in outcome.diagnostics] == [kind]


def test_a_second_variant_of_that_name_is_refused():
    text = BASE.replace(
        "      + KRT5\n", '      + KRT5\n\n      variant "secretory" {\n        + A\n      }\n'
    )
    (found,) = moved(text, "Luminal > secretory", "Basal").diagnostics
    assert isinstance(found, NameTaken)


def test_what_an_edit_brings_in_from_another_file_is_out_of_reach():
    text = 'hierarchy mine {\n  node "X" {\n    + A\n  }\n  node "Y" {\n    + B\n  }\n'
    text += '  replace "X" with use base > "Basal"\n}\n'
    assert moved(text, "Basal", "Y").diagnostics == (OutOfReach(None, "Basal", "mine"),)


def test_a_hierarchy_that_borrows_the_branch_would_lose_it():
    # `grafted` has Luminal by way of Epithelial alone.
    text = BASE + 'hierarchy grafted {\n  use base > "Epithelial"\n}\n'
    (found,) = moved(text, "Luminal", "Immune", "base").diagnostics
    assert found == SaysSomethingElse(None, "moving `Luminal` under `Immune`")
