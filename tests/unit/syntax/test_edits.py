from __future__ import annotations

import pytest

from hierannot_dsl.syntax.edits import Edit, Edited


def test_without_edits_nothing_changes():
    edited = Edited("abc", [])
    assert edited.text == "abc"
    assert [edited.start(i) for i in range(3)] == [0, 1, 2]
    assert [edited.end(i) for i in range(4)] == [0, 1, 2, 3]


def test_edits_are_applied_by_place_and_at_one_place_in_the_order_given():
    edited = Edited("abcd", [Edit(3, 3, '"'), Edit(3, 3, " {"), Edit(0, 1, "AA"), Edit(1, 2, "")])
    assert edited.text == 'AAc" {d'


@pytest.mark.parametrize(
    ("before", "edits", "part", "was"),
    [
        ("node T cell {", [Edit(5, 5, '"'), Edit(11, 11, '"')], '"T cell"', "T cell"),
        ("CD3\u200bD = 2", [Edit(3, 4, "")], "CD3D", "CD3\u200bD"),
        ("CD3D\u200b = 2", [Edit(4, 5, "")], "CD3D", "CD3D"),
        ("CD3D\u200b = 2", [Edit(4, 5, "")], "= 2", "= 2"),
        ("\u200bCD3D", [Edit(0, 1, "")], "CD3D", "CD3D"),
        ("+ A, B", [Edit(3, 5, "\n+ ")], "B", "B"),
        ("A: 0.5", [Edit(1, 3, " = ")], "0.5", "0.5"),
        ("“T”", [Edit(0, 1, '"'), Edit(2, 3, '"')], '"T"', "“T”"),
    ],
)
def test_the_way_back(before, edits, part, was):
    edited = Edited(before, edits)
    start = edited.text.index(part)
    assert before[edited.start(start) : edited.end(start + len(part))] == was
