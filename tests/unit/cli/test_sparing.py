"""No command writes over what it reads, whatever the file is called, and nothing is written beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.cli.conftest import BLOOD, Hierc

GENES = ["CD3D", "CD3E", "TRAC", "CD8A", "CD8B", "GZMK", "CD19", "CD79A", "MS4A1", "RAG1", "RAG2"]
MEANS = "\n".join(["gene,c0,c1", *(f"{gene},{at},{20 - at}" for at, gene in enumerate(GENES))]) + "\n"
MINE = 'hierarchy mine extends blood {\n  title "Mine"\n}\n'
CASES = [
    ("compile blood.hier --panel genes.txt --prune blood.hier", "--prune", "blood.hier"),
    ("compile blood.hier --panel genes.txt --prune ./out/../blood.hier", "--prune", "out/../blood.hier"),
    ("compile blood.hier --panel genes.txt --prune link.hier", "--prune", "link.hier"),
    ("compile mine.hier --panel genes.txt --prune blood.hier", "--prune", "blood.hier"),
    ("compile blood.hier --panel genes.txt --html genes.txt", "--html", "genes.txt"),
    ("compile blood.hier --panel genes --panel-path . --html genes.txt", "--html", "genes.txt"),
    ("compile blood.hier --panel genes.txt --against g.txt --html g.txt", "--html", "g.txt"),
    ("compile blood.hier --panel out/blood.retention.csv --out out", "--out", "out/blood.retention.csv"),
    ("compile blood.hier --panel genes.txt --profiles means.csv --html means.csv", "--html", "means.csv"),
    ("export blood.hier --out blood.hier", "--out", "blood.hier"),
    ("export mine.hier --out blood.hier", "--out", "blood.hier"),
    ("lint blood.hier --write-baseline blood.hier", "--write-baseline", "blood.hier"),
    ("lint mine.hier --write-baseline blood.hier", "--write-baseline", "blood.hier"),
    ("lint blood.hier --aliases a.tsv --write-baseline a.tsv", "--write-baseline", "a.tsv"),
    ("annotate means.csv --hierarchy blood.hier --report means.csv", "--report", "means.csv"),
    ("annotate means.csv --hierarchy mine.hier --report blood.hier", "--report", "blood.hier"),
    ("annotate out/labels.csv --hierarchy blood.hier --out out", "--out", "out/labels.csv"),
]


@pytest.mark.parametrize(("command", "option", "file"), CASES, ids=[command for command, _, _ in CASES])
def test_what_is_read_is_not_written_over(
    hierc: Hierc, tmp_path: Path, command: str, option: str, file: str
) -> None:
    (tmp_path / "out").mkdir()
    contents = {
        "blood.hier": BLOOD,
        "mine.hier": MINE,
        "genes.txt": "\n".join(GENES),
        "g.txt": "CD3D\nCD3E\n",
        "means.csv": MEANS,
        "a.tsv": "",
        "out/labels.csv": MEANS,
        "out/blood.retention.csv": "gene\nCD3D\nCD3E\n",
    }
    for name, text in contents.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "link.hier").symlink_to("blood.hier")
    run = hierc(*command.split())
    assert run.status == 2
    assert run.err.endswith(
        f"hierc: {option} would write over {file}, which is read here\n"
        "hierc: help: name another place for it\n"
    )
    there = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert there == {*contents, "link.hier"}
    assert {name: (tmp_path / name).read_text(encoding="utf-8") for name in contents} == contents


def test_what_only_explains_writes_nothing_and_may_read_anything(hierc: Hierc, tmp_path: Path) -> None:
    (tmp_path / "blood.hier").write_text(BLOOD)
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / "labels.csv").write_text(MEANS)
    run = hierc("annotate", "output/labels.csv", "--hierarchy", "blood.hier", "--explain", "c0")
    assert run.status == 0
    assert (tmp_path / "output" / "labels.csv").read_text() == MEANS


def test_a_folder_with_the_name_of_the_hierarchy_is_no_input(hierc: Hierc, blood: Path) -> None:
    Path("genes.txt").write_text("\n".join(GENES))
    for _ in range(2):
        run = hierc("compile", "blood", "--catalog", ".", "--panel", "genes.txt", "--out", "blood")
        assert (run.status, run.err) == (0, "wrote blood/blood.hierc.json\nwrote blood/blood.retention.csv\n")


def test_nothing_is_written_into_a_store_that_is_read(hierc: Hierc, tmp_path: Path) -> None:
    (tmp_path / "cells.zarr").mkdir()
    run = hierc("annotate", "cells.zarr", "--cluster", "leiden", "--out", "cells.zarr")
    assert run.status == 2
    assert run.err.startswith("hierc: --out would write over cells.zarr/labels.csv, which is read here\n")


def test_a_baseline_may_be_brought_up_to_date(hierc: Hierc, blood: Path) -> None:
    assert hierc("lint", "blood.hier", "--write-baseline", "known.json").status == 0
    run = hierc("lint", "blood.hier", "--baseline", "known.json", "--write-baseline", "known.json")
    assert run.status == 0
