from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest

from tests.unit.cli.conftest import Hierc

T_CELL = "  express CD3D = 3\n  express CD3E = 2.5\n  express TRAC = 3\n  express LTB = 3\n"
PASSING = f'test "T cells" {{\n{T_CELL}  expect "T cell"\n}}\n'
FAILING = f'test "wrong" {{\n{T_CELL}  expect "B cell"  # why\n}}\n'
B_CELL = "  express CD19 = 3\n  express CD79A = 3\n  express MS4A1 = 3\n"
CIRCULAR = f'test "itself" {{\n{B_CELL}  expect "B cell"\n}}\n'


def write(path: Path, *texts: str) -> Path:
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text("".join(texts), encoding="utf-8")
    return path


def test_a_file_with_the_tests_beside_it(hierc: Hierc, blood: Path) -> None:
    write(blood.with_name("blood.test.hier"), PASSING)
    assert hierc("test", "blood.hier") == hierc("test", "blood.test.hier")
    run = hierc("test", "blood.hier")
    assert (run.status, run.out, run.err) == (0, "1 test: 1 passed\n", "")


def test_tests_in_a_hierarchy(hierc: Hierc, blood: Path) -> None:
    inside = "".join(f"  {line}\n" for line in PASSING.splitlines())
    write(blood, blood.read_text().removesuffix("}\n"), inside, "}\n")
    assert hierc("test", "blood.hier").out == "1 test: 1 passed\n"


def test_a_failure_is_shown_in_its_place(hierc: Hierc, blood: Path) -> None:
    write(blood.with_name("blood.test.hier"), PASSING, FAILING)
    run = hierc("test", "blood.hier")
    assert run.status == 1
    assert run.out.splitlines()[:4] == [
        "error[T601]: `wrong` is called `T cell`, expected `B cell`",
        "  --> blood.test.hier:13:3",
        '13 |   expect "B cell"  # why',
        "   |   ^^^^^^^^^^^^^^^",
    ]
    assert run.out.splitlines()[-1] == "2 tests: 1 passed, 1 failed"


def test_a_folder_is_searched_for_tests_and_for_hierarchies(
    hierc: Hierc, blood: Path, tmp_path: Path
) -> None:
    write(tmp_path / "catalog/tests/blood.test.hier", PASSING)
    write(tmp_path / "catalog/tests/more.hier", PASSING.replace('cells"', 'cells" for blood'))
    assert hierc("test", "catalog").status == 1
    blood.rename(tmp_path / "catalog/blood.hier")
    run = hierc("test", "catalog")
    assert (run.status, run.out) == (0, "2 tests in 2 files: 2 passed\n")
    assert hierc("test", "catalog/tests/blood.test.hier").status == 1
    assert hierc("test", "catalog/tests/blood.test.hier", "--catalog", "catalog").status == 0


def test_a_text_chooses_tests_by_their_names(hierc: Hierc, blood: Path) -> None:
    write(blood.with_name("blood.test.hier"), PASSING, FAILING)
    assert hierc("test", "blood.hier", "-k", "t CELL").out == "1 test: 1 passed\n"
    assert hierc("test", "blood.hier", "-k", "blood").status == 1
    run = hierc("test", "blood.hier", "-k", "nothing")
    assert run.status == 1
    assert run.out.startswith("error[T603]: no test has `nothing` in its name\n")


