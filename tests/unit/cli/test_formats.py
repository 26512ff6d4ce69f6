"""The five formats of findings: the same bytes whatever the hash seed, and the trail of imports in each."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from hierannot_dsl.cli import main as entry
from hierannot_dsl.cli.findings import FORMATS
from hierannot_dsl.diagnostics.schema import schema_text
from tests.unit.cli.conftest import Hierc

BASE = 'hierarchy base {\n  node "γδ T" {\n    + TRDC = 0\n    +TRGC1, TRGC2\n    nonsense\n  }\n}\n'


@pytest.fixture
def chain(tmp_path: Path) -> None:
    """`mine` builds on `middle`, and that on `base`, which has the mistakes."""
    (tmp_path / "base.hier").write_text(BASE, encoding="utf-8")
    (tmp_path / "middle.hier").write_text("hier 1\nhierarchy middle extends base {\n}\n")
    (tmp_path / "mine.hier").write_text('hier 1\n\nhierarchy mine {\n  node "N" {\n    use middle\n  }\n}\n')


TRAIL = "imported by middle.hier:2, imported by mine.hier:5"


def test_every_format_says_who_imports(hierc: Hierc, chain: None) -> None:
    printed = {name: hierc("check", "--format", name, "mine.hier") for name in FORMATS}
    assert {run.status for run in printed.values()} == {1}
    assert printed["human"].out.count(f"  = note: {TRAIL}\n") == 3
    for name in ("concise", "github"):
        lines = printed[name].out.splitlines()
        assert len(lines) == 3
        assert all(TRAIL in line and "base.hier" in line for line in lines)
    for found in json.loads(printed["json"].out)["diagnostics"]:
        assert found["place"]["file"] == "base.hier"
        steps = [(step["place"]["file"], step["place"]["start"]["line"]) for step in found["related"]]
        assert steps == [("middle.hier", 2), ("mine.hier", 5)]
    for result in json.loads(printed["sarif"].out)["runs"][0]["results"]:
        assert _place(result["locations"][0])[0] == "base.hier"
        assert [_place(step) for step in result["relatedLocations"]] == [("middle.hier", 2), ("mine.hier", 5)]


def _place(location: dict) -> tuple[str, int]:
    physical = location["physicalLocation"]
    return physical["artifactLocation"]["uri"], physical["region"]["startLine"]


SCRIPT = """
from hierannot_dsl.cli.main import status_of
for command in ("check", "lint"):
    for form in ("human", "concise", "json", "sarif", "github"):
        status_of([command, "--color", "always", "--format", form, "mine.hier", "base.hier"])
status_of(["check", "--diff", "base.hier"])
"""


def test_every_format_is_the_same_for_every_hash_seed(tmp_path: Path, chain: None) -> None:
    def printed(seed: str) -> bytes:
        path = str(Path(entry.__file__).parents[2])
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path}
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT], cwd=tmp_path, env=environment, capture_output=True, check=True
        )
        return done.stdout

    first, *others = [printed(seed) for seed in ("0", "1", "12345")]
    assert len(first) > 5000
    assert others == [first, first]


def test_the_schema_of_findings_is_printed(hierc: Hierc) -> None:
    run = hierc("schema", "diagnostics")
    assert (run.status, run.out, run.err) == (0, schema_text(), "")
    assert hierc("schema", "diagnoses").status == 2
