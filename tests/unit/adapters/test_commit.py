"""Files of a commit, by what they are in it: nothing of it is looked up on disk."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path, PurePosixPath

import pytest

from hierannot_dsl.adapters.commit import Commit, CommitSearchPath, working_files
from hierannot_dsl.adapters.git import TIES, git

FILES = {
    "foo.hier": "hierarchy foo {}\n",
    "foo.json": "{}\n",
    "cat/base.hier": "hierarchy base {}\n",
    "cat/deep/fine.hier": "hierarchy fine {}\n",
    "cat/base.test.hier": "",
    ".hidden/odd.hier": "",
    "s.hier/about.txt": "",
}


@pytest.fixture
def commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Commit:
    """A commit of FILES; afterwards all of them are gone from disk, and others are there."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    for path, text in FILES.items():
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(text, encoding="utf-8")
    Path("link.hier").symlink_to("foo.hier")
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    for arguments in (("init", "-q"), ("add", "."), (*identity, "commit", "-qm", "all")):
        subprocess.run(["git", *arguments], check=True, capture_output=True)
    for path in FILES:
        Path(path).unlink()
    Path("cat/new.hier").write_text("hierarchy new {}\n", encoding="utf-8")
    return Commit("HEAD", tmp_path)


@pytest.mark.parametrize(
    ("path", "files"),
    [
        (".", ["cat/base.hier", "cat/base.test.hier", "cat/deep/fine.hier", "foo.hier"]),
        ("cat", ["base.hier", "base.test.hier", "deep/fine.hier"]),
        ("cat/../cat/deep", ["fine.hier"]),
        ("foo.hier", ["."]),
        ("foo.json", ["."]),
        (".hidden", ["odd.hier"]),
        ("link.hier", ["."]),  # the link is there now, and leads to a file of the commit
        ("cat/new.hier", []),
        ("s.hier", []),
        ("foo", []),
    ],
)
def test_the_files_that_a_path_names(commit: Commit, path: str, files: list[str]) -> None:
    inside = commit.inside(Path(path))
    assert inside is not None
    assert list(commit.files(inside)) == files
    assert commit.holds(inside) is bool(files or path == "s.hier")


def test_what_is_outside(commit: Commit, tmp_path: Path) -> None:
    assert commit.inside(tmp_path.parent) is None
    assert commit.inside(tmp_path / ".." / "foo.hier") is None
    assert commit.inside(tmp_path) == PurePosixPath()


def test_the_loader_finds_and_names_what_was_there(commit: Commit) -> None:
    source = commit.source(PurePosixPath("foo.hier"))
    assert (source.name, source.text) == ("HEAD:foo.hier", FILES["foo.hier"])
    loader = CommitSearchPath(commit, [Path("cat")])
    found = {name: loader.find(name, source) for name in ("base", "foo", "new", "fine", "link")}
    names = {name: one and one.source.name for name, one in found.items()}
    assert names == {
        "base": "HEAD:cat/base.hier",
        "foo": "HEAD:foo.hier",
        "new": None,
        "fine": None,
        "link": None,
    }
    base = found["base"]
    assert base is not None
    near = [*loader.names(source)]
    assert [name for name in ("base", "foo", "new", "fine", "base.test") if name in near] == ["base", "foo"]
    assert "fine" not in [*loader.names(base.source)]


def test_working_files_are_those_that_git_sees(commit: Commit, tmp_path: Path) -> None:
    assert working_files(tmp_path) == [tmp_path / "cat" / "new.hier"]
    (tmp_path / ".gitignore").write_text("new.hier\nvenv\n", encoding="utf-8")
    assert working_files(tmp_path) == []
    (tmp_path / "venv").mkdir()
    (tmp_path / "venv" / "builtin.hier").write_text("", encoding="utf-8")
    assert working_files(tmp_path / "venv") is None


def test_git_is_not_tied_to_another_repository(
    commit: Commit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in TIES:
        monkeypatch.setenv(name, str(tmp_path / "elsewhere"))
    top = git(tmp_path / "cat", "rev-parse", "--show-toplevel").decode().strip()
    assert Path(top) == tmp_path.resolve()
