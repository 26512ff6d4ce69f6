"""What changed alike in several hierarchies is told once, and what did not is not."""

import pytest

from hierannot_dsl.compare.comparison import Comparison
from hierannot_dsl.compare.diff import compare_hierarchies
from hierannot_dsl.compare.group import same_changes
from tests.unit.compare.texts import read

FIRST = """\
hierarchy one {
  node "A" {
    + CD3D
    + CD3E
    node "X" {
      + CD4
      + IL7R
    }
  }
  node "B" {
    + CD19
    + MS4A1
  }
  node "C" {
    + EPCAM
    + KRT8
  }
}
"""
X = '    node "X" {\n      + CD4\n      + IL7R\n    }\n'
BELOW = {"A": "    + CD3E\n", "B": "    + MS4A1\n", "C": "    + KRT8\n"}
SECOND = FIRST.replace("hierarchy one", "hierarchy two")
DEEPER = FIRST.replace("hierarchy one {", 'hierarchy two {\n node "Top" {\n + PTPRC\n + CD45RA\n') + "}\n"


def moved(text, parent):
    return text.replace(X, "").replace(BELOW[parent], BELOW[parent] + X)


def added(text, parent):
    return text.replace(BELOW[parent], BELOW[parent] + '    node "N" {\n      + CD8A\n      + CD8B\n    }\n')


@pytest.mark.parametrize("change", [moved, added])
@pytest.mark.parametrize(
    ("second", "parent", "n_groups"), [(SECOND, "B", 1), (SECOND, "C", 2), (DEEPER, "B", 1)]
)
def test_programs_are_alike_if_their_parents_are(change, second, parent, n_groups):
    pairs = ((FIRST, change(FIRST, "B")), (second, change(second, parent)))
    found = [Comparison(compare_hierarchies(*map(read, pair))) for pair in pairs]
    assert len(same_changes(found)) == n_groups


def test_what_was_removed_below_other_parents_is_not_alike():
    elsewhere = moved(SECOND, "B")
    pairs = ((FIRST, FIRST.replace(X, "")), (elsewhere, elsewhere.replace(X, "")))
    found = [Comparison(compare_hierarchies(*map(read, pair))) for pair in pairs]
    assert len(same_changes(found)) == 2
