"""Hierarchies that Python builds, as files that hierc reads."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hierannot_dsl.api.builtins import get_builtin_hierarchy
from hierannot_dsl.api.programs import MarkerProgram, MarkerVariant
from hierannot_dsl.api.reading import load_file, read_hierarchy
from hierannot_dsl.api.writing import write_hierarchy
from hierannot_dsl.catalog.builtins import load_builtin
from hierannot_dsl.source import Source
from hierannot_dsl.syntax.format import format_file
from hierannot_dsl.syntax.parse import parse

ROOTS = [
    MarkerProgram(
        'T cell, "naive" \\ other',
        ["CD3E", "CD3D", "protein:CD4"],
        ["MS4A1"],
        weights={"CD3E": 0.5, "MS4A1": 3},
        description="A lymphocyte.",
        cl_id="CL:0000084",
        aliases=["T lymphocyte"],
        color="#1f77b4",
        role="major",
        rescue=0.25,
        penalty=0,
        weight=1e-7,
        min_markers=2,
        min_score=-0.5,
        children=[
            MarkerProgram(
                "CD8 T cell", ["CD8A", "1.00E+05"], contrasts=[MarkerProgram("Thymocyte", ["RAG1"])]
            )
        ],
    ),
    MarkerProgram(
        "DC", variants=[MarkerVariant("cDC1", ["CLEC9A"]), MarkerVariant("pDC", ["LILRA4"], ["XCR1"])]
    ),
]
HIER = """\
hier 1
hierarchy blood {
  version 1.2.0

  node "T cell, \\"naive\\" \\\\ other" {
    cl CL:0000084
    description "A lymphocyte."
    alias "T lymphocyte"
    penalty 0
    weight 0.0000001
    min_markers 2
    color "#1f77b4"
    role major
    rescue 0.25
    min_score -0.5

    + CD3D
    + CD3E = 0.5
    + protein:CD4
    - MS4A1 = 3

    node "CD8 T cell" {
      + "1.00E+05"
      + CD8A
    }

    contrast "Thymocyte" {
      + RAG1
    }
  }

  node "DC" {
    variant "cDC1" {
      + CLEC9A
    }

    variant "pDC" {
      + LILRA4
      - XCR1
    }
  }
}
"""


def test_root_programs_are_written_in_the_language(tmp_path: Path) -> None:
    write_hierarchy(ROOTS, tmp_path / "blood.hier", version="1.2.0")
    text = (tmp_path / "blood.hier").read_text(encoding="utf-8")
    assert text == HIER
    assert format_file(parse(Source("blood.hier", text)).unwrap()) == text


@pytest.mark.parametrize("ending", ["hier", "json"])
def test_what_is_written_is_read_again(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"blood.{ending}"
    write_hierarchy(ROOTS, path, version="1.2.0")
    first, second = read_hierarchy(path)
    assert (first.hierarchy, first.version) == ("blood", "1.2.0")
    write_hierarchy([first, second], tmp_path / f"again.{ending}", name="blood", version="1.2.0")
    assert (tmp_path / f"again.{ending}").read_text("utf-8") == path.read_text("utf-8")


def test_the_document_is_that_of_hierc_export(tmp_path: Path) -> None:
    write_hierarchy(ROOTS, str(tmp_path / "blood.json"))
    document = json.loads((tmp_path / "blood.json").read_text("utf-8"))
    assert (document["format"], document["name"]) == ("hierannot_dsl.hierarchy", "blood")
    assert "version" not in document


@pytest.mark.parametrize("name", ["brain_core", "tme_core", "immune_deep"])
def test_a_built_in_keeps_all_it_says(tmp_path: Path, name: str) -> None:
    write_hierarchy(name, tmp_path / "mine.hier", name=name)
    assert load_file(tmp_path / "mine.hier") == load_builtin(name)


def test_edited_roots_take_the_name_of_the_file_and_no_version(tmp_path: Path) -> None:
    roots = get_builtin_hierarchy("immune_core")[:2]
    write_hierarchy(roots, tmp_path / "lymphocytes.hier")
    hierarchy = load_file(tmp_path / "lymphocytes.hier")
    assert (hierarchy.name, hierarchy.version) == ("lymphocytes", None)
    assert [root.name for root in hierarchy.roots] == ["T cell", "B cell"]


@pytest.mark.parametrize(
    ("roots", "file", "message"),
    [
        (ROOTS, "x.yaml", "a hierarchy is written to a file that ends in .hier or .json, not '.yaml'"),
        (
            [MarkerProgram("T", ["CD3D"], description="two\nlines")],
            "x.hier",
            "x.hier cannot say this: this quotation mark has no partner on its line",
        ),
        (
            [MarkerProgram("T", ["CD3D"], callable=False)],
            "x.hier",
            "'T' is not callable, which a .hier file cannot say: write .json",
        ),
        (
            [MarkerProgram("T", ["CD3D", "CD3D"])],
            "x.hier",
            "'T' lists 'CD3D' twice among its positive_markers",
        ),
    ],
)
def test_what_cannot_be_written_is_told_and_no_file_is_made(
    tmp_path: Path, roots: list[MarkerProgram], file: str, message: str
) -> None:
    with pytest.raises(ValueError) as caught:
        write_hierarchy(roots, tmp_path / file)
    assert str(caught.value) == message
    assert list(tmp_path.iterdir()) == []


def test_a_file_whose_name_is_no_name_of_a_hierarchy_needs_one(tmp_path: Path) -> None:
    path = tmp_path / "my types.hier"
    told = "'my types' is no name of a hierarchy, which has letters, digits and underscores: give a name"
    with pytest.raises(ValueError, match=told):
        write_hierarchy(ROOTS, path)
    write_hierarchy(ROOTS, path, name="my_types")
    assert load_file(path).name == "my_types"


def test_the_order_of_markers_in_a_document_means_nothing(tmp_path: Path) -> None:
    path = tmp_path / "blood.json"
    write_hierarchy(ROOTS, path)
    document = json.loads(path.read_text("utf-8"))
    document["roots"][0]["markers"].reverse()
    (tmp_path / "turned.json").write_text(json.dumps(document), encoding="utf-8")
    write_hierarchy(tmp_path / "turned.json", tmp_path / "again.json", name="blood")
    assert (tmp_path / "again.json").read_text("utf-8") == path.read_text("utf-8")
