import numpy as np
import pandas as pd
import pytest

from benchmarks.calibration import AS_IT_IS, BARE
from benchmarks.survival import by_level, by_share, what_it_adds


@pytest.fixture
def calls() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "world": [AS_IT_IS] * 4 + [BARE] * 2,
            "stability": [1.0, 0.99, 0.69, 0.0, 0.7, 0.9],
            "confidence": ["high", "high", "medium", "medium", "high", "high"],
            "right": [True, True, False, True, False, True],
        }
    )


def test_calls_are_counted_by_share(calls: pd.DataFrame) -> None:
    table = by_share(calls).set_index("`annot_stability`")
    assert table.loc["0.99 to 1"].tolist() == [2, 0, "100.0", 0, 0, "-"]
    assert table.loc["0.5 to 0.7"].tolist() == [1, 1, "0.0", 0, 0, "-"]
    assert table.loc["0.7 to 0.9"].tolist() == [0, 0, "-", 1, 1, "0.0"]


def test_calls_of_the_catalog_are_counted_by_level(calls: pd.DataFrame) -> None:
    table = by_level(calls)
    assert table["calls"].tolist() == [2, 0, 0, 2]
    assert table["right %"].tolist() == ["100.0", "-", "-", "50.0"]


def test_what_decides_is_seen_to_add() -> None:
    random = np.random.default_rng(0)
    stability = random.uniform(size=400)
    calls = pd.DataFrame(
        {
            "dataset": list("abcd") * 100,
            "stability": stability,
            "right": stability > 0.4,
            "margin": 0.2,
            "branch": 0.5,
            "rival": np.nan,
        }
    )
    table = what_it_adds(calls)
    assert float(table["area"][0]) > 0.95
    assert float(table["log loss"][0]) < float(table["log loss"][1])
