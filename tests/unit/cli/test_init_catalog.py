"""The repository that `hierc init --catalog` makes passes what it runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from hierannot_dsl.catalog.builtins import BuiltinLoader
from hierannot_dsl.catalog.repository import repository_files
from hierannot_dsl.cli.files import write_file
from hierannot_dsl.semantics.load import load
from hierannot_dsl.semantics.select import select
from hierannot_dsl.source import Source
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


PLANT = 'hierarchy plant {\n  tissue "leaf"\n\n  node "Guard cell" {\n    + HIC\n    + MUTE\n  }\n}\n'


def test_a_base_without_a_known_addition_is_tested_by_its_panel(hierc: Hierc, tmp_path: Path) -> None:
    base = load(Source("plant.hier", PLANT), BuiltinLoader()).then(select).unwrap()
    for path, text in {"plant.hier": PLANT, **repository_files("mine", base, release="1.0")}.items():
        write_file(tmp_path / "new" / path, text)
    assert (tmp_path / "new" / "panels" / "example.txt").read_text() == "HIC\nMUTE\n"
    run = hierc("test", "new")
    assert (run.status, run.out) == (0, "1 test: 1 passed\n")


def test_a_new_catalog_does_not_build_on_what_is_elsewhere(hierc: Hierc, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "plant.hier").write_text(PLANT, encoding="utf-8")
    run = hierc("init", "mine", "--tissue", "leaf", "--catalog", "own", "--catalog", "new")
    assert (run.status, run.err) == (
        2,
        "hierc: plant, on which mine would build, is not in new\n"
        "hierc: help: without `--catalog own`, what fits best of the built-ins is taken\n",
    )
    assert not (tmp_path / "new").exists()


def test_two_new_places_are_one_too_many(hierc: Hierc, tmp_path: Path) -> None:
    run = hierc("init", "--catalog", "a", "--catalog", "b")
    assert (run.status, run.err) == (
        2,
        "hierc: a and b both hold no .hier file: a catalog is made in one place\n",
    )


def test_what_is_in_a_fresh_clone_stays(
    hierc: Hierc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("LICENSE", ".gitignore"):
        (tmp_path / name).write_text("of the host\n")
    assert hierc("init", "my_tme", "--catalog", ".").status == 0
    assert files_in(tmp_path) == sorted([".gitignore", "LICENSE", *FILES])
    assert (tmp_path / "LICENSE").read_text() == "of the host\n"


def test_a_file_of_the_users_is_kept_unless_it_may_go(hierc: Hierc, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "README.md").write_text("precious\n")
    run = hierc("init", "--catalog", "new")
    assert (run.status, run.err) == (
        2,
        "hierc: new/README.md is there already\n"
        "hierc: help: make the catalog elsewhere, or write over it with `--force`\n",
    )
    assert files_in(tmp_path / "new") == ["README.md"]
    assert hierc("init", "--catalog", "new", "--force").status == 0
    assert files_in(tmp_path / "new") == FILES
    assert (tmp_path / "new" / "README.md").read_text().startswith("# my_tme\n")


def test_what_is_to_be_put_in_is_said_where_it_is_to_stand(hierc: Hierc, tmp_path: Path) -> None:
    run = hierc("init", "--catalog", "new")
    assert run.err.endswith("in place of OWNER (README.md says where)\n")
    for path in (".pre-commit-config.yaml", ".github/workflows/catalog.yml"):
        lines = (tmp_path / "new" / path).read_text().splitlines()
        at = next(number for number, line in enumerate(lines) if "OWNER/hierannot_dsl" in line)
        assert lines[at - 1].strip() == "# In place of OWNER: the account that hosts hierannot_dsl."
