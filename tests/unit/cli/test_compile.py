import json
from pathlib import Path

import pytest

from hierannot_dsl.program import Program
from tests.unit.cli.conftest import Hierc

GENES = "# our panel\nCD3D\ncd3e\nMS4A1\nCD79A\nCD8A\n"


@pytest.fixture
def genes(tmp_path: Path) -> Path:
    path = tmp_path / "genes.txt"
    path.write_text(GENES, encoding="utf-8")
    return path


def test_the_report_is_the_result(hierc: Hierc, blood: Path, genes: Path) -> None:
    run = hierc("compile", "blood.hier", "--panel", "genes.txt")
    assert run.status == 0
    assert run.err == ""
    lines = run.out.splitlines()
    assert lines[0] == "blood on genes.txt: 5 genes, a small panel (up to 1,500)"
    assert lines[1] == "3 nodes: 2 full, 0 fallback to parent, 1 disabled"
    assert "  renamed, by letter case: CD3E -> cd3e" in lines
    assert max(map(len, lines)) <= 80


def test_fail_on_warning_makes_a_lost_node_count(hierc: Hierc, blood: Path, genes: Path) -> None:
    assert hierc("compile", "blood.hier", "--panel", "genes.txt", "--fail-on", "warning").status == 1


@pytest.mark.parametrize(
    ("option", "summary"),
    [
        (("--min-positive", "1"), "3 nodes: 2 full, 0 fallback to parent, 1 disabled"),
        (
            ("--min-positive", "1", "--disabled-optional", "0.3"),
            "3 nodes: 2 full, 1 fallback to parent, 0 disabled",
        ),
        (("--disabled-major", "0.7"), "3 nodes: 1 full, 0 fallback to parent, 2 disabled"),
        (
            ("--disabled-major", "0.7", "--preserve-major-immune-subtypes"),
            "3 nodes: 2 full, 0 fallback to parent, 1 disabled",
        ),
    ],
)
def test_thresholds_are_options(
    hierc: Hierc, blood: Path, genes: Path, option: tuple[str, ...], summary: str
) -> None:
    assert hierc("compile", "blood.hier", "--panel", "genes.txt", *option).out.splitlines()[1] == summary


def test_out_holds_a_program_and_the_report(hierc: Hierc, blood: Path, genes: Path, tmp_path: Path) -> None:
    run = hierc("compile", "blood.hier", "--panel", "genes.txt", "--out", "compiled/here")
    assert run.err == "wrote compiled/here/blood.hierc.json\nwrote compiled/here/blood.retention.csv\n"
    program = Program.loads((tmp_path / "compiled/here/blood.hierc.json").read_text())
    assert (program.hierarchy, program.panel) == ("blood", "genes.txt")
    assert program.names == ("T cell", "B cell")
    report = hierc("compile", "blood.hier", "--panel", "genes.txt", "--format", "csv").out
    assert (tmp_path / "compiled/here/blood.retention.csv").read_text() == report


def test_json_is_one_object(hierc: Hierc, blood: Path, genes: Path) -> None:
    document = json.loads(hierc("compile", "blood.hier", "--panel", "genes.txt", "--format", "json").out)
    assert [node["status"] for node in document["nodes"]] == ["full", "disabled", "full"]


def test_a_panel_of_other_ids_is_an_error_that_says_so(hierc: Hierc, blood: Path, tmp_path: Path) -> None:
    (tmp_path / "ids.txt").write_text("ENSG00000167286\nENSG00000198851\n")
    run = hierc("compile", "blood.hier", "--panel", "ids.txt")
    assert (run.status, run.out) == (1, "")
    assert "Ensembl ids such as `ENSG00000167286`" in run.err


def test_a_missing_panel_cannot_run(hierc: Hierc, blood: Path) -> None:
    run = hierc("compile", "blood.hier", "--panel", "nope.txt")
    assert (run.status, run.err) == (2, "hierc: nope.txt: No such file or directory\n")


def test_an_empty_panel_cannot_run(hierc: Hierc, blood: Path, tmp_path: Path) -> None:
    (tmp_path / "none.txt").write_text("# nothing yet\n")
    run = hierc("compile", "blood.hier", "--panel", "none.txt")
    assert (run.status, run.err) == (2, "hierc: none.txt holds no gene\n")


def test_findings_of_the_file_are_told_beside_the_report(hierc: Hierc, blood: Path, genes: Path) -> None:
    blood.write_bytes(blood.read_bytes().replace(b"\n", b"\r\n"))
    run = hierc("compile", "blood.hier", "--panel", "genes.txt", "--format", "json")
    assert run.status == 0
    assert json.loads(run.out)["hierarchy"] == "blood"
    assert "CR" in run.err
