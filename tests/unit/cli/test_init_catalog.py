"""The repository that `hierc init --catalog` makes passes what it runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.cli.conftest import Hierc

FILES = [
    ".gitattributes",
    ".github/workflows/catalog.yml",
    ".pre-commit-config.yaml",
    "CHANGELOG.md",
    "README.md",
    "my_tme.hier",
    "my_tme.test.hier",
    "panels/example.txt",
]


def files_in(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("tissue", [(), ("--tissue", "brain"), ("--tissue", "blood")])
def test_a_new_catalog_passes_its_own_checks(
    hierc: Hierc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tissue: tuple[str, ...]
) -> None:
    run = hierc("init", "mine", "--catalog", "new", *tissue)
    assert (run.status, run.out) == (0, "")
    monkeypatch.chdir(tmp_path / "new")
    names = ("mine.hier", "mine.test.hier")
    assert hierc("check", *names, "--fail-on", "warning").out == "2 files checked: nothing to report\n"
    assert hierc("fmt", "--check", *names).status == 0
    assert hierc("lint", *names, "--fail-on", "warning").out == "2 files linted: nothing to report\n"
    run = hierc("test", ".", "--fail-on", "warning")
    assert (run.status, run.out) == (0, "2 tests in 2 files: 2 passed\n")


def test_what_is_in_it(hierc: Hierc, tmp_path: Path) -> None:
    (tmp_path / "new" / ".git").mkdir(parents=True)
    assert hierc("init", "--catalog", "new").status == 0
    assert files_in(tmp_path / "new") == FILES
    again = hierc("init", "second", "--catalog", "new", "--tissue", "colon")
    assert again.err.startswith("wrote second.hier\nit builds on colon_tme")


def test_a_base_without_a_known_addition_is_tested_by_its_panel(hierc: Hierc, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "plant.hier").write_text(
        'hierarchy plant {\n  tissue "leaf"\n\n  node "Guard cell" {\n    + HIC\n    + MUTE\n  }\n}\n',
        encoding="utf-8",
    )
    assert hierc("init", "mine", "--tissue", "leaf", "--catalog", "own", "--catalog", "new").status == 0
    assert (tmp_path / "new" / "panels" / "example.txt").read_text() == "HIC\nMUTE\n"
    run = hierc("test", "new", "--catalog", "own")
    assert (run.status, run.out) == (0, "1 test: 1 passed\n")


def test_two_new_places_are_one_too_many(hierc: Hierc, tmp_path: Path) -> None:
    run = hierc("init", "--catalog", "a", "--catalog", "b")
    assert (run.status, run.err) == (2, "hierc: a and b are both empty: a catalog is made in one\n")


def test_a_file_of_the_users_is_kept(hierc: Hierc, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / ".gitattributes").write_text("* text\n")
    run = hierc("init", "--catalog", "new")
    assert (run.status, run.err) == (2, "hierc: new/.gitattributes is there already\n")
    assert files_in(tmp_path / "new") == [".gitattributes"]
