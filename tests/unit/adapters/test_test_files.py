"""The files that tests name: tables on either scale, panels, and what keeps one from being used."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from hierannot_dsl.adapters.notices import DataWarning
from hierannot_dsl.adapters.search import SearchPath
from hierannot_dsl.adapters.test_files import TestFiles
from hierannot_dsl.semantics.load import load
from hierannot_dsl.source import Source
from hierannot_dsl.testing.findings import NoSuchColumn, UnusableFile
from hierannot_dsl.testing.run import Given

HIERARCHY = """\
hierarchy h {
  node "T cell" {
    + CD3D
    + CD3E
  }
}
"""
Ask = Callable[[str], Given]


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    def given(line: str) -> Given:
        text = f'{HIERARCHY}test "t" {{\n  {line}\n  expect unknown\n}}\n'
        source = Source((tmp_path / "h.hier").as_posix(), text)
        (test,) = load(source, SearchPath()).unwrap().tests
        return TestFiles().given(test)

    return given


def reasons(given: Given) -> list[str]:
    return [problem.message() for problem in given.problems]


def test_a_table_on_a_log_scale_is_taken_as_it_is(tmp_path: Path, ask: Ask) -> None:
    (tmp_path / "t.csv").write_text("gene,a,b\nCD3D,2.5,0\nACTB,30,5\n")
    given = ask('profile "t.csv" column "a"')
    assert given.profile is not None
    assert given.problems == ()
    assert given.profile.genes == ("CD3D", "ACTB")
    assert given.profile.levels.tolist() == [2.5, 30.0]


def test_one_value_above_30_makes_a_table_one_of_counts(tmp_path: Path, ask: Ask) -> None:
    (tmp_path / "t.tsv").write_text("gene\ta\tb\nCD3D\t1\t0\nACTB\t9\t31\nACTB\t0\t0\n")
    with pytest.warns(DataWarning, match="rows of one name were summed"):
        given = ask('profile "t.tsv" column "a"')
    assert given.profile is not None
    assert given.profile.genes == ("CD3D", "ACTB")
    assert given.profile.levels == pytest.approx(np.log1p([1000, 9000]))


def test_a_column_without_counts_is_silent(tmp_path: Path, ask: Ask) -> None:
    (tmp_path / "t.csv").write_text("gene,a,b\nCD3D,0,1\nACTB,0,100\n")
    given = ask('profile "t.csv" column "a"')
    assert given.profile is not None
    assert given.profile.levels.tolist() == [0.0, 0.0]


def test_parquet_and_folders_below(tmp_path: Path, ask: Ask) -> None:
    (tmp_path / "below").mkdir()
    table = pd.DataFrame({"T": [1.0, 2.0]}, index=["CD3D", "CD3E"])
    table.to_parquet(tmp_path / "below/t.parquet")
    given = ask('profile "below/t.parquet" column "T"')
    assert given.profile is not None
    assert given.profile.levels.tolist() == [1.0, 2.0]


def test_a_column_that_is_not_there_suggests_near_ones(tmp_path: Path, ask: Ask) -> None:
    (tmp_path / "t.csv").write_text("gene,T cells,B cells\nCD3D,2,0\nACTB,3,3\n")
    given = ask('profile "t.csv" column "T cell"')
    assert given.profile is None
    (problem,) = given.problems
    assert isinstance(problem, NoSuchColumn)
    assert (problem.column, problem.near[0]) == ("T cell", "T cells")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "No such file or directory"),
        ("gene,a\nCD3D,x\n", "not only numbers in `a`, such as 'x' for gene `CD3D`"),
        ("gene,a\nCD3D,-1\n", "expression holds 1 value that is negative"),
        ("gene,a\nCD3D,NA\n", "missing (NaN)"),
        ("gene,a\nENSG00000167286,1\n", "none of the 2 marker symbols is among"),
        ("gene,a\nCD3D,1\nCD3D,2\n", "1 gene with more than one row"),
    ],
)
def test_a_table_that_cannot_be_used_says_why(
    tmp_path: Path, ask: Ask, content: str | None, reason: str
) -> None:
    if content is not None:
        (tmp_path / "t.csv").write_text(content)
    given = ask('profile "t.csv" column "a"')
    (problem,) = given.problems
    assert isinstance(problem, UnusableFile)
    assert problem.file == "t.csv"
    assert reason in problem.reason
    assert str(tmp_path) not in problem.reason


def test_panels_by_the_name_that_the_test_gives_them(tmp_path: Path, ask: Ask) -> None:
    (tmp_path / "p.txt").write_text("CD3D\nCD3E\n")
    given = ask('panel "p.txt" keeps "T cell" at least 1\n  panel "q.txt" keeps "T cell" at least 1')
    assert given.panels["p.txt"].genes == ("CD3D", "CD3E")
    assert reasons(given) == ["`q.txt` cannot be used: No such file or directory"]


def test_a_link_out_of_the_folder_is_refused_and_one_inside_is_not(tmp_path: Path, ask: Ask) -> None:
    outside = tmp_path.parent / f"{tmp_path.name} outside.txt"
    outside.write_text("CD3D\n")
    (tmp_path / "out.txt").symlink_to(outside)
    (tmp_path / "in.txt").write_text("CD3D\n")
    (tmp_path / "link.txt").symlink_to(tmp_path / "in.txt")
    assert reasons(ask('panel "out.txt" keeps "T cell" at least 1')) == [
        "`out.txt` cannot be used: it leads out of the folder of this file"
    ]
    assert ask('panel "link.txt" keeps "T cell" at least 1').problems == ()


def test_each_file_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ask: Ask) -> None:
    (tmp_path / "p.txt").write_text("CD3D\n")
    text = f'{HIERARCHY}test "t" {{\n  panel "p.txt" keeps "T cell" at least 1\n}}\n'
    (test,) = load(Source((tmp_path / "h.hier").as_posix(), text), SearchPath()).unwrap().tests
    files = TestFiles()
    first = files.given(test)
    (tmp_path / "p.txt").unlink()
    assert files.given(test).panels == first.panels
