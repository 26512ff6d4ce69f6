import json
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Hierc
from tests.unit.cli.test_show import BASE

MINE = """\
hierarchy mine extends base {
  in "T cell" > "CD8 T cell" {
    + CD3D = 2
    set + TRAC = 3
    drop + CD8A
    drop - CD4
  }
  drop "CD4 T cell"
  node "B cell" {
    - CD3D
    include tcr
  }
  test "a T cell" {
    express CD3D = 2.5
    express TRAC = 1
    expect "T cell"
  }
}
"""


@pytest.fixture
def files(tmp_path: Path) -> None:
    (tmp_path / "base.hier").write_text(BASE, encoding="utf-8")
    (tmp_path / "mine.hier").write_text(MINE, encoding="utf-8")


def test_every_use_in_one_hierarchy(hierc: Hierc, files: None) -> None:
    run = hierc("refs", "CD3D", "--in", "mine.hier")
    assert (run.status, run.err) == (0, "")
    assert (
        run.out
        == """\
+ T cell                     base  base.hier:8
+ CD8 T cell > naive         base  base.hier:20
+ CD8 T cell          = 2    mine  mine.hier:3, added
- B cell                     mine  mine.hier:10
  test a T cell       = 2.5  mine  mine.hier:14

for 3, against 1
"""
    )


def test_named_sets_and_what_includes_them(hierc: Hierc, files: None) -> None:
    assert (
        hierc("refs", "TRBC1", "--in", "mine.hier").out
        == """\
+ B cell          = 0.5  base  base.hier:4, included from tcr
+ CD8 T cell      = 0.5  base  base.hier:4, included from tcr
+ marker set tcr  = 0.5  base  base.hier:4

for 2, against 0
"""
    )
    lines = hierc("refs", "TRAC", "--in", "mine.hier").out.splitlines()
    assert "+ CD8 T cell      = 3  mine  mine.hier:4, weight changed" in lines


def test_drops_are_uses_too(hierc: Hierc, files: None) -> None:
    out = hierc("refs", "CD8A", "--in", "mine.hier").out
    assert out == "+ T cell > CD8 T cell  mine  mine.hier:5, dropped\n\nfor 0, against 0\n"


def test_a_prefix_asks_for_one_modality(hierc: Hierc, files: None) -> None:
    assert hierc("refs", "CD8", "--in", "base.hier").out.startswith("+ CD8 T cell (protein)")
    assert hierc("refs", "protein:CD8", "--in", "base.hier").status == 0
    assert hierc("refs", "rna:CD8", "--in", "base.hier").status == 1


def test_over_the_catalog_a_line_is_one_use(hierc: Hierc) -> None:
    run = hierc("refs", "CD3D")
    lines = run.out.splitlines()
    assert sum("built-in/immune_lineages.hier" in line for line in lines) == len(lines[:-2]) - 1
    (cell,) = [line for line in lines if line.startswith("+")]
    assert cell.split()[:3] == ["+", "T", "cell"]
    assert "(contrast)" not in cell


def test_folders_of_the_catalog_path_are_searched(hierc: Hierc, files: None) -> None:
    (line,) = [line for line in hierc("refs", "RAG1", "--catalog", ".").out.splitlines() if "base" in line]
    assert " ".join(line.split()) == "+ Thymocyte (contrast) base base.hier:28"


def test_json(hierc: Hierc, files: None) -> None:
    found = json.loads(hierc("refs", "TRBC1", "--in", "mine.hier", "--format", "json").out)
    assert (found["format"], found["format_version"], found["gene"]) == ("hierannot_dsl.uses", 1, "TRBC1")
    assert found["uses"][0] == {
        "kind": "node",
        "name": "B cell",
        "sign": "+",
        "weight": 0.5,
        "modality": "rna",
        "how": "included",
        "named_set": "tcr",
        "hierarchy": "base",
        "file": "base.hier",
        "line": 4,
    }


@pytest.mark.parametrize(
    ("gene", "hint"),
    [
        ("cd3d", "did you mean `CD3D`?"),
        ("CD79", "`CD79` stands for `CD79A` or `CD79B`"),
        ("Ki-67", "`Ki-67` stands for `MKI67` or `Mki67`"),
        ("Xyzzyxyz", None),
    ],
)
def test_an_unused_symbol_has_near_ones(hierc: Hierc, gene: str, hint: str | None) -> None:
    run = hierc("refs", gene)
    assert (run.status, run.out) == (1, "")
    assert run.err == f"hierc: `{gene}` is not used\n" + (f"hierc: help: {hint}\n" if hint else "")
