from pathlib import Path

import pytest

from tests.unit.cli.conftest import BLOOD, Hierc
from tests.unit.refactor.files import BASE, MINE

TESTS = """\
test "a T cell" {
  express CD3D = 3
  express CD2 = 1
  expect "T cell"
}
"""


@pytest.fixture
def files(tmp_path: Path) -> None:
    (tmp_path / "base.hier").write_text(BASE, encoding="utf-8")
    (tmp_path / "mine.hier").write_text(MINE, encoding="utf-8")


def test_a_rename_is_written_and_counted(hierc: Hierc, files: None, tmp_path: Path) -> None:
    run = hierc("rename", "base.hier", "Luminal", "Lumen", "--in", "base")
    assert (run.status, run.out) == (0, "")
    assert run.err.startswith("base.hier: changed in 2 places\n")
    text = (tmp_path / "base.hier").read_text("utf-8")
    assert text == BASE.replace('node "Luminal"', 'node "Lumen"').replace('> "Luminal"', '> "Lumen"')


def test_files_beside_it_that_need_the_same_change_are_shown(hierc: Hierc, files: None) -> None:
    run = hierc("rename", "base.hier", "Luminal", "Lumen")
    assert run.status == 0
    assert run.err == (
        "base.hier: changed in 2 places\n"
        "files beside it need the same change:\n\n"
        'error[E110]: `"Luminal"` is no node of `mine` before its edits\n'
        " --> mine.hier:3:6\n"
        '3 |   in "Luminal" {\n'
        "  |      ^^^^^^^^^\n\n"
    )


def test_dry_run_prints_a_diff_and_writes_nothing(hierc: Hierc, files: None, tmp_path: Path) -> None:
    run = hierc("mv", "mine.hier", "B cell", "Mural", "--dry-run")
    assert (run.status, run.err) == (0, "")
    assert run.out == (
        "--- mine.hier\n"
        "+++ mine.hier (changed)\n"
        "@@ -12,4 +12,6 @@\n"
        '   node "Mural" {\n'
        "     + RGS5\n"
        "   }\n"
        "+\n"
        '+  move "B cell" under "Mural"\n'
        " }\n"
    )
    assert (tmp_path / "mine.hier").read_text("utf-8") == MINE


def test_a_move_is_written(hierc: Hierc, files: None, tmp_path: Path) -> None:
    assert hierc("mv", "mine.hier", "Immune > B cell", '"Epithelial" > "Basal"').status == 0
    assert '  move "B cell" under "Basal"\n}\n' in (tmp_path / "mine.hier").read_text("utf-8")
    assert hierc("check", "mine.hier").status == 0
    run = hierc("mv", "mine.hier", "B cell", "Basal")
    assert (run.status, run.err) == (0, "mine.hier: nothing to change\n")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("rename", "mine.hier", "Mral", "X"), "E110"),
        (("rename", "mine.hier", "Mural", "Basal"), "E141"),
        (("rename", "mine.hier", "Mural", "a\u2028b"), "E145"),
        (("mv", "mine.hier", "Epithelial", "Luminal"), "E118"),
    ],
)
def test_what_is_refused_writes_nothing(
    hierc: Hierc, files: None, tmp_path: Path, arguments: tuple[str, ...], code: str
) -> None:
    run = hierc(*arguments)
    assert (run.status, run.out) == (1, "")
    assert run.err.startswith(f"error[{code}]: ")
    assert run.err.endswith("mine.hier: left as it is\n")
    assert (tmp_path / "mine.hier").read_text("utf-8") == MINE


def test_near_names_are_offered(hierc: Hierc, files: None) -> None:
    assert hierc("rename", "mine.hier", "Mral", "X").err.splitlines()[:2] == [
        'error[E110]: `"Mral"` is no node of `mine`',
        " = help: did you mean `Mural`?",
    ]


def test_a_file_with_mistakes_is_left_as_it_is(hierc: Hierc, blood: Path) -> None:
    blood.write_text(BLOOD.replace("+ CD3E", "+ CD3E = high"), encoding="utf-8")
    run = hierc("rename", "blood.hier", "T cell", "X")
    assert run.status == 1
    assert "error[E040]" in run.err
    assert run.err.endswith("blood.hier: left as it is\n")


def test_tests_in_a_file_of_their_own_follow(hierc: Hierc, blood: Path, tmp_path: Path) -> None:
    tests = tmp_path / "blood.test.hier"
    tests.write_text(TESTS, encoding="utf-8")
    run = hierc("rename", "blood.hier", "T cell", "T lymphocyte")
    assert run.err == "blood.hier: changed in 1 place\nblood.test.hier: changed in 1 place\n"
    assert tests.read_text(encoding="utf-8") == TESTS.replace('T cell"\n}', 'T lymphocyte"\n}')
    assert hierc("check", "blood.hier", "blood.test.hier").status == 0


def test_tests_of_an_inherited_node_follow_the_edit(hierc: Hierc, files: None, tmp_path: Path) -> None:
    text = 'test "b" for mine {\n  expect "Epithelial" > "Basal"\n  express KRT5 = 3\n  express TP63 = 1\n}\n'
    (tmp_path / "checks.hier").write_text(text, encoding="utf-8")
    run = hierc("rename", "mine.hier", "Basal", "Outer", "--dry-run")
    assert run.out.endswith(
        '-  expect "Epithelial" > "Basal"\n+  expect "Epithelial" > "Outer"\n'
        "   express KRT5 = 3\n   express TP63 = 1\n }\n"
    )
    assert hierc("rename", "mine.hier", "Basal", "Outer").err.endswith("checks.hier: changed in 1 place\n")
    assert hierc("mv", "mine.hier", "Outer", "Mural").status == 0
    assert '  expect "Mural" > "Outer"\n' in (tmp_path / "checks.hier").read_text(encoding="utf-8")


def test_neighbours_that_cannot_be_read_are_told_of(hierc: Hierc, blood: Path, tmp_path: Path) -> None:
    (tmp_path / "blood.test.hier").write_text(TESTS.replace("expect", "expects"), encoding="utf-8")
    (tmp_path / "broken.hier").write_text("hierarchy blood {", encoding="utf-8")
    (tmp_path / "latin.hier").write_bytes(b'hierarchy blood {\n  title "\xe9"\n}\n')
    run = hierc("rename", "blood.hier", "T cell", "T lymphocyte")
    assert run.status == 0
    first, second = run.err.splitlines()
    assert first.startswith("not looked at: latin.hier is not UTF-8")
    assert second == "blood.hier: changed in 1 place"


def test_what_is_no_file_is_not_written(hierc: Hierc, tmp_path: Path) -> None:
    run = hierc("rename", "tme_core", "Epithelial", "Epithelia")
    assert run.status == 2
    assert "tme_core is built in, and only files can be changed" in run.err
    assert not (tmp_path / "tme_core").exists()


@pytest.mark.parametrize("name", ["none.hier", "blood.json"])
def test_only_hier_files_are_refactored(hierc: Hierc, blood: Path, name: str) -> None:
    hierc("export", "blood.hier", "--out", "blood.json")
    assert hierc("rename", name, "T cell", "X").status == 2
