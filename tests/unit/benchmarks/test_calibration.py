from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from benchmarks.calibration import BARE, by_level, evidence, main, reliability
from benchmarks.reliability_plot import draw_reliability
from benchmarks.workbench import Workbench


def test_reliability_by_hand() -> None:
    chances = np.array([0.5, 0.7, 0.85, 0.999, 0.999, 0.999])
    right = np.array([True, False, True, True, True, False])
    table = reliability(chances, right).set_index("stated")
    assert table.loc["0 to 0.8"].tolist() == [2, "0.600", "0.500", 1]
    assert table.loc["0.9 to 0.95"].tolist() == [0, "-", "-", 0]
    assert table.loc["0.99 to 1"].tolist() == [3, "0.999", "0.667", 1]


def test_levels_by_hand() -> None:
    calls = pd.DataFrame(
        {
            "world": ["the catalog"] * 4 + [BARE],
            "condition": ["truth", "truth", "truth", "panels", "truth"],
            "confidence": ["high", "high", "medium", "medium", "high"],
            "right": [True, False, True, False, True],
        }
    )
    table = by_level(calls).set_index("")
    assert table.loc["truth"].tolist() == [3, "66.7", "50.0", "33.3", "100.0", "0.0", "-"]
    assert table.loc["all, the catalog", "medium: right %"] == "50.0"
    assert table.loc[f"all, {BARE}", "calls"] == 1


def test_evidence_is_that_of_the_call_and_of_its_way(study: Path) -> None:
    bench = Workbench.read(study)
    result = bench.fit(bench.cases[0])
    table, calls = evidence(result), result.cluster_annotations
    assert table["branch"].tolist() == pytest.approx(calls["score"].tolist())
    names = list(result.program.names)
    for cluster, path in enumerate(calls["path"]):
        on_way = [result.scores.branch[names.index(name), cluster] for name in path.split(" > ")]
        assert table["least_branch"][cluster] == pytest.approx(min(on_way))


def test_a_picture_is_drawn(tmp_path: Path) -> None:
    chances = np.linspace(0.5, 1, 50)
    file = tmp_path / "plot.png"
    draw_reliability(file, {"one": chances, "two": chances}, chances > 0.7)
    assert file.read_bytes().startswith(b"\x89PNG")


def test_the_command_prints_its_tables(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(study)]) == 0
    printed = capsys.readouterr().out
    for title in ("levels", "constants", "thresholds of high", "wrong calls"):
        assert f"{title}\n\n|" in printed


def test_what_is_missing_ends_the_run_with_a_reason(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (study / "panels" / "cosmx_1k_toy.txt").unlink()
    assert main([str(study)]) != 0
    assert "panels/cosmx_1k_*.txt" in capsys.readouterr().err
