from pathlib import Path

import pytest

from tests.unit.cli.conftest import BLOOD, Hierc

FIVE_MISTAKES = """\
hierarchy blood {
  tissues "blood"
  node "T cell" {
    + CD3D
    + CD3D
    + CD3E = -1
    rescue 2
  }
  drop "B cell"
}
"""


def test_a_clean_file_says_so(hierc: Hierc, blood: Path) -> None:
    run = hierc("check", "blood.hier")
    assert (run.status, run.out, run.err) == (0, "1 file checked: nothing to report\n", "")


def test_every_mistake_of_a_file_is_reported_in_one_run(hierc: Hierc, tmp_path: Path) -> None:
    (tmp_path / "bad.hier").write_text(FIVE_MISTAKES, encoding="utf-8")
    run = hierc("check", "--format", "concise", "bad.hier")
    assert run.status == 1
    places = [line.split(": ")[0] for line in run.out.splitlines()]
    assert places == [
        "bad.hier:2:3",
        "bad.hier:5:7",
        "bad.hier:6:14",
        "bad.hier:7:12",
        "bad.hier:9:8",
    ]


def test_the_human_form_ends_with_a_tally(hierc: Hierc, tmp_path: Path) -> None:
    (tmp_path / "bad.hier").write_text(FIVE_MISTAKES, encoding="utf-8")
    assert hierc("check", "bad.hier").out.splitlines()[-1] == "1 file checked: 5 errors"


def test_a_missing_file_cannot_be_checked_and_the_others_are(hierc: Hierc, blood: Path) -> None:
    run = hierc("check", "nope.hier", "blood.hier")
    assert run.status == 2
    assert run.err == "hierc: nope.hier: No such file or directory\n"
    assert run.out == "1 file checked: nothing to report\n"


def test_a_file_that_is_not_text_cannot_be_checked(hierc: Hierc, tmp_path: Path) -> None:
    (tmp_path / "latin.hier").write_bytes("# Zürich\n".encode("latin-1"))
    run = hierc("check", "latin.hier")
    assert run.status == 2
    assert run.err == "hierc: latin.hier is not UTF-8: line 1 holds the byte 0xfc\n"


def test_of_a_folder_all_hier_files_are_checked_in_it_and_below(hierc: Hierc, tmp_path: Path) -> None:
    for path in ("b.hier", "a/c.hier", ".git/d.hier", "notes.txt"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text("hierarchy\n", encoding="utf-8")
    places = [line.split(": ")[0] for line in hierc("check", ".", "--format", "concise").out.splitlines()]
    assert places == ["a/c.hier:1:10", "b.hier:1:10"]
    run = hierc("check", ".git/..", "a", "a/c.hier")
    assert run.out.endswith("2 files checked: 2 errors\n")


def test_a_folder_without_hier_files_is_told(hierc: Hierc, tmp_path: Path) -> None:
    (tmp_path / "genes.txt").write_text("CD3D\n")
    for command in (("check",), ("lint",), ("fmt",)):
        run = hierc(*command, ".")
        assert (run.status, run.out, run.err) == (2, "", "hierc: . holds no .hier file\n")


def test_a_list_of_genes_is_told_once_with_what_reads_it(hierc: Hierc, tmp_path: Path) -> None:
    (tmp_path / "genes.txt").write_text("".join(f"GENE{number}\n" for number in range(1500)))
    run = hierc("check", "genes.txt")
    assert run.status == 1
    assert run.out == (
        "error[E014]: `genes.txt` is no hierarchy; it looks like a list of genes\n"
        " --> genes.txt:1:1\n"
        "1 | GENE0\n"
        "  | ^^^^^\n"
        "  = help: `--panel genes.txt` reads it; `hierc init NAME` writes a first hierarchy\n"
        "\n"
        "1 file checked: 1 error\n"
    )


@pytest.mark.parametrize("command", ["check", "lint", "fmt", "test"])
def test_a_built_in_is_no_file(hierc: Hierc, command: str) -> None:
    run = hierc(command, "colon_tme")
    assert (run.status, run.out) == (2, "")
    assert run.err == (
        "hierc: colon_tme: No such file or directory\n"
        "hierc: help: `colon_tme` is a built-in; this command takes files\n"
    )


def test_a_hierarchy_without_nodes_is_told_by_check_and_compile(hierc: Hierc, tmp_path: Path) -> None:
    (tmp_path / "mine.hier").write_text("hierarchy mine {\n}\n")
    (tmp_path / "genes.txt").write_text("CD3D\nCD3E\n")
    run = hierc("check", "mine.hier", "--format", "concise")
    assert (run.status, run.out) == (0, "mine.hier:1:11: warning[E122]: `mine` has no node\n")
    run = hierc("compile", "mine.hier", "--panel", "genes.txt")
    assert (run.status, run.out) == (1, "")
    assert "error[P309]: `mine` has no node that a panel could score\n" in run.err


def test_names_with_spaces_and_other_letters_are_names(hierc: Hierc, tmp_path: Path) -> None:
    folder = tmp_path / "Sang périphérique 血"
    folder.mkdir()
    (folder / "meine Hierarchie.hier").write_text(FIVE_MISTAKES, encoding="utf-8")
    run = hierc("check", "--format", "concise", "Sang périphérique 血/meine Hierarchie.hier")
    assert run.out.startswith("Sang périphérique 血/meine Hierarchie.hier:2:3: error[")


def test_an_absolute_path_below_the_current_folder_is_shown_as_a_relative_one(
    hierc: Hierc, tmp_path: Path
) -> None:
    (tmp_path / "bad.hier").write_text(FIVE_MISTAKES, encoding="utf-8")
    run = hierc("check", "--format", "concise", str(tmp_path / "bad.hier"))
    assert run.out.startswith("bad.hier:2:3: ")


def test_windows_line_ends_are_read_and_reported(hierc: Hierc, tmp_path: Path) -> None:
    (tmp_path / "windows.hier").write_bytes(BLOOD.replace("\n", "\r\n").encode())
    run = hierc("check", "windows.hier")
    assert run.status == 0
    assert "CR" in run.out
    assert hierc("check", "--fail-on", "note", "windows.hier").status == 1


def test_a_base_in_another_folder_is_found_through_catalog(hierc: Hierc, blood: Path, tmp_path: Path) -> None:
    (tmp_path / "study").mkdir()
    (tmp_path / "study/mine.hier").write_text("hier 1\nhierarchy mine extends blood {\n}\n")
    assert hierc("check", "study/mine.hier").status == 1
    run = hierc("check", "study/mine.hier", "--catalog", ".")
    assert (run.status, run.out) == (0, "1 file checked: nothing to report\n")


def test_the_same_run_gives_the_same_bytes(hierc: Hierc, tmp_path: Path) -> None:
    (tmp_path / "bad.hier").write_text(FIVE_MISTAKES, encoding="utf-8")
    assert hierc("check", "bad.hier") == hierc("check", "bad.hier")
