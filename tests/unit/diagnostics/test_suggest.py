from __future__ import annotations

import pytest

from hierannot_dsl.diagnostics.suggest import closest


@pytest.mark.parametrize(
    ("word", "candidates", "expected"),
    [
        ("nod", ["node", "contrast", "in"], ("node",)),
        ("ndoe", ["node"], ("node",)),
        ("cd3d", ["CD3E", "CD3D", "CD3"], ("CD3D",)),
        ("CD3", ["CD3G", "CD3D", "CD3E", "CD4", "CD8A"], ("CD3D", "CD3E", "CD3G")),
        ("Epithelal", ["Epithelial", "Endothelial"], ("Epithelial",)),
        ("hierarhcy", ["hierarchy"], ("hierarchy",)),
        ("T", ["B", "NK", "t"], ("t",)),
        ("T", ["B", "NK"], ()),
        ("cluster", ["contrast", "node"], ()),
        ("", ["a"], ()),
        ("node", [], ()),
        ("abcdef", ["abcdxx", "abxxxx"], ("abcdxx",)),
    ],
)
def test_closest(word, candidates, expected):
    assert closest(word, candidates) == expected
    assert closest(word, reversed(candidates * 2)) == expected


def test_nearer_words_come_first_and_no_more_than_asked_for():
    assert closest("abcdef", ["abcdxx", "abcdex", "abcdey"]) == ("abcdex", "abcdey", "abcdxx")
    assert closest("abcdef", ["abcdxx", "abcdex", "abcdey"], limit=1) == ("abcdex",)
