import re
from pathlib import Path

from tests.unit.cli.conftest import Hierc


def test_the_catalog_is_a_table(hierc: Hierc) -> None:
    run = hierc("list")
    assert run.status == 0
    header, *rows = run.out.splitlines()
    assert header.split() == ["name", "version", "tissue", "roots", "nodes", "what", "it", "is"]
    named = {row.split()[0]: row.split()[3:5] for row in rows}
    assert named["immune_core"] == ["6", "13"]
    assert named["colon_tme"] == ["5", "23"]
    assert named["tme_core"] == ["5", "22"]
    assert named["solid_tissue_core"] == ["4", "8"]


def test_every_hierarchy_has_a_semantic_version(hierc: Hierc) -> None:
    for arguments in ((), ("--deep",)):
        rows = hierc("list", *arguments).out.splitlines()[1:]
        assert all(re.fullmatch(r"\d+\.\d+\.\d+", row.split()[1]) for row in rows)


def test_hierarchies_of_a_catalog_stand_before_the_built_in_ones(hierc: Hierc, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    for name, text in {
        "gut": 'hierarchy gut extends immune_core {\n  title "Gut"\n  version 0.1.0\n  tissue "gut"\n}\n',
        "immune_core": 'hierarchy immune_core {\n  node "T cell" {\n    + CD3D\n  }\n}\n',
        "gut.test": 'test "t" for gut {\n  expect "T cell"\n  express CD3D = 3\n}\n',
        "other_name": 'hierarchy nobody_finds_it {\n  node "T cell" {\n    + CD3D\n  }\n}\n',
    }.items():
        (own / f"{name}.hier").write_text(text, encoding="utf-8")
    rows = [line.split() for line in hierc("list", "--catalog", "own").out.splitlines()[1:]]
    assert rows[:2] == [["gut", "0.1.0", "gut", "1", "1", "Gut"], ["immune_core", "1", "1"]]
    builtins = [line.split() for line in hierc("list").out.splitlines()[1:]]
    assert [row[0] for row in rows[2:]] == [row[0] for row in builtins if row[0] != "immune_core"]


def test_a_catalog_with_mistakes_is_listed_as_far_as_it_can_be_read(hierc: Hierc, tmp_path: Path) -> None:
    (tmp_path / "bad.hier").write_text("hierarchy bad {\n  node {\n}\n", encoding="utf-8")
    run = hierc("list", "--catalog", ".")
    assert run.status == 0
    assert run.err == "bad.hier has mistakes, and what it holds may be incomplete: `hierc check` shows them\n"
