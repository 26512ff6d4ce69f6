from importlib.metadata import version
from pathlib import Path

import pytest

from hierannot_dsl.resources import builtin_names, catalog_folder, grammar_path
from tests.unit.cli.conftest import BLOOD, Hierc


def facts(out: str) -> list[tuple[str, str]]:
    return [(line[:14].strip(), line[15:]) for line in out.splitlines()]


def test_versions_and_places(hierc: Hierc) -> None:
    run = hierc("doctor")
    assert (run.status, run.err) == (0, "")
    told = dict(facts(run.out))
    assert told["hierannot_dsl"] == f"{version('hierannot_dsl')}, language 1"
    assert told["lark"] == version("lark")
    assert told["grammar"] == grammar_path().as_posix()
    assert told["catalog"] == f"{catalog_folder().as_posix()}, {len(builtin_names())} files"
    assert told["search path"] == "the folder of the file, built-in"
    assert "pytest" not in told


def test_what_a_file_builds_on_and_where_that_is(hierc: Hierc, blood: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.hier").write_text(
        'hierarchy mine extends blood {\n  use gut > "A"\n}\n', encoding="utf-8"
    )
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared/gut.hier").write_text('hierarchy gut {\n  node "A" {\n    + X\n  }\n}\n')
    told = facts(hierc("doctor", "mine.hier", "--catalog", "shared").out)
    assert told[-6:] == [
        ("search path", "., shared, built-in"),
        ("file", "mine.hier: 49 bytes, 3 lines, LF"),
        ("declares", "mine: 4 nodes"),
        ("reads", "blood.hier"),
        ("reads", "shared/gut.hier"),
        ("findings", "nothing to report"),
    ]


def test_a_file_with_mistakes_has_them_counted(hierc: Hierc, blood: Path) -> None:
    blood.write_bytes(BLOOD.replace("+ CD3E", "+ CD3E = high").replace("\n", "\r\n").encode())
    run = hierc("doctor", "blood.hier")
    assert run.status == 0
    told = facts(run.out)
    assert told[-3][1].endswith("CR LF")
    assert told[-2:] == [("declares", "blood: 3 nodes"), ("findings", "1 error, 1 warning")]


def test_tokens_and_tree(hierc: Hierc, blood: Path) -> None:
    tokens = hierc("doctor", "blood.hier", "--tokens").out.splitlines()
    tree = hierc("doctor", "blood.hier", "--tree").out.splitlines()
    assert tokens[1] == "1:6-1:7       ATOM         1"
    assert tree[0] == "1:1-1:7       Version      number=1"
    assert hierc("doctor", "blood.hier", "--tokens", "--tree").out.splitlines() == tokens + tree


@pytest.mark.parametrize("option", ["--tokens", "--tree"])
def test_without_a_file_there_is_nothing_to_dump(hierc: Hierc, option: str) -> None:
    assert hierc("doctor", option).status == 2


def test_a_catalog_that_is_not_there_is_said_and_exits_1(hierc: Hierc, monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setattr("hierannot_dsl.resources.catalog_folder", lambda: tmp_path)
    run = hierc("doctor")
    assert run.status == 1
    assert dict(facts(run.out))["catalog"] == f"missing: {tmp_path.as_posix()}"
