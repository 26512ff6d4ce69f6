import json
from pathlib import Path

from hierannot_dsl.lint.pages import pages
from hierannot_dsl.lint.rules import RULES
from tests.unit.cli.conftest import Hierc


def test_rules_are_listed_a_line_each(hierc: Hierc) -> None:
    lines = hierc("rules").out.splitlines()
    assert [line.split()[:2] for line in lines] == [[rule.code, rule.name] for rule in RULES]
    off = [line.split()[0] for line in lines if line.endswith("(off by default)")]
    assert off == ["L437"]


def test_all_kinds_are_listed_on_request(hierc: Hierc) -> None:
    codes = [line.split()[0] for line in hierc("rules", "--all").out.splitlines()]
    assert codes == sorted(codes)
    assert {"E205", "P301", "L405", "X501", "X521"} <= set(codes)


def test_rules_for_programs(hierc: Hierc) -> None:
    listed = json.loads(hierc("rules", "--format", "json").out)
    assert listed["format_version"] == 1
    assert [rule["code"] for rule in listed["rules"]] == [rule.code for rule in RULES]
    (lone,) = (rule for rule in listed["rules"] if rule["name"] == "lone-variant")
    assert lone["severity"] == "warning"
    assert lone["default"] is True
    assert lone["summary"] == "A node or contrast without markers of its own has one variant."
    assert lone["example"].startswith('node "Dendritic cell" {\n  variant "cDC1" {\n')
    assert not next(rule for rule in listed["rules"] if rule["code"] == "L437")["default"]


def test_pages_are_written_into_a_folder(hierc: Hierc, tmp_path: Path) -> None:
    run = hierc("rules", "--out", "pages/rules")
    assert (run.status, run.out) == (0, "")
    written = {p.name: p.read_text(encoding="utf-8") for p in (tmp_path / "pages/rules").iterdir()}
    assert written == pages()
