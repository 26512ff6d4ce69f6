import pytest

from hierannot_dsl.lsp.unfinished import Unfinished, unfinished


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("", Unfinished("statement", "")),
        ("  rol", Unfinished("statement", "rol")),
        ("  role m", Unfinished("value", "m", field="role")),
        ("  + CD", Unfinished("gene", "CD")),
        ("  + HLA-", Unfinished("gene", "HLA-")),
        ('  set - "HL', Unfinished("gene", '"HL', edit="set")),
        ("  drop + ", Unfinished("gene", "", edit="drop")),
        ("express A/", Unfinished("gene", "A/")),
        ("  include t_", Unfinished("marker set", "t_")),
        ("hierarchy a extends b", Unfinished("hierarchy", "b")),
        ("  contrast use ", Unfinished("hierarchy", "")),
        ('test "for # B" for b', Unfinished("hierarchy", "b")),
        ('  replace "A" > "B" with ', Unfinished("replacement", "")),
        ('  replace "use" with u', Unfinished("replacement", "u")),
        ('  replace "A" with use b', Unfinished("hierarchy", "b")),
        ('  replace "A" with use b > "T', Unfinished("path", '"T', used="b")),
        ("  in ", Unfinished("path", "")),
        (r'  in "a\"b" > "c\\" > "d\"', Unfinished("path", r'"d\"', path=('a"b', "c\\"))),
        ('  move "A" under "', Unfinished("path", '"')),
        ('  panel "genes.txt" keeps "T', Unfinished("path", '"T')),
        ('  expect not "T" > ', Unfinished("path", "", path=("T",))),
        ("  use b >", Unfinished("path", "", used="b")),
        ('  drop "a\\', Unfinished("path", '"a\\')),
    ],
)
def test_what_a_line_is_about_to_say(before: str, expected: Unfinished) -> None:
    assert unfinished(before) == expected


@pytest.mark.parametrize(
    "before",
    [
        "  # use ",
        "  + CD3D # ",
        "  + CD3D = 1",
        '  + CD3D "of use ',
        '  description "Markers for ',
        '  title "in "T" in "',
        '  node "use ',
        '  rename "A" to "',
        '  replace "A" with node "',
        '  in "A"',
        '  + "HLA-A"',
        '  node "A" {',
        "hierarchy a ",
    ],
)
def test_in_prose_and_comments_nothing_can_be_told(before: str) -> None:
    assert unfinished(before) is None
