from __future__ import annotations

from hierannot_dsl.refactor.mistakes import StillNamed
from hierannot_dsl.refactor.prune import prune_file
from hierannot_dsl.semantics.mistakes import UnknownNode
from tests.unit.refactor.files import BASE, done

PLAIN = """\
hier 1
# The file.
hierarchy plain {
  # Of all.
  node "A" {
    + A1

    # Goes with it.
    node "B" {  # on its line
      + B1
      # inside
    }  # at its end

    # Stays.
    node "C" {
      + C1
    }
  }
}
"""
MINE = """\
hier 1
hierarchy mine extends base {
  title "Mine"

  # No monocytes here.
  in "Epithelial" {
    + KRT19

    node "Club" {
      + SCGB1A1
    }
  }
}
"""


def pruned(text: str, *names: str, within: str | None = None):
    return done(text, lambda library, loader: prune_file(library, loader, names, within=within))


def test_lines_go_with_their_own_comments_and_all_others_stay() -> None:
    gone = PLAIN[PLAIN.index("    # Goes") : PLAIN.index("    # Stays")]
    assert pruned(PLAIN, "B").unwrap().source.text == PLAIN.replace(gone, "")


def test_what_is_inherited_is_dropped_and_what_is_added_is_cut() -> None:
    after = pruned(MINE, "B cell", "Club").unwrap().source.text
    assert after == MINE.replace(
        """
    node "Club" {
      + SCGB1A1
    }
""",
        "",
    ).replace("  }\n}\n", '  }\n\n  drop "B cell"\n}\n')


def test_several_drops_stand_together() -> None:
    text = pruned(MINE, "B cell", "Basal").unwrap().source.text
    assert text.endswith('\n\n  drop "B cell"\n  drop "Basal"\n}\n')


def test_the_node_in_the_place_of_another_is_dropped_with_it() -> None:
    text = """\
hier 1
hierarchy mine extends base {
  replace "Immune" with node "Blood" {
    + CD53
  }  # not here
}
"""
    after = 'hier 1\nhierarchy mine extends base {\n  drop "Immune"  # not here\n}\n'
    assert pruned(text, "Blood").unwrap().source.text == after


def test_a_statement_that_names_what_goes_is_told_and_nothing_changes() -> None:
    outcome = pruned(BASE, "Luminal")
    assert outcome.value is None
    (found,) = outcome.diagnostics
    assert found == StillNamed(found.span, "Luminal", "a test")


def test_a_node_that_is_not_there_is_told() -> None:
    (found,) = pruned(PLAIN, "X").diagnostics
    assert isinstance(found, UnknownNode)


def test_nothing_to_prune_changes_nothing() -> None:
    assert pruned(PLAIN).unwrap().source.text == PLAIN


def test_a_file_in_a_layout_of_its_own_keeps_it() -> None:
    odd = PLAIN.replace("    + A1\n", "      + A1\n")
    gone = odd[odd.index("    # Goes") : odd.index("    # Stays")]
    assert pruned(odd, "B").unwrap().source.text == odd.replace(gone, "")
