import json
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Hierc

BASE = """\
hierarchy base {
  markers tcr {
    + TRAC
    + TRBC1 = 0.5
  }
  node "T cell" {
    cl CL:0000084
    + CD3D
    + CD3E
    - MS4A1
    node "CD8 T cell" {
      description "T cell with CD8."
      include tcr
      + CD3E
      + CD8A @pmid:1 "alpha chain"
      + protein:CD8
      - CD4
      variant "naive" {
        + CCR7
        + CD3D
      }
    }
    node "CD4 T cell" {
      + CD3D
      + CD3E
    }
    contrast "Thymocyte" {
      + RAG1
    }
  }
  contrast "Erythroid" {
    + HBB
  }
}
"""
MINE = """\
hierarchy mine extends base {
  in "CD8 T cell" {
    rescue 0.25
    + GZMK = 2
    set + TRAC = 3
  }
  rename "CD4 T cell" to "Helper"
  node "B cell" {
    + CD79A
    node "T cell-like" {
      + CD3D
    }
  }
  drop "T cell" > "Thymocyte"
}
"""
CARD = """\
CD8 T cell: a node of mine
  path         T cell > CD8 T cell
  inherited    from base, base.hier:11
  parent       T cell
  siblings     Helper
  contrasts    none
  children     none
  description  T cell with CD8.
  rescue       0.25 (mine.hier:3)

  6 positive markers, 5 count: its parent has CD3E too
    + CD3E
    + protein:CD8
    + CD8A @pmid:1 "alpha chain"
    + GZMK = 2     added by mine, mine.hier:4
    + TRAC = 3     weight by mine, mine.hier:5
    + TRBC1 = 0.5  included from tcr, base.hier:4

  1 negative marker
    - CD4

  2 positive markers of variant naive, 1 count: its parent has CD3D too
    + CCR7
    + CD3D

  used in      base (edited), mine
"""


@pytest.fixture
def files(tmp_path: Path) -> None:
    (tmp_path / "base.hier").write_text(BASE, encoding="utf-8")
    (tmp_path / "mine.hier").write_text(MINE, encoding="utf-8")


def test_the_whole_card_of_an_edited_node(hierc: Hierc, files: None) -> None:
    run = hierc("show", "CD8 T cell", "--in", "mine.hier", "--catalog", ".")
    assert (run.status, run.out, run.err) == (0, CARD, "")


def test_without_in_the_hierarchy_that_wrote_it_is_shown(hierc: Hierc, files: None) -> None:
    run = hierc("show", "CD8 T cell > naive", "--catalog", ".")
    assert run.out.splitlines()[:3] == [
        "naive: a variant of base",
        "  path         T cell > CD8 T cell > naive",
        "  written      base.hier:18",
    ]
    assert run.out.endswith("  used in      base, mine\n")


def test_all_markers_count_where_the_parent_has_them_all(hierc: Hierc, files: None) -> None:
    assert "  2 positive markers\n" in hierc("show", "CD4 T cell", "--in", "base.hier").out


def test_a_renamed_node_tells_where(hierc: Hierc, files: None) -> None:
    lines = hierc("show", "Helper", "--in", "mine.hier").out.splitlines()
    assert "  renamed      mine.hier:7" in lines
    assert "  alias        CD4 T cell (mine.hier:7)" in lines


def test_variants_and_contrasts_have_cards(hierc: Hierc, files: None) -> None:
    lines = hierc("show", "naive", "--in", "base.hier").out.splitlines()
    assert lines[0] == "naive: a variant of base"
    assert "  2 positive markers, 1 count: its parent has CD3D too" in lines
    lines = hierc("show", "Thymocyte", "--in", "base.hier").out.splitlines()
    assert lines[0] == "Thymocyte: a contrast of base"
    assert "  siblings     CD8 T cell, CD4 T cell" in lines
    lines = hierc("show", "T cell", "--in", "base.hier").out.splitlines()
    assert "  parent       none, it is a root" in lines
    assert "  contrasts    Erythroid" in lines
    assert "  inside it    Thymocyte (contrasts)" in lines


