import json
from pathlib import Path

from hierannot_dsl.model.document import schema_text
from tests.unit.cli.conftest import Hierc


def test_a_file_as_a_document(hierc: Hierc, blood: Path) -> None:
    run = hierc("export", "blood.hier", "--to", "json")
    document = json.loads(run.out)
    assert (run.status, run.err) == (0, "")
    assert (document["format"], document["format_version"], document["name"]) == (
        "hierannot_dsl.hierarchy",
        1,
        "blood",
    )
    assert [root["name"] for root in document["roots"]] == ["T cell", "B cell"]


def test_every_reading_command_takes_the_document(hierc: Hierc, blood: Path, tmp_path: Path) -> None:
    run = hierc("export", "blood.hier", "--out", "out/blood.json")
    assert (run.status, run.out, run.err) == (0, "", "wrote out/blood.json\n")
    assert hierc("tree", "out/blood.json").out == hierc("tree", "blood.hier").out
    assert hierc("export", "out/blood.json").out == (tmp_path / "out/blood.json").read_text("utf-8")
    assert hierc("check", "out/blood.json").out == "1 file checked: nothing to report\n"
    (tmp_path / "panel.txt").write_text("CD3D\nCD3E\nCD8A\nCD8B\nCD19\nMS4A1\n")
    reports = [
        hierc("compile", file, "--panel", "panel.txt", "--format", "json").out
        for file in ("blood.hier", "out/blood.json")
    ]
    assert reports[0] == reports[1] != ""


def test_mistakes_of_a_document_are_shown_in_it(hierc: Hierc, blood: Path, tmp_path: Path) -> None:
    text = hierc("export", "blood.hier").out
    (tmp_path / "bad.json").write_text(text.replace('"role": "major"', '"role": "mayor"'), encoding="utf-8")
    expected = (
        'error[E262]: `roots[0].role` takes `major` or `optional`, not "mayor"\n'
        "  --> bad.json:19:15\n"
        '19 |       "role": "mayor",\n'
        "   |               ^^^^^^^\n\n"
    )
    run = hierc("check", "bad.json", "blood.hier")
    assert (run.status, run.out) == (1, f"{expected}2 files checked: 1 error\n")
    run = hierc("tree", "bad.json")
    assert (run.status, run.out, run.err) == (1, "", expected)


def test_the_schema_is_printed(hierc: Hierc) -> None:
    run = hierc("schema")
    assert (run.status, run.out, run.err) == (0, schema_text(), "")


def test_a_document_becomes_a_file_of_the_language(hierc: Hierc, blood: Path, tmp_path: Path) -> None:
    hierc("export", "blood.hier", "--out", "blood.json")
    run = hierc("export", "blood.json", "--to", "hier", "--out", "again.hier")
    assert (run.status, run.out, run.err) == (0, "", "wrote again.hier\n")
    assert hierc("fmt", "--check", "again.hier").status == 0
    assert hierc("export", "again.hier").out == (tmp_path / "blood.json").read_text("utf-8")


def test_what_the_language_cannot_say_is_told(hierc: Hierc, blood: Path, tmp_path: Path) -> None:
    text = hierc("export", "blood.hier").out
    (tmp_path / "odd.json").write_text(text.replace('"role": "major"', '"callable": false'), encoding="utf-8")
    run = hierc("export", "odd.json", "--to", "hier")
    assert (run.status, run.out) == (2, "")
    assert (
        run.err == "hierc: odd.json: 'T cell' is not callable, which a .hier file cannot say: write .json\n"
    )
