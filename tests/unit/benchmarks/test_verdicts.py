from pathlib import Path

import pandas as pd
import pytest

from benchmarks.data import BadFolder
from benchmarks.verdicts import calibration, figures, find_scorer, judge

ROWS = pd.DataFrame(
    {
        "dataset": "Toy",
        "cluster": list("abcdef"),
        "in_scope": [True, True, True, True, False, False],
        "verdict": ["exact", "ancestor", "wrong", "abstained", "abstained", "wrong"],
        "right": [True, True, False, False, True, False],
        "credit": ["1.0", "0.5", "", "", "", ""],
        "confidence": "low",  # of the truth, not of the call
    }
)
SCORER = """
import csv, sys
with open(sys.argv[sys.argv.index("--details") + 1], "w") as file:
    print("dataset,cluster,verdict", file=file)
    for row in csv.DictReader(open(sys.argv[1])):
        print(row["dataset"], row["cluster"], "exact", sep=",", file=file)
print("a table")
"""


def test_figures_by_hand() -> None:
    found = figures(ROWS)
    assert found.n == 6
    assert found.right == pytest.approx(50)
    assert found.wrong == pytest.approx(100 * 2 / 6)  # one in scope, and the one outside that was labelled
    assert found.exact == pytest.approx(25)
    assert found.depth == pytest.approx(0.75)
    assert found.outside == pytest.approx(50)


def test_nothing_outside_or_nothing_inside_is_no_figure() -> None:
    assert figures(ROWS[ROWS["in_scope"]]).outside is None
    outside = figures(ROWS[~ROWS["in_scope"]])
    assert (outside.exact, outside.depth) == (None, None)
    assert outside.line("x").split() == ["x", "2", "50.0", "50.0", "-", "-", "50.0"]


def test_calibration_counts_calls_only() -> None:
    predictions = ROWS[["dataset", "cluster"]].assign(
        confidence=["high", "high", "high", "high", "none", "low"]
    )
    table = calibration(ROWS, predictions).set_index("confidence")
    assert table.loc["high", ["calls", "right", "right%", "share%"]].tolist() == [3, 2, 66.7, 75.0]
    assert table.loc["medium", "calls"] == 0
    assert table.loc["low", ["calls", "right"]].tolist() == [1, 0]


def test_the_scorer_is_beside_the_data_or_where_one_says(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    with pytest.raises(BadFolder, match="--scorer FILE"):
        find_scorer(data, None)
    beside, named = tmp_path / "score_labels.py", tmp_path / "mine.py"
    beside.touch()
    named.touch()
    assert find_scorer(data, None) == beside
    assert find_scorer(data, named) == named


def test_the_scorer_reads_the_predictions_and_its_rows_come_back(tmp_path: Path) -> None:
    scorer = tmp_path / "scorer.py"
    scorer.write_text(SCORER)
    predictions = pd.DataFrame({"dataset": ["Toy"], "cluster": ["01"], "label": ["T cell"]})
    verdicts = judge(predictions, tmp_path / "truth.csv", scorer, tmp_path / "out" / "run")
    assert verdicts.table == "a table\n"
    assert verdicts.rows.to_dict("records") == [{"dataset": "Toy", "cluster": "01", "verdict": "exact"}]
    assert (tmp_path / "out" / "run.csv").is_file()


def test_a_scorer_that_fails_says_why(tmp_path: Path) -> None:
    scorer = tmp_path / "scorer.py"
    scorer.write_text("import sys\nsys.exit('no ontology here')\n")
    with pytest.raises(BadFolder, match="no ontology here"):
        judge(pd.DataFrame({"dataset": []}), tmp_path / "truth.csv", scorer, tmp_path / "run")
