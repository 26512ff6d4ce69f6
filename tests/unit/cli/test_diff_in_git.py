"""`hierc diff` in repositories as they are: what belongs to a commit, and what does not."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Hierc

IDENTITY = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
HIERC = f"{shlex.quote(sys.executable)} -m hierannot_dsl"
NOTHING = "no change of meaning in 1 hierarchy\n"

Write = Callable[..., None]


def git(*arguments: str, folder: Path | None = None) -> str:
    command = ["git", *IDENTITY, "-c", "protocol.file.allow=always", *arguments]
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return done.stdout.decode(errors="replace").strip()


def hierarchy(
    name: str = "foo", genes: str = "CD3D CD3E", *, extends: str = "", version: str = "1.0.0"
) -> str:
    markers = "".join(f"    + {gene}\n" for gene in genes.split())
    node = f'  node "T cell" {{\n{markers}  }}\n' if markers else ""
    head = f"hierarchy {name} extends {extends} {{" if extends else f"hierarchy {name} {{"
    return f"{head}\n  version {version}\n{node}}}\n"


@pytest.fixture
def commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """A repository in the current folder: each call writes files, or removes those of None, and commits."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    git("init", "-q", "-b", "main")

    def write(files: dict[str, str | None], *, tag: str | None = None, message: str = "a state") -> None:
        for path, text in files.items():
            if text is None:
                Path(path).unlink()
            else:
                Path(path).parent.mkdir(parents=True, exist_ok=True)
                Path(path).write_bytes(text.encode())
        git("add", "-A", ".")
        git("commit", "-qm", message, "--allow-empty")
        if tag:
            git("tag", tag)

    return write


OWN = hierarchy("tme_core", "PTPRC CD45X")
CHANGED = "foo 1.0.0: 22 removed, 1 moved, 1 changed inside\n"


