import json
from pathlib import Path

import pytest

from hierannot_dsl import format_hierarchy_tree, get_builtin_hierarchy
from tests.unit.cli.conftest import Hierc

TREE = """\
- T cell (+3, -1, children=1)
  - CD8 T cell (+3, -0, children=0)
- B cell (+3, -1, children=0)
"""


def test_a_file_as_a_tree(hierc: Hierc, blood: Path) -> None:
    run = hierc("tree", "blood.hier")
    assert (run.status, run.out, run.err) == (0, TREE, "")


def test_contrasts_on_request(hierc: Hierc, blood: Path) -> None:
    run = hierc("tree", "blood.hier", "--contrasts")
    assert run.out.splitlines()[2] == "  ~ Thymocyte (+2, -0)"


def test_a_name_is_looked_for_in_the_catalog_folders(hierc: Hierc, blood: Path) -> None:
    assert hierc("tree", "blood", "--catalog", ".").out == TREE


def test_a_near_name_is_offered(hierc: Hierc) -> None:
    run = hierc("tree", "colon_tm")
    assert (run.status, run.out) == (2, "")
    assert run.err == (
        "hierc: no hierarchy `colon_tm`: neither a file nor a name of the catalog\n"
        "hierc: help: did you mean `colon_tme`?\n"
    )


def test_a_far_name_is_not_guessed_at(hierc: Hierc) -> None:
    assert hierc("tree", "xyzzy").err.splitlines()[1] == "hierc: help: `hierc list` names the built-in ones"


def test_a_file_with_errors_has_no_tree(hierc: Hierc, tmp_path: Path) -> None:
    (tmp_path / "bad.hier").write_text('hierarchy bad extends nothing {\n  node "A" {\n  }\n}\n')
    run = hierc("tree", "bad.hier")
    assert (run.status, run.out) == (1, "")
    assert "bad.hier:1:23" in run.err


def test_a_link_out_of_a_catalog_folder_is_refused(hierc: Hierc, blood: Path, tmp_path: Path) -> None:
    (tmp_path / "catalog").mkdir()
    (tmp_path / "catalog/linked.hier").symlink_to(blood)
    run = hierc("tree", "linked", "--catalog", "catalog")
    assert run.status == 2
    assert run.err == "hierc: catalog/linked.hier is a link that leads out of its folder\n"


ODD = """\
hierarchy odd {
  title "Odd"
  node "Dendritic \\"x\\" cell" {
    cl CL:0000451
    + FLT3 = 2
    + protein:CD45
    - CD3D
    variant "cDC1" {
      + CLEC9A
      - XCR1
    }
    node "Sub #1" {
      node "Sub <2>" {
        + A
      }
    }
    contrast "Other" {
      + B
    }
  }
  contrast "Erythroid" {
    + HBB
  }
}
"""


@pytest.fixture
def odd(tmp_path: Path) -> None:
    (tmp_path / "odd.hier").write_text(ODD, encoding="utf-8")


@pytest.mark.parametrize("contrasts", [False, True])
def test_the_built_in_trees_are_those_of_python(hierc: Hierc, contrasts: bool) -> None:
    for name in ("colon_tme", "brain_core"):
        printed = hierc("tree", name, *(["--contrasts"] if contrasts else [])).out
        assert printed == format_hierarchy_tree(get_builtin_hierarchy(name), contrasts=contrasts) + "\n"


def test_markers_are_told_by_sign_and_wrapped(hierc: Hierc, odd: None) -> None:
    assert (
        hierc("tree", "odd.hier", "--markers", "--depth", "2", "--contrasts").out
        == """\
- Dendritic "x" cell (+2, -1, children=1)
    + protein:CD45 FLT3=2
    - CD3D
    cDC1:
      + CLEC9A
      - XCR1
  - Sub #1 (+0, -0, children=1)
  ~ Other (+1, -0)
      + B
~ Erythroid (+1, -0)
    + HBB
"""
    )
    lines = hierc("tree", "colon_tme", "--markers").out.splitlines()
    assert max(map(len, lines)) <= 80
    assert "      LGALS4 MUC13 PHGR1 PIGR TSPAN8 VIL1" in lines