def test_no_test_fails(hierc: Hierc, blood: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for path in ("blood.hier", "empty"):
        run = hierc("test", path)
        assert run.status == 1
        assert run.out.startswith("error[T603]: there is no test\n")
        assert run.out.splitlines()[-1] == "0 tests"


def test_a_file_with_errors_is_not_run_and_the_others_are(hierc: Hierc, blood: Path, tmp_path: Path) -> None:
    write(tmp_path / "a/blood.test.hier", PASSING)
    write(tmp_path / "a/bad.hier", "hierarchy bad extends blood {\n  colour x\n}\n", PASSING)
    write(tmp_path / "a/child.hier", "hierarchy child extends bad {\n}\n", PASSING)
    run = hierc("test", "a", "--catalog", ".")
    assert run.status == 1
    assert "error[E201]" in run.out
    assert run.out.splitlines()[-1] == "1 test: 1 passed; 2 files with errors were not run"


def test_circular_tests_fail_on_request_only(hierc: Hierc, blood: Path) -> None:
    write(blood.with_name("blood.test.hier"), CIRCULAR)
    run = hierc("test", "blood.hier")
    assert run.status == 0
    assert run.out.startswith("warning[L464]: ")
    assert hierc("test", "blood.hier", "--fail-on", "warning").status == 1


def test_profiles_and_panels_beside_the_test(hierc: Hierc, blood: Path, tmp_path: Path) -> None:
    write(
        tmp_path / "cells.csv",
        "gene,one,two\nCD3D,3,0\nCD3E,3,0\nTRAC,3,0\n",
        *(f"G{n},1,1\n" for n in range(99)),
    )
    write(tmp_path / "small.txt", "CD3D\nMS4A1\n")
    test = 'test "a table" {\n  profile "cells.csv" column "one"\n  expect "T cell"\n}\n'
    panel = 'test "a panel" {\n  panel "small.txt" keeps "T cell" at least 2\n}\n'
    write(blood.with_name("blood.test.hier"), test, panel)
    run = hierc("test", "blood.hier")
    assert run.status == 1
    lines = run.out.splitlines()
    assert (
        lines[0] == "error[T602]: `small.txt` keeps 1 of 3 positive markers of `T cell`, `a panel` asks for 2"
    )
    assert "  = note: not measured: CD3E, TRAC" in lines
    assert lines[-1] == "2 tests: 1 passed, 1 failed"


def test_bless_writes_what_is_observed(hierc: Hierc, blood: Path) -> None:
    path = write(blood.with_name("blood.test.hier"), PASSING, FAILING)
    run = hierc("test", "blood.hier", "--bless")
    assert run.status == 0
    assert run.out == "2 tests: 2 passed\n"
    assert run.err == 'blood.test.hier:13: expected `B cell`, now `expect "T cell"`\n'
    assert path.read_text() == PASSING + FAILING.replace('"B cell"', '"T cell"')
    assert hierc("test", "blood.hier", "--bless").err == ""


def test_bless_leaves_files_with_errors_alone(hierc: Hierc, blood: Path) -> None:
    text = FAILING + 'test "nothing" {\n}\n'
    path = write(blood.with_name("blood.test.hier"), text)
    run = hierc("test", "blood.hier", "--bless")
    assert run.status == 1
    assert run.err == "blood.test.hier: left as it is, it has errors\n"
    assert path.read_text() == text


def test_bless_keeps_the_line_ends_of_the_file(hierc: Hierc, blood: Path) -> None:
    path = blood.with_name("blood.test.hier")
    path.write_bytes(FAILING.replace("\n", "\r\n").encode())
    hierc("test", "blood.hier", "--bless")
    assert path.read_bytes() == FAILING.replace('"B cell"', '"T cell"').replace("\n", "\r\n").encode()


def test_bless_heeds_the_choice(hierc: Hierc, blood: Path) -> None:
    path = write(blood.with_name("blood.test.hier"), PASSING, FAILING)
    hierc("test", "blood.hier", "--bless", "-k", "T cells")
    assert path.read_text() == PASSING + FAILING


def test_json_says_what_every_test_was_called(hierc: Hierc, blood: Path) -> None:
    write(blood.with_name("blood.test.hier"), PASSING, FAILING)
    document = json.loads(hierc("test", "blood.hier", "--format", "json").out)
    assert (document["format"], document["format_version"]) == ("hierannot_dsl.tests", 1)
    assert (document["tests"], document["failed"]) == (2, 1)
    first, second = document["files"][0]["tests"]
    assert (first["name"], first["hierarchy"], first["line"], first["passed"]) == (
        "T cells",
        "blood",
        1,
        True,
    )
    assert first["called"] | {"margin": 0} == {
        "label": "T cell",
        "status": "resolved",
        "path": ["T cell"],
        "reason": None,
        "confidence": "high",
        "leader": "T cell",
        "runner_up": "B cell",
        "margin": 0,
    }
    assert second["expectations"] == [{"line": 13, "expected": "B cell", "holds": False}]
    assert second["findings"] == ["T601"]
    (diagnostic,) = document["diagnostics"]
    assert diagnostic["code"] == "T601"
    assert len(diagnostic["notes"]) == 3


def test_junit_has_a_case_for_each_test(hierc: Hierc, blood: Path, tmp_path: Path) -> None:
    write(blood.with_name("blood.test.hier"), PASSING, FAILING)
    write(tmp_path / "bad.hier", "hierarchy bad {\n  colour x\n}\n")
    run = hierc("test", "blood.hier", "bad.hier", "--format", "junit")
    assert run.status == 1
    root = Xml.fromstring(run.out.encode())
    assert root.attrib == {"name": "hierc test", "tests": "3", "failures": "1", "errors": "1"}
    assert [(suite.get("name"), suite.get("tests")) for suite in root] == [
        ("blood.test.hier", "2"),
        ("bad.hier", "1"),
    ]
    passed, failed = root[0]
    assert (passed.get("classname"), passed.get("name"), len(passed)) == ("blood", "T cells", 0)
    (failure,) = failed
    assert failure.get("type") == "T601"
    assert failure.get("message") == "`wrong` is called `T cell`, expected `B cell`"
    assert failure.text is not None
    assert failure.text.startswith("error[T601]")
    assert root[1][0][0].tag == "error"


def test_junit_of_no_tests_is_an_error(hierc: Hierc, blood: Path) -> None:
    root = Xml.fromstring(hierc("test", "blood.hier", "--format", "junit").out.encode())
    assert (root.get("tests"), root.get("errors")) == ("1", "1")


@pytest.mark.parametrize("format_", ["human", "concise", "json", "sarif", "github", "junit"])
def test_the_same_run_gives_the_same_bytes(hierc: Hierc, blood: Path, format_: str) -> None:
    write(blood.with_name("blood.test.hier"), PASSING, FAILING, CIRCULAR)
    first = hierc("test", "blood.hier", "--format", format_)
    assert first.status == 1
    assert first == hierc("test", "blood.hier", "--format", format_)


def test_a_file_that_is_not_there_cannot_be_tested(hierc: Hierc, blood: Path) -> None:
    write(blood.with_name("blood.test.hier"), PASSING)
    run = hierc("test", "nope.hier", "blood.hier")
    assert run.status == 2
    assert run.err == "hierc: nope.hier: No such file or directory\n"
    assert run.out == "1 test: 1 passed\n"


def test_the_published_method_can_be_asked(hierc: Hierc, blood: Path) -> None:
    write(blood.with_name("blood.test.hier"), PASSING)
    assert hierc("test", "blood.hier", "--method", "hierannot").out.endswith("\n")
    assert hierc("test", "blood.hier", "--method", "other").status == 2


def test_names_with_characters_that_xml_cannot_hold(hierc: Hierc, blood: Path) -> None:
    write(blood.with_name("blood.test.hier"), PASSING.replace("T cells", 'a \ufffe <b> & \\"c\\"'))
    root = Xml.fromstring(hierc("test", "blood.hier", "--format", "junit").out.encode())
    assert "<b> &" in str(root[0][0].get("name"))


def test_of_what_could_not_be_read_nothing_else_is_said(hierc: Hierc) -> None:
    run = hierc("test", "missing.hier")
    assert (run.status, run.out, run.err) == (2, "", "hierc: missing.hier: No such file or directory\n")
