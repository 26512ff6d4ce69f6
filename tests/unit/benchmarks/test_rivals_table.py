from pathlib import Path

import pytest

from benchmarks.rivals_table import RULES, main


def test_every_rule_is_judged_with_and_without_contrasts(
    study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("scanpy", reason="scanpy is not installed")
    assert main([str(study)]) == 0
    printed = capsys.readouterr().out.split("\n\n")
    rows = [line.split(" | ") for line in printed[1].splitlines()[2:]]
    assert printed[0] == "truth"
    for contrasts in ("with", "without"):
        ours = {row[0].lstrip("| "): row for row in rows if row[1] == contrasts}
        assert {*RULES, "plain R", '`method="default"`', '`method="hierannot"`'} <= ours.keys()
        assert ours['`method="default"`'][2:5] == ["100.0", "0.0", "100.0"]