def test_depth_counts_levels_from_the_roots(hierc: Hierc, odd: None) -> None:
    assert hierc("tree", "odd.hier", "--depth", "1").out == '- Dendritic "x" cell (+2, -1, children=1)\n'
    assert len(hierc("tree", "odd.hier", "--depth", "9").out.splitlines()) == 3
    assert hierc("tree", "odd.hier", "--depth", "0").status == 2


def test_json_nests_as_the_nodes_do(hierc: Hierc, odd: None) -> None:
    tree = json.loads(hierc("tree", "odd.hier", "--format", "json", "--depth", "2", "--contrasts").out)
    erythroid = {"name": "Erythroid", "cl": None, "positive": 1, "negative": 0}
    other = {"name": "Other", "cl": None, "positive": 1, "negative": 0}
    sub = {
        "name": "Sub #1",
        "cl": None,
        "positive": 0,
        "negative": 0,
        "n_children": 1,
        "children": [],
        "contrasts": [],
    }
    root = {"name": 'Dendritic "x" cell', "cl": "CL:0000451", "positive": 2, "negative": 1, "n_children": 1}
    assert tree == {
        "format": "hierannot_dsl.tree",
        "format_version": 1,
        "hierarchy": "odd",
        "title": "Odd",
        "children": [{**root, "children": [sub], "contrasts": [other]}],
        "contrasts": [erythroid],
    }


def test_json_has_markers_on_request(hierc: Hierc, odd: None) -> None:
    (root,) = json.loads(hierc("tree", "odd.hier", "--format", "json", "--markers").out)["children"]
    assert [tuple(marker.values()) for marker in root["markers"]] == [
        ("CD45", "+", 1.0, "protein"),
        ("FLT3", "+", 2.0, "rna"),
        ("CD3D", "-", 1.0, "rna"),
    ]
    assert [variant["name"] for variant in root["variants"]] == ["cDC1"]


def test_graphviz(hierc: Hierc, odd: None) -> None:
    assert (
        hierc("tree", "odd.hier", "--format", "dot", "--contrasts", "--depth", "2", "--markers").out
        == r"""digraph "odd" {
  rankdir=LR
  node [shape=box]
  n0 [label="Dendritic \"x\" cell\n+2, -1\n+ protein:CD45 FLT3=2\n- CD3D\ncDC1: + CLEC9A\ncDC1: - XCR1"]
  n1 [label="Sub #1\n+0, -0"]
  n0 -> n1
  n2 [label="Other\n+1, -0\n+ B", style=dashed]
  n0 -> n2 [style=dashed]
  n3 [label="Erythroid\n+1, -0\n+ HBB", style=dashed]
}
"""
    )


def test_mermaid(hierc: Hierc, odd: None) -> None:
    assert (
        hierc("tree", "odd.hier", "--format", "mermaid", "--contrasts").out
        == """\
flowchart LR
  n0["Dendritic #34;x#34; cell<br/>+2, -1"]
  n1["Sub #35;1<br/>+0, -0"]
  n0 --> n1
  n2["Sub #60;2#62;<br/>+1, -0"]
  n1 --> n2
  n3["Other<br/>+1, -0"]:::contrast
  n0 -.-> n3
  n4["Erythroid<br/>+1, -0"]:::contrast
  classDef contrast stroke-dasharray: 4 3
"""
    )


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("colon", "`colon_tme` or `colon_deep`"),
        ("immune_cor", "`immune_core`"),
        ("Immune", "`immune_core` or `immune_deep` or `immune_lineages`"),
        ("mi", "`mine`"),
    ],
)
def test_names_that_begin_with_the_word_are_offered(
    hierc: Hierc, tmp_path: Path, word: str, meant: str
) -> None:
    (tmp_path / "mine.hier").write_text("hierarchy mine {\n}\n")
    run = hierc("tree", word, "--catalog", ".")
    assert run.status == 2
    assert run.err.endswith(f"hierc: help: did you mean {meant}?\n")
