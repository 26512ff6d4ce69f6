"""`hierc merge` by itself, and as the driver of real git repositories."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.merge_scenarios import BASE
from tests.unit.cli.conftest import Hierc

IDENTITY = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
HIERC = f"{shlex.quote(sys.executable)} -m hierannot_dsl"


def git(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", *IDENTITY, *arguments], check=False, capture_output=True, text=True)


@pytest.fixture
def repository(hierc: Hierc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    git("init", "-q", "-b", "main")
    assert hierc("git-setup", "--command", HIERC).status == 0
    (tmp_path / "blood.hier").write_text(BASE, encoding="utf-8")
    git("add", ".")
    git("commit", "-qm", "base")
    return tmp_path


def merge_branches(repository: Path, ours: str, theirs: str) -> tuple[int, str]:
    """Commit both states on branches of their own, merge, and give git's exit code and the file."""
    file = repository / "blood.hier"
    git("checkout", "-qb", "theirs")
    file.write_text(theirs, encoding="utf-8")
    git("commit", "-qam", "theirs")
    git("checkout", "-q", "main")
    file.write_text(ours, encoding="utf-8")
    git("commit", "-qam", "ours")
    done = git("merge", "-q", "-m", "both", "theirs")
    return done.returncode, file.read_text(encoding="utf-8")


def test_a_conflict_of_meaning_is_marked_and_stops_the_merge(repository: Path) -> None:
    status, text = merge_branches(
        repository, BASE.replace("+ CD2", "+ CD2 = 2"), BASE.replace("+ CD2", "+ CD2 = 3")
    )
    assert status == 1
    assert "<<<<<<< ours\n    + CD2 = 2\n=======\n    + CD2 = 3\n>>>>>>> theirs\n" in text


def test_a_broken_side_is_merged_by_lines_and_nothing_is_left_out(repository: Path) -> None:
    status, text = merge_branches(
        repository, BASE.replace("+ CD2\n", "+ CD2 CD5 {\n"), BASE.replace("+ MS4A1", "+ CD19")
    )
    assert status == 1
    assert "+ CD2 CD5 {" in text
    assert "+ CD19" in text


def test_without_hierc_the_lines_are_merged_and_the_merge_stops(repository: Path, hierc: Hierc) -> None:
    assert hierc("git-setup", "--command", "no-such-command").status == 0
    status, text = merge_branches(
        repository, BASE.replace("+ CD2\n", "+ CD2\n    + CD28\n"), BASE.replace("+ MS4A1", "+ CD19")
    )
    assert status == 1
    assert "+ CD28" in text
    assert "+ CD19" in text


def test_git_diff_shows_canonical_text(repository: Path) -> None:
    file = repository / "blood.hier"
    file.write_text(BASE.replace("    + CD2\n    + CD3D\n", "  + CD3D\n      + CD2\n"), encoding="utf-8")
    assert git("diff").stdout.count("\n+ ") == 0
    file.write_text(BASE.replace("+ IL7R", "+ IL7R = 2"), encoding="utf-8")
    shown = git("diff").stdout
    assert "-      + IL7R\n+      + IL7R = 2\n" in shown
    assert 'node "CD4 T cell" {' in shown


def test_the_command_writes_ours_or_prints(hierc: Hierc, tmp_path: Path) -> None:
    for name, text in (
        ("base.hier", BASE),
        ("ours.hier", BASE.replace("+ CD2\n", "+ CD2 = 2\n")),
        ("theirs.hier", BASE.replace("+ MS4A1", "+ CD19")),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    run = hierc("merge", "base.hier", "ours.hier", "theirs.hier", "--stdout")
    expected = BASE.replace("+ CD2\n", "+ CD2 = 2\n").replace(
        "    + CD79A\n    + MS4A1\n", "    + CD19\n    + CD79A\n"
    )
    assert (run.status, run.out, run.err) == (0, expected, "")
    assert "CD19" not in (tmp_path / "ours.hier").read_text(encoding="utf-8")
    assert hierc("merge", "base.hier", "ours.hier", "theirs.hier").status == 0
    assert (tmp_path / "ours.hier").read_text(encoding="utf-8") == expected


def test_conflicts_are_told_with_the_name_of_the_file(hierc: Hierc, tmp_path: Path) -> None:
    for name, weight in (("base", "1"), ("ours", "2"), ("theirs", "3")):
        text = BASE.replace("+ CD2\n", f"+ CD2 = {weight}\n")
        (tmp_path / f"{name}.hier").write_text(text, encoding="utf-8")
    run = hierc("merge", "base.hier", "ours.hier", "theirs.hier", "--path", "catalog/blood.hier")
    assert run.status == 1
    assert run.err == "hierc: catalog/blood.hier: T cell: `+ CD2 = 2` in ours, `+ CD2 = 3` in theirs\n"


def test_errors_that_neither_side_has_are_told_and_the_file_is_written(hierc: Hierc, tmp_path: Path) -> None:
    start = BASE.index('\n  node "B cell"')
    test = '\n  test "b" {\n    expect "B cell"\n    express CD19 = 3\n  }\n}\n'
    for name, text in (("base", BASE), ("ours", BASE[:start] + "}\n"), ("theirs", BASE[:-2] + test)):
        (tmp_path / f"{name}.hier").write_text(text, encoding="utf-8")
    run = hierc("merge", "base.hier", "ours.hier", "theirs.hier", "--path", "blood.hier")
    assert (run.status, run.out) == (1, "")
    assert run.err.startswith(
        "hierc: blood.hier: merged, and has errors that neither side had\n"
        'error[E110]: `"B cell"` is no node of `blood`\n'
        "  --> blood.hier:16:12\n"
    )
    assert (tmp_path / "ours.hier").read_text(encoding="utf-8") == BASE[:start] + test


def test_what_a_file_builds_on_is_found_beside_its_path(hierc: Hierc, tmp_path: Path) -> None:
    folder = tmp_path / "catalog"
    folder.mkdir()
    (folder / "blood.hier").write_text(BASE, encoding="utf-8")
    base = 'hierarchy mine extends blood {\n  drop "B cell"\n}\n'
    ours = base.replace("}", '\n  in "T cell" {\n    + CD247\n  }\n}')
    theirs = base.replace("}", '\n  drop "T cell"\n}')
    for name, text in (("base", base), ("ours", ours), ("theirs", theirs)):
        (tmp_path / f"{name}.hier").write_text(text, encoding="utf-8")
    run = hierc("merge", "base.hier", "ours.hier", "theirs.hier", "--path", "catalog/mine.hier")
    assert run.status == 1
    assert "catalog/mine.hier: merged, and has errors that neither side had\nerror[E2" in run.err


def test_setting_up_twice_changes_nothing(hierc: Hierc, repository: Path) -> None:
    assert hierc("git-setup").out.endswith(".gitattributes has the line already\n")
    assert (repository / ".gitattributes").read_text() == "*.hier merge=hier diff=hier text eol=lf\n"


def test_outside_of_a_repository(hierc: Hierc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", os.fspath(tmp_path.parent))
    run = hierc("git-setup")
    assert run.status == 2
    assert "not a git repository" in run.err