def test_json_says_it_all(hierc: Hierc, files: None) -> None:
    card = json.loads(hierc("show", "CD8 T cell", "--in", "mine.hier", "--format", "json").out)
    assert (card["format"], card["format_version"], card["hierarchy"]) == ("hierannot_dsl.card", 1, "mine")
    assert card["written"] == {"hierarchy": "base", "file": "base.hier", "line": 11}
    assert card["fields"]["rescue"] == {"values": [0.25], "written": {"file": "mine.hier", "line": 3}}
    own, naive = card["marker_lists"]
    assert [(m["gene"], m["how"], m["counts"], m["written"]["hierarchy"]) for m in own["markers"]] == [
        ("CD3E", "own", False, "base"),
        ("CD8", "own", True, "base"),
        ("CD8A", "own", True, "base"),
        ("GZMK", "added", True, "mine"),
        ("TRAC", "set", True, "mine"),
        ("TRBC1", "included", True, "base"),
        ("CD4", "own", True, "base"),
    ]
    assert own["markers"][2]["evidence"] == [{"kind": "pmid", "reference": "1"}]
    assert naive["variant"] == "naive"
    assert card["used_in"] == [{"hierarchy": "mine", "kind": "node", "edited": False}]


def test_near_names_are_offered(hierc: Hierc, files: None) -> None:
    run = hierc("show", "CD8 Tcell", "--in", "mine.hier")
    assert (run.status, run.out) == (2, "")
    assert run.err == (
        "hierc: no node, contrast or variant `CD8 Tcell` in `mine`\nhierc: help: did you mean `CD8 T cell`?\n"
    )
    # Its old name is an alias now; a part of a name finds the whole.
    assert hierc("show", "cd4 t cell", "--in", "mine.hier").err.endswith("did you mean `Helper`?\n")
    assert hierc("show", "Thymo", "--in", "base.hier").err.endswith("did you mean `Thymocyte`?\n")
    assert hierc("show", "zzz", "--in", "mine.hier").err.count("\n") == 1


def test_programs_that_only_share_a_name_are_told_apart(hierc: Hierc, tmp_path: Path) -> None:
    for name in ("one", "two"):
        text = f'hierarchy {name} {{\n  node "Stalk" {{\n    + {name}\n  }}\n}}\n'
        (tmp_path / f"{name}.hier").write_text(text)
    run = hierc("show", "Stalk", "--catalog", ".")
    assert (run.status, run.out) == (2, "")
    assert run.err == (
        "hierc: `Stalk` is 2 different programs\n"
        "  Stalk, one: one.hier:2\n"
        "  Stalk, two: two.hier:2\n"
        "hierc: help: say which hierarchy is meant: `--in NAME`\n"
    )
    assert hierc("show", "Stalk", "--catalog", ".", "--in", "two").out.startswith("Stalk: a node of two\n")


def test_where_it_is_used_as_a_contrast_is_said(hierc: Hierc) -> None:
    out = hierc("show", "Neuron", "--in", "brain_core").out
    assert "neural_identities" in out
    assert "tme_core (as a contrast)" in " ".join(out.split())


def test_files_with_mistakes_are_named_and_passed_over(hierc: Hierc, files: None, tmp_path: Path) -> None:
    (tmp_path / "bad.hier").write_text("hierarchy bad {\n  node A {\n")
    run = hierc("show", "Helper", "--catalog", ".")
    assert run.status == 0
    assert run.err == "bad.hier has mistakes, and what it holds may be incomplete: `hierc check` shows them\n"


@pytest.mark.parametrize("text", ["", " > T cell", "T cell >"])
def test_an_empty_name_is_no_path(hierc: Hierc, text: str) -> None:
    assert hierc("show", text).err.startswith(f"hierc: `{text}` is no path")


def test_a_document_does_not_know_who_wrote_what(hierc: Hierc, files: None) -> None:
    hierc("export", "mine.hier", "--out", "mine.json")
    assert hierc("show", "Helper", "--in", "mine.json").status == 2
