from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

UNTIDY = 'hierarchy a {\r\n   node "T cell" { # about T\r\n+ CD3E\n\n\n     + CD3D\n+ CD2\n}\n}'
TIDY = 'hierarchy a {\n  node "T cell" {  # about T\n    + CD3E\n\n    + CD2\n    + CD3D\n  }\n}\n'


def test_files_are_rewritten_and_only_if_they_change(hierc, tmp_path: Path) -> None:
    file = tmp_path / "a b.hier"
    file.write_bytes(UNTIDY.encode())
    run = hierc("fmt", "a b.hier")
    assert (run.status, run.out, run.err) == (0, "", "a b.hier: formatted\n")
    assert file.read_bytes().decode() == TIDY
    before = file.stat().st_mtime_ns
    assert hierc("fmt", "a b.hier").err == ""
    assert file.stat().st_mtime_ns == before


def test_check_writes_nothing_and_exits_1(hierc, tmp_path: Path) -> None:
    (tmp_path / "a.hier").write_bytes(UNTIDY.encode())
    (tmp_path / "b.hier").write_text(TIDY)
    run = hierc("fmt", "--check", "a.hier", "b.hier")
    assert (run.status, run.out, run.err) == (1, "", "a.hier: would be formatted\n")
    assert (tmp_path / "a.hier").read_bytes().decode() == UNTIDY


def test_diff_shows_what_would_change(hierc, tmp_path: Path) -> None:
    (tmp_path / "a.hier").write_text(TIDY.replace("    + CD2\n    + CD3D\n", "    + CD3D\n    + CD2\n"))
    run = hierc("fmt", "--diff", "a.hier")
    assert run.status == 1
    assert run.out.splitlines()[2:] == [
        "@@ -2,7 +2,7 @@",
        '   node "T cell" {  # about T',
        "     + CD3E",
        " ",
        "+    + CD2",
        "     + CD3D",
        "-    + CD2",
        "   }",
        " }",
    ]


def test_a_file_that_cannot_be_read_is_left_as_it_is(hierc, tmp_path: Path) -> None:
    broken = 'hierarchy a {\n  node "T cell" {\n    + CD3E\n'
    (tmp_path / "a.hier").write_text(broken)
    run = hierc("fmt", "a.hier")
    assert run.status == 1
    assert "a.hier: left as it is" in run.err
    assert (tmp_path / "a.hier").read_text() == broken


def test_stdin_to_stdout(hierc, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(UNTIDY.encode())))
    run = hierc("fmt", "-")
    assert (run.status, run.out, run.err) == (0, TIDY, "")


def test_of_nothing_comes_nothing(hierc, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(b"")))
    assert hierc("fmt", "-").out == ""


def test_a_missing_file_exits_2_and_the_others_are_done(hierc, tmp_path: Path) -> None:
    (tmp_path / "a.hier").write_bytes(UNTIDY.encode())
    run = hierc("fmt", "none.hier", "a.hier")
    assert run.status == 2
    assert run.err == "hierc: none.hier: No such file or directory\na.hier: formatted\n"
