"""`--fix`, `--diff` and `-` of check and lint, and what fmt says of a file that could be fixed."""

from __future__ import annotations

from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Hierc

SLIPS = """\
hierarchy blood {
  species human  # as ever
  node T cell
  {
    +CD3D, CD3E  # both
    + TRAC = 0
  }
}
"""
MENDED = """\
hierarchy blood {
  species human  # as ever
  node "T cell" {
    + CD3D
    + CD3E  # both
    + TRAC = 0
  }
}
"""
LEFT = "blood.hier:6:14: error[E040]: the weight `0` is not a number above zero\n"


@pytest.fixture
def slips(tmp_path: Path) -> Path:
    path = tmp_path / "blood.hier"
    path.write_text(SLIPS, newline="")
    return path


def stdin(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(text.encode())))


def test_check_tells_what_it_could_mend(hierc: Hierc, slips: Path) -> None:
    last = hierc("check", "blood.hier").out.splitlines()[-1]
    assert last == "1 file checked: 4 errors (to be mended: 2 by --fix)"
    assert slips.read_text() == SLIPS


def test_check_mends_and_reports_what_is_left(hierc: Hierc, slips: Path) -> None:
    run = hierc("check", "--fix", "--format", "concise", "blood.hier")
    assert (run.status, run.out) == (1, LEFT)
    assert run.err.splitlines() == [
        "wrote blood.hier",
        "blood.hier: move the brace up",
        "blood.hier: put each statement on a line of its own",
        "blood.hier: put the name in quotes",
    ]
    assert slips.read_text() == MENDED
    before = slips.stat().st_mtime_ns
    assert hierc("check", "--fix", "blood.hier").err == ""
    assert slips.stat().st_mtime_ns == before


@pytest.mark.parametrize("command", ["check", "lint"])
def test_diff_writes_nothing(hierc: Hierc, slips: Path, command: str) -> None:
    run = hierc(command, "--diff", "blood.hier")
    assert run.status == 1
    assert run.out.splitlines()[:3] == ["--- blood.hier", "+++ blood.hier (fixed)", "@@ -1,8 +1,8 @@"]
    assert '+  node "T cell" {' in run.out.splitlines()
    assert "E040" in run.err
    assert slips.read_text() == SLIPS


def test_diff_of_what_needs_no_fix_is_empty(hierc: Hierc, blood: Path) -> None:
    run = hierc("check", "--diff", "blood.hier")
    assert (run.status, run.out, run.err) == (0, "", "")


def test_diff_tells_a_missing_line_end(hierc: Hierc, tmp_path: Path) -> None:
    (tmp_path / "a.hier").write_text("hierarchy a {\n  node x {\n  }\n}")
    out = hierc("check", "--diff", "a.hier").out
    assert out.endswith(" }\n\\ No newline at end of file\n")


@pytest.mark.parametrize("command", ["check", "lint"])
def test_stdin_goes_to_stdout_and_findings_to_stderr(
    hierc: Hierc, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    stdin(SLIPS.removesuffix("\n"), monkeypatch)
    run = hierc(command, "--fix", "--stdin-filename", "blood.hier", "-")
    assert (run.status, run.out) == (1, MENDED.removesuffix("\n"))
    assert "blood.hier:6:14" in run.err


def test_stdin_is_checked(hierc: Hierc, monkeypatch: pytest.MonkeyPatch) -> None:
    stdin(MENDED, monkeypatch)
    run = hierc("check", "--format", "concise", "-")
    assert (run.status, run.out, run.err) == (1, LEFT.replace("blood", "stdin"), "")


def test_fmt_names_the_command_that_mends(hierc: Hierc, slips: Path) -> None:
    run = hierc("fmt", "blood.hier")
    assert run.err.splitlines()[-2:] == [
        "blood.hier: left as it is",
        "help: `hierc check --fix blood.hier` mends what leaves no doubt",
    ]
    slips.write_text(MENDED)
    assert hierc("fmt", "blood.hier").err.splitlines()[-1] == "blood.hier: left as it is"


def test_what_is_imported_is_not_written(hierc: Hierc, slips: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.hier"
    mine.write_text("hierarchy mine extends blood {\n}\n")
    run = hierc("check", "--fix", "mine.hier")
    assert run.status == 1
    assert "--fix" not in run.out
    assert slips.read_text() == SLIPS


IGNORED = """\
hierarchy blood {
  # hier: ignore E043 from an old list
  node "T cell" {
    +CD3D
    + CD3E = 0  # hier: ignore E040 an error cannot be ignored
  }
  node "B cell" {
    +CD19
  }
}
"""


def test_check_and_compile_honour_comments_that_ignore(hierc: Hierc, tmp_path: Path) -> None:
    (tmp_path / "blood.hier").write_text(IGNORED)
    run = hierc("check", "--format", "concise", "blood.hier")
    assert [line.split(": ")[0] for line in run.out.splitlines()] == ["blood.hier:5:14", "blood.hier:8:5"]
    (tmp_path / "blood.hier").write_text(IGNORED.replace(" = 0", "").replace("+CD19", "+ CD19"))
    (tmp_path / "panel.txt").write_text("CD3D\nCD3E\nCD19\n")
    compiled = hierc("compile", "blood.hier", "--panel", "panel.txt", "--fail-on", "warning")
    assert "E043" not in compiled.err
    (tmp_path / "blood.hier").write_text(IGNORED.replace(" = 0", ""))
    assert "blood.hier:8:5" in hierc("compile", "blood.hier", "--panel", "panel.txt").err


def test_compile_honours_them_for_what_a_panel_costs(hierc: Hierc, tmp_path: Path) -> None:
    for name in ("panel.txt", "other.txt"):
        (tmp_path / name).write_text("CD3D\nX\n")
    node = '  node "T cell" {\n    + CD3D\n    + CD3E\n  }\n'
    for comment, status in (("", 1), ("  # hier: ignore P303 a small panel\n", 0)):
        (tmp_path / "blood.hier").write_text(f"hierarchy blood {{\n{comment}{node}}}\n")
        for panels in (("--panel", "panel.txt"), ("--panel", "panel.txt", "--against", "other.txt")):
            assert hierc("compile", "blood.hier", *panels, "--fail-on", "warning").status == status


def test_comments_of_an_imported_file_count_there(hierc: Hierc, tmp_path: Path) -> None:
    (tmp_path / "blood.hier").write_text(IGNORED.replace(" = 0", ""))
    (tmp_path / "mine.hier").write_text("# hier: ignore E043 not here\nhierarchy mine extends blood {\n}\n")
    lines = hierc("check", "--format", "concise", "mine.hier").out.splitlines()
    assert lines == [
        "blood.hier:8:5: warning[E043]: no space between `+` and `CD19` (imported by mine.hier:2)",
    ]