@pytest.mark.parametrize("folder", [".", "sub"])
def test_a_base_that_is_not_committed_is_no_part_of_the_commit(
    hierc: Hierc, commit: Write, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit({"foo.hier": hierarchy(genes="", extends="tme_core"), "sub/about.txt": ""})
    Path("tme_core.hier").write_text(OWN, encoding="utf-8")
    monkeypatch.chdir(folder)
    run = hierc("diff", os.path.relpath("../foo.hier" if folder == "sub" else "foo.hier"))
    assert run.out.startswith(CHANGED)


def test_neither_is_a_catalog_that_is_not_committed(hierc: Hierc, commit: Write) -> None:
    commit({"sub/foo.hier": hierarchy(genes="", extends="tme_core")})
    Path("cat").mkdir()
    Path("cat/tme_core.hier").write_text(OWN, encoding="utf-8")
    assert hierc("diff", "sub/foo.hier", "--catalog", "cat").out.startswith(CHANGED)
    git("add", ".")
    git("commit", "-qm", "the catalog")
    assert hierc("diff", "sub/foo.hier", "--catalog", "cat").out == NOTHING
    assert hierc("diff", "git:HEAD~1:sub/foo.hier", "--catalog", "cat").out.startswith(CHANGED)


def test_catalogs_keep_their_order_inside_and_outside_of_the_repository(
    hierc: Hierc, commit: Write, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "base.hier").write_text(hierarchy("base", "MS4A1 CD79A"), encoding="utf-8")
    commit({"foo/foo.hier": hierarchy(genes="", extends="base"), "cat/base.hier": hierarchy("base")})
    for catalogs in (("cat", str(outside)), (str(outside), "cat")):
        options = [word for one in catalogs for word in ("--catalog", one)]
        assert hierc("diff", "foo/foo.hier", *options).out == NOTHING


def test_a_catalog_that_is_a_repository_of_its_own_is_read_as_it_is_now(
    hierc: Hierc, commit: Write, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = tmp_path_factory.mktemp("other")
    git("init", "-q", folder=other)
    (other / "base.hier").write_text(hierarchy("base"), encoding="utf-8")
    git("add", ".", folder=other)
    git("commit", "-qm", "base", folder=other)
    commit({"foo.hier": hierarchy(genes="", extends="base")})
    git("submodule", "--quiet", "add", str(other), "vendor")
    git("commit", "-qm", "vendor")
    assert hierc("diff", "foo.hier", "--catalog", "vendor").out == NOTHING
    assert hierc("diff", ".", "--catalog", "vendor").out == NOTHING
    (tmp_path / "vendor" / "base.hier").write_text(hierarchy("base", "CD3D CD3G"), encoding="utf-8")
    changed = "base 1.0.0: 1 changed inside\n~ T cell\n    + CD3E removed\n    + CD3G added\n"
    assert hierc("diff", "vendor").out == changed


def test_in_a_hook_of_a_linked_worktree(hierc: Hierc, commit: Write, tmp_path: Path) -> None:
    commit({"foo.hier": hierarchy(), "sub/foo.hier": hierarchy(version="3.0.0")})
    git("worktree", "add", "-q", "linked", "-b", "linked")
    hook = tmp_path / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\n{HIERC} diff sub >&2 && {HIERC} diff foo.hier >&2\n")
    hook.chmod(0o755)
    command = ["git", *IDENTITY, "commit", "--allow-empty", "-qm", "second"]
    done = subprocess.run(command, cwd=tmp_path / "linked", check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, 2 * NOTHING)


def test_before_a_push_is_taken_by_a_bare_repository(hierc: Hierc, commit: Write, tmp_path: Path) -> None:
    commit({"cat/foo.hier": hierarchy()})
    git("clone", "-q", "--bare", ".", "server.git")
    hook = tmp_path / "server.git" / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(
        f'#!/bin/sh\nread old new ref\n{HIERC} diff "git:$old:cat" "git:$new:cat" --breaking >&2\n'
    )
    hook.chmod(0o755)
    commit({"cat/foo.hier": hierarchy(genes="CD3D CD3G")})
    command = ["git", "push", "-q", "server.git", "main"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode != 0
    assert "version: a minor change takes 1.1.0, but it is 1.0.0: raise it" in done.stderr


def test_a_bare_repository_has_commits_alone(
    hierc: Hierc, commit: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit({"foo.hier": hierarchy()}, tag="v1")
    commit({"foo.hier": hierarchy(genes="CD3D CD3G")}, tag="v2")
    git("clone", "-q", "--bare", ".", "bare.git")
    monkeypatch.chdir("bare.git")
    assert hierc("diff", "git:v1", "git:v2").out.startswith("foo 1.0.0: 1 changed inside\n")
    assert hierc("diff", "git:v1:foo.hier", "git:v2").out.startswith("foo 1.0.0: 1 changed inside\n")
    for argument in ("git:v1", "git:v1:foo.hier", "foo.hier"):
        run = hierc("diff", argument)
        assert (run.status, run.out) == (2, "")
        assert run.err.startswith("hierc: a bare repository has no files beside its commits\n")


@pytest.mark.skipif(sys.platform == "darwin", reason="names of files are Unicode there")
def test_names_that_are_no_text_are_in_nobodys_way(hierc: Hierc, commit: Write) -> None:
    Path(os.fsdecode(b"caf\xe9.txt")).write_text("", encoding="utf-8")
    commit({"foo.hier": hierarchy()})
    assert hierc("diff", "foo.hier").out == hierc("diff", ".").out == NOTHING
    Path(os.fsdecode(b"caf\xe9.hier")).write_text(hierarchy("cafe"), encoding="utf-8")
    git("add", ".")
    git("commit", "-qm", "a program of that name")
    assert hierc("diff", ".").out == "no change of meaning in 2 hierarchies\n"


def test_links_are_no_programs_and_folders_no_files(hierc: Hierc, commit: Write) -> None:
    Path("alias.hier").symlink_to("foo.hier")
    commit({"foo.hier": hierarchy(), "s.hier/about.txt": ""})
    for argument in (".", "foo.hier", "alias.hier", "git:HEAD"):
        assert hierc("diff", argument).out == NOTHING


def test_what_git_ignores_is_not_new(hierc: Hierc, commit: Write) -> None:
    commit({"foo.hier": hierarchy(), ".gitignore": "venv/\n", ".hidden/one.hier": hierarchy("one")})
    for folder in ("venv/lib", ".venv/lib"):
        Path(folder).mkdir(parents=True)
        Path(folder, "builtin.hier").write_text(hierarchy("builtin"), encoding="utf-8")
    assert hierc("diff", ".").out == NOTHING
    assert hierc("diff", "venv").out == "builtin 1.0.0: added, 1 node\n"  # unless it is asked for
    Path("new.hier").write_text(hierarchy("new"), encoding="utf-8")
    assert hierc("diff", ".").out == "new 1.0.0: added, 1 node\n"
    Path("new.hier").unlink()
    Path("foo.hier").unlink()
    assert hierc("diff", ".").out == "foo 1.0.0: removed, 1 node\n"


def test_a_name_is_the_file_of_a_catalog(hierc: Hierc, commit: Write) -> None:
    commit({"cat/foo.hier": hierarchy()})
    Path("cat/foo.hier").write_text(hierarchy(genes="CD3D CD3G"), encoding="utf-8")
    changed = "foo 1.0.0: 1 changed inside\n~ T cell\n    + CD3E removed\n    + CD3G added\n"
    for argument in ("foo", "git:HEAD:foo"):
        assert hierc("diff", argument, "--catalog", "cat").out == changed


def test_folders_are_compared_with_all_below_them(
    hierc: Hierc, commit: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit({"catalogs/immune/foo.hier": hierarchy(), "catalogs/immune/foo.test.hier": "test x"})
    Path("catalogs/immune/foo.hier").write_text(hierarchy(genes="CD3D CD3G"), encoding="utf-8")
    changed = "foo 1.0.0: 1 changed inside\n~ T cell\n    + CD3E removed\n    + CD3G added\n"
    for arguments in (
        (".",),
        ("catalogs",),
        ("git:HEAD",),
        ("git:HEAD:catalogs", "."),
        ("git:HEAD", "catalogs"),
    ):
        assert hierc("diff", *arguments).out == changed
    monkeypatch.chdir("catalogs")
    for arguments in ((".",), ("immune",), ("git:HEAD:immune",), ("git:HEAD:immune/foo.hier",)):
        assert hierc("diff", *arguments).out == changed
    run = hierc("diff", "git:HEAD:catalogs/immune")
    assert run.err == (
        "hierc: catalogs/immune is neither in HEAD nor here\n"
        "hierc: help: paths are relative to the current folder\n"
    )


def test_names_that_several_files_declare_are_compared_file_by_file(hierc: Hierc, commit: Write) -> None:
    commit({"human/foo.hier": hierarchy(), "mouse/foo.hier": hierarchy(genes="Cd3d Cd3e")})
    Path("human/foo.hier").write_text(hierarchy(genes="CD3D CD3G"), encoding="utf-8")
    changed = "1 changed inside\n~ T cell\n    + CD3E removed\n    + CD3G added\n"
    assert hierc("diff", ".").out == f"foo (human/foo.hier) 1.0.0: {changed}"
    assert hierc("diff", "human").out == f"foo 1.0.0: {changed}"


def test_a_hierarchy_goes_to_another_file_and_a_file_gets_another_name(hierc: Hierc, commit: Write) -> None:
    skin = hierarchy("skin", "KRT5 KRT14")
    commit({"foo.hier": hierarchy() + skin})
    commit({"foo.hier": hierarchy(), "skin.hier": skin})
    assert hierc("diff", "git:HEAD~1", "git:HEAD").out == "no change of meaning in 2 hierarchies\n"
    commit({"foo.hier": None, "bar.hier": hierarchy()})
    assert hierc("diff", "git:HEAD~1", "git:HEAD").out == "no change of meaning in 2 hierarchies\n"
    assert hierc("diff", "git:HEAD~1:foo.hier", "git:HEAD:bar.hier").out == NOTHING
    assert hierc("diff", "git:HEAD~1:foo.hier", "git:HEAD").out == "foo 1.0.0: removed, 1 node\n"
    # A hierarchy that has another name in its file is the same one.
    Path("bar.hier").write_text(hierarchy("bar"), encoding="utf-8")
    assert hierc("diff", ".").out == "bar 1.0.0: fields of the hierarchy\n    name: bar (was foo)\n"


REFERENCES = ["HEAD~1", "release/1.0", "v1", "@~", "main~1", "HEAD^", "side^2~1", "HEAD^{/first: all}"]


@pytest.mark.parametrize("reference", REFERENCES)
def test_a_commit_by_any_of_its_names(hierc: Hierc, commit: Write, reference: str) -> None:
    commit({"sub/foo.hier": hierarchy()}, tag="release/1.0", message="first: all")
    git("tag", "v1")
    git("branch", "side")
    commit({"sub/foo.hier": hierarchy(genes="CD3D CD3G")})
    git("checkout", "-q", "side")
    git("merge", "-q", "--no-ff", "-m", "merged", "main")
    git("checkout", "-q", "--detach", "main")
    # What a reference with a slash looks like as a path is another file.
    Path("release/1.0:sub").mkdir(parents=True)
    Path("release/1.0:sub/tme_core.hier").write_text(OWN, encoding="utf-8")
    changed = "foo 1.0.0: 1 changed inside\n~ T cell\n    + CD3E removed\n    + CD3G added\n"
    assert hierc("diff", f"git:{reference}:sub/foo.hier").out == changed
    assert hierc("diff", f"git:{reference}", "git:HEAD").out == changed


@pytest.mark.parametrize("reference", ["--help", "-h", "--all", "HEAD^{tree}", "a b", "*"])
def test_what_names_no_commit(hierc: Hierc, commit: Write, reference: str) -> None:
    commit({"foo.hier": hierarchy()})
    run = hierc("diff", f"git:{reference}:foo.hier")
    assert (run.status, run.err) == (2, f"hierc: `{reference}` is no commit of this repository\n")


def test_before_the_first_commit(hierc: Hierc, commit: Write) -> None:
    Path("foo.hier").write_text(hierarchy(), encoding="utf-8")
    run = hierc("diff", "foo.hier")
    assert (run.status, run.err) == (2, "hierc: the repository has no commit yet\n")


def test_line_endings_are_no_change(hierc: Hierc, commit: Write) -> None:
    commit({"foo.hier": hierarchy()})
    Path("foo.hier").write_bytes(hierarchy().replace("\n", "\r\n").encode())
    assert hierc("diff", "foo.hier").out == NOTHING


@pytest.mark.parametrize("path", ["Île de Ré/µ T cells (γδ).hier", "-v.hier", "a:b.hier", "[x]*?.hier"])
def test_paths_of_any_letters(hierc: Hierc, commit: Write, path: str) -> None:
    commit({path: hierarchy(), "foo.hier": hierarchy("other")})
    Path(path).write_text(hierarchy(genes="CD3D CD3G"), encoding="utf-8")
    changed = "foo 1.0.0: 1 changed inside\n~ T cell\n    + CD3E removed\n    + CD3G added\n"
    folder = str(Path(path).parent)
    for arguments in ((path,), (f"git:HEAD:{path}",), (f"git:HEAD:{path}", path), (folder,)):
        assert hierc("diff", "--", *arguments).out == changed
