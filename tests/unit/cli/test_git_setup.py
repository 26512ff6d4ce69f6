"""`hierc git-setup`: real git repositories, with a hierc that works, is broken, or is not there."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Hierc

ROOT = Path(__file__).parents[3]
IDENTITY = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
BASE = """\
hierarchy blood {
  node "T cell" {
    + CD3D
    + CD3E
    + CD8A
  }
}
"""
LINE = b"*.hier merge=hier diff=hier text eol=lf\n"
WORKS = f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m hierannot_dsl "$@"\n'
# As the script that pip installs, in an environment from which the package has gone.
BROKEN = f"#!{sys.executable}\nfrom package_that_is_not_there.cli.main import run\nrun()\n"
# A hierc that starts, and stops in the middle of its work.
KILLED = '#!/bin/sh\ntest "$1" = --version || kill -9 $$\n'
MISSING = None
Install = Callable[[str | None], None]


def git(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", *IDENTITY, *arguments], check=False, capture_output=True, text=True)


@pytest.fixture
def repository(hierc: Hierc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with one hierarchy and all settings; git calls whatever `hierc` is on the path."""
    folder = tmp_path / "catalog"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    git("init", "-q", "-b", "main")
    assert hierc("git-setup").status == 0
    (folder / "blood.hier").write_text(BASE, encoding="utf-8")
    git("add", ".")
    git("commit", "-qm", "base")
    return folder


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Put a script called `hierc` on the path, or nothing, and nothing else that is called so."""
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("git", "sh", "cat"):
        found = next(
            Path(place, name) for place in os.get_exec_path() if os.access(Path(place, name), os.X_OK)
        )
        (tools / name).symlink_to(found)

    def put(script: str | None) -> None:
        if script is not None:
            (tools / "hierc").write_text(script)
            (tools / "hierc").chmod(0o755)
        monkeypatch.setenv("PATH", str(tools))

    return put


def both_changed(repository: Path, *, ours: str, theirs: str) -> str:
    """What a merge leaves of CD8A, which one side made into `ours` and the other into `theirs`."""
    file = repository / "blood.hier"
    git("checkout", "-qb", "ada")
    file.write_text(BASE.replace("CD8A", theirs), encoding="utf-8")
    git("commit", "-qam", "theirs")
    git("checkout", "-q", "main")
    file.write_text(BASE.replace("CD8A", ours), encoding="utf-8")
    git("commit", "-qam", "ours")
    assert git("merge", "ada").returncode == 1
    assert "UU blood.hier" in git("status", "--porcelain").stdout
    return file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "script", [WORKS, BROKEN, KILLED, MISSING], ids=["works", "broken", "killed", "missing"]
)
def test_a_conflict_holds_both_sides_whatever_becomes_of_hierc(
    repository: Path, install: Install, script: str | None
) -> None:
    install(script)
    text = both_changed(repository, ours="CD8A = 2", theirs="CD8B")
    assert text.count("<<<<<<<") == text.count(">>>>>>>") == 1
    assert "+ CD8A = 2" in text
    assert "+ CD8B" in text


@pytest.mark.parametrize("script", [BROKEN, MISSING], ids=["broken", "missing"])
def test_without_hierc_git_shows_the_lines(repository: Path, install: Install, script: str | None) -> None:
    install(script)
    (repository / "blood.hier").write_text(BASE.replace("+ CD8A", "+ CD8B"), encoding="utf-8")
    shown = git("diff")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "-    + CD8A\n+    + CD8B\n" in shown.stdout
    assert git("log", "-p").returncode == 0


def test_with_hierc_git_shows_canonical_text(repository: Path, install: Install) -> None:
    install(WORKS)
    (repository / "blood.hier").write_text(BASE.replace("    + CD", "+ CD"), encoding="utf-8")
    assert git("diff").stdout.count("\n+ ") == 0


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (b"*.csv text\r\n", b"*.csv text\r\n" + LINE[:-1] + b"\r\n", "wrote .gitattributes: "),
        (b"# Z\xfcrich\n", b"# Z\xfcrich\n" + LINE, "wrote .gitattributes: "),
        (LINE, LINE, ".gitattributes has the line already\n"),
    ],
)
def test_what_is_in_gitattributes_stays(
    hierc: Hierc, repository: Path, before: bytes, after: bytes, told: str
) -> None:
    (repository / ".gitattributes").write_bytes(before)
    assert told in hierc("git-setup").out
    assert (repository / ".gitattributes").read_bytes() == after


def test_a_line_that_says_otherwise_is_told_before_anything_is_set(
    hierc: Hierc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    git("init", "-q")
    (tmp_path / ".gitattributes").write_text("*.hier -merge\n")
    run = hierc("git-setup")
    assert (run.status, run.out) == (2, "")
    assert run.err == (
        "hierc: .gitattributes: a line says otherwise: *.hier -merge\n"
        "hierc: help: write `*.hier merge=hier diff=hier text eol=lf` instead\n"
    )
    assert git("config", "--local", "merge.hier.driver").stdout == ""


def test_of_an_empty_file_nothing_is_printed(hierc: Hierc, tmp_path: Path) -> None:
    for name in ("base", "ours", "theirs"):
        (tmp_path / f"{name}.hier").write_text("")
    assert hierc("textconv", "base.hier").out == ""
    assert hierc("merge", "--stdout", "base.hier", "ours.hier", "theirs.hier").out == ""


def test_a_file_in_another_encoding_is_merged_by_lines_byte_by_byte(hierc: Hierc, tmp_path: Path) -> None:
    base = BASE.encode("latin-1")
    theirs = base.replace(b"CD3E\n", b"CD3E  # Z\xfcrich\n")
    for name, content in (("base", base), ("ours", b"# Ours.\n" + base), ("theirs", theirs)):
        (tmp_path / f"{name}.hier").write_bytes(content)
    run = hierc("merge", "base.hier", "ours.hier", "theirs.hier")
    assert run.status == 1
    assert run.err == (
        "hierc: ours.hier: merged by lines, because theirs.hier is not UTF-8: line 4 holds the byte 0xfc\n"
    )
    assert (tmp_path / "ours.hier").read_bytes() == b"# Ours.\n" + theirs
