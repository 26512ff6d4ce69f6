"""The bars for labels on real tissue: the catalog and the default method together."""

import os
from pathlib import Path

import pytest

from benchmarks.data import Folder, read_folder
from benchmarks.predict import predict, tasks
from benchmarks.verdicts import calibration, figures, find_scorer, judge

DATA = os.environ.get("HIERANNOT_DATA", "")
pytestmark = pytest.mark.skipif(
    not Path(DATA, "truth.csv").is_file(), reason="HIERANNOT_DATA names no folder with verified data sets"
)


@pytest.fixture(scope="module")
def folder() -> Folder:
    return read_folder(Path(DATA))


@pytest.mark.filterwarnings("ignore::hierannot_dsl.DataWarning")
def test_labels_are_right_deep_and_calibrated(folder: Folder, tmp_path: Path) -> None:
    truth = folder.path / "truth.csv"
    able, unable = tasks(folder, folder.truths[truth])
    assert unable == []
    predictions = predict(able, "default")
    rows = judge(predictions, truth, find_scorer(folder.path, None), tmp_path / "run").rows
    found = figures(rows)
    assert found.right >= 98
    assert found.wrong <= 1.5
    assert (found.exact or 0) >= 44
    assert (found.depth or 0) >= 0.85
    assert (found.outside or 0) >= 95
    by_level = calibration(rows, predictions).set_index("confidence")
    assert by_level.loc["high", "right%"] >= 98
    assert by_level.loc["high", "share%"] >= 50


@pytest.mark.filterwarnings("ignore::hierannot_dsl.DataWarning")
def test_the_wrong_hierarchy_is_mostly_refused(folder: Folder, tmp_path: Path) -> None:
    truth = folder.path / "truth_alt.csv"
    if truth not in folder.truths:
        pytest.skip("the folder has no truth_alt.csv")
    able, _ = tasks(folder, folder.truths[truth])
    rows = judge(predict(able, "default"), truth, find_scorer(folder.path, None), tmp_path / "run").rows
    found = figures(rows)
    assert found.right >= 95
    assert found.wrong <= 3


@pytest.mark.filterwarnings("ignore::hierannot_dsl.DataWarning")
def test_deep_hierarchies_go_deeper_and_are_as_right(folder: Folder, tmp_path: Path) -> None:
    truth = folder.path / "truth.csv"
    able, _ = tasks(folder, folder.truths[truth], deep=True)
    rows = judge(predict(able, "default"), truth, find_scorer(folder.path, None), tmp_path / "run").rows
    found = figures(rows)
    assert found.right >= 98
    assert found.wrong <= 1.5
    assert (found.exact or 0) >= 60
    assert (found.depth or 0) >= 0.90
    assert (found.outside or 0) >= 95
