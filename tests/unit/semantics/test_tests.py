"""What test blocks say, once every name in them is looked up."""

from __future__ import annotations

from hierannot_dsl.diagnostics.outcome import Outcome
from hierannot_dsl.semantics.load import Found, Library, load, load_all
from hierannot_dsl.semantics.mistakes import NoHierarchy, UnknownHierarchy
from hierannot_dsl.semantics.select import select
from hierannot_dsl.semantics.tests import DeclaredTest, named_in_file_name
from hierannot_dsl.source import Source

TREE = """\
hierarchy tree {
  node "P" {
    + P1
    - P2
    node "A" {
      + A1
      node "A1" {
        + A11
      }
    }
    node "B" {
      variant "v" {
        + B1
      }
    }
    contrast "C" {
      + C1
    }
  }
}
"""


class Tree:
    def find(self, name: str, importing: Source) -> Found | None:
        return Found(Source("tree.hier", TREE)) if name == "tree" else None

    def names(self, importing: Source) -> tuple[str, ...]:
        return ("tree",)


def loaded(text: str, name: str = "tree.test.hier") -> Outcome[Library]:
    return load(Source(name, text), Tree())


def declared(body: str) -> DeclaredTest:
    (test,) = loaded(f'test "t" {{\n{body}\n}}\n').unwrap().tests
    return test


def test_the_name_of_the_file_says_what_is_tested() -> None:
    assert named_in_file_name("some folder/colon_tme.test.hier") == "colon_tme"
    assert named_in_file_name("colon_tme.hier") is None
    assert declared("expect unknown").hierarchy.name.text == "tree"


def test_a_file_of_tests_is_no_hierarchy_and_that_is_no_mistake() -> None:
    outcome = loaded('test "t" {\n  expect unknown\n}\n')
    assert outcome.diagnostics == ()
    chosen = outcome.then(select)
    assert [type(found) for found in chosen.diagnostics] == [NoHierarchy]
    assert chosen.value is None


def test_a_test_belongs_to_the_hierarchy_around_it_or_named_or_last() -> None:
    text = TREE.replace("hierarchy tree", "hierarchy own").removesuffix("}\n")
    text += '  test "inside" {\n    expect unknown\n  }\n}\n'
    text += 'test "named" for tree {\nexpect unknown\n}\ntest "last" {\nexpect unknown\n}\n'
    tests = loaded(text).unwrap().tests
    assert [(test.name.text, test.hierarchy.name.text) for test in tests] == [
        ("inside", "own"),
        ("named", "tree"),
        ("last", "own"),
    ]


def test_tests_are_not_inherited() -> None:
    base = TREE.removesuffix("}\n") + '  test "of the base" {\n    expect unknown\n  }\n}\n'
    assert len(load(Source("tree.hier", base), Tree()).unwrap().tests) == 1
    assert loaded("hierarchy mine extends tree {\n}\n").unwrap().tests == ()


def test_labels_that_a_line_speaks_of() -> None:
    lines = declared(
        'expect "A"\nexpect "A" or above\nexpect not "A"\nexpect not "A" or above\n'
        'expect unknown\nexpect not "P"'
    ).expectations
    assert [line.labels() for line in lines] == [
        {"A"},
        {"A", "P"},
        {"A", "A1"},
        {"A", "A1", "P"},
        set(),
        {"P", "A", "A1", "B"},
    ]
    assert [line.written() for line in lines[:5]] == [
        "`A`",
        "`A` or above",
        "not `A`",
        "not `A` or above",
        "unknown",
    ]


def test_values_files_and_floors() -> None:
    test = declared(
        'express A1 = 2.5\nexpress rna:B1 = 0\nexpress "l(3)mbn" = 1\n'
        'profile "below/t.csv" column "c 1"\npanel "p.txt" keeps "C" at least 3\nexpect unknown'
    )
    assert test.expressed == (("A1", 2.5), ("B1", 0.0), ("l(3)mbn", 1.0))
    assert test.profile is not None
    assert (test.profile.file.text, test.profile.column.text) == ("below/t.csv", "c 1")
    (floor,) = test.panels
    assert floor.entry is not None
    assert (floor.file.text, floor.entry.name.text, floor.count) == ("p.txt", "C", 3)


def test_a_circular_test_is_known_without_running_it() -> None:
    def circular(body: str) -> str | None:
        node = declared(body).own_marker_list()
        return node.name.text if node else None

    assert circular('express A1 = 3\nexpress P1 = 2\nexpect "A"') == "A"
    assert circular('express B1 = 3\nexpect unknown\nexpect "B" or above') == "B"
    assert circular('express A1 = 3\nexpress P2 = 0\nexpect "A"') == "A"
    assert circular('express A1 = 3\nexpress P2 = 1\nexpect "A"') is None
    assert circular('express A1 = 3\nexpress A11 = 1\nexpect "A"') is None
    assert circular('express A1 = 3\nexpect not "A"') is None
    assert circular('expect "A"') is None
    assert circular('profile "t.csv" column "c"\nexpress A1 = 3\nexpect "A"') is None


def test_a_hierarchy_that_is_not_there_is_reported_once() -> None:
    text = "".join(f'test "{number}" for nope {{\n  expect "X"\n}}\n' for number in range(3))
    assert [type(found) for found in loaded(text).diagnostics] == [UnknownHierarchy]


def test_damage_elsewhere_makes_no_name_unknown() -> None:
    text = 'hierarchy own {\n  node "N" {\n    + A\n  }\n}\n!hierarchy other {\n}\n'
    text += 'test "t" for other {\n  expect "X"\n}\n'
    assert UnknownHierarchy not in {type(found) for found in loaded(text).diagnostics}


def test_sources_that_are_loaded_together_have_their_own_tests() -> None:
    one = Source("a.hier", 'test "a" for tree {\nexpect unknown\n}\n')
    two = Source("b.hier", 'test "b" for tree {\nexpect unknown\n}\n')
    libraries = load_all([one, two], Tree()).unwrap()
    assert [[test.name.text for test in library.tests] for library in libraries] == [["a"], ["b"]]
    assert libraries[0].tests[0].hierarchy is libraries[1].tests[0].hierarchy
