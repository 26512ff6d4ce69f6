import numpy as np
import pandas as pd
import pytest
from scipy.special import expit

from benchmarks.mapping import (
    Mapping,
    area_under_curve,
    both,
    fit,
    left_out,
    log_loss,
    margin_alone,
    weaker,
    weaker_on_path,
    weakest,
)


@pytest.fixture
def calls() -> pd.DataFrame:
    """Two thousand calls of four data sets, right with the chance that a curve of -1 and 3 states."""
    random = np.random.default_rng(0)
    margin, branch = random.uniform(0.1, 0.6, 2000), random.uniform(0.3, 1.2, 2000)
    calls = pd.DataFrame({"margin": margin, "branch": branch, "least_branch": branch / 2})
    chances = Mapping(weaker, np.array([-1.0, 3.0]))(calls)
    return calls.assign(right=random.uniform(size=2000) < chances, dataset=list("abcd") * 500)


def test_features_are_parts_of_what_high_confidence_asks() -> None:
    calls = pd.DataFrame(
        {"margin": [0.15, 0.9, np.nan], "branch": [0.6, 0.54, 0.3], "least_branch": [0.6, 0.3, 0.3]}
    )
    assert weaker(calls)[:, 0] == pytest.approx([0.5, 0.9, 0.5])  # without a rival the score alone decides
    assert weaker_on_path(calls)[:, 0] == pytest.approx([0.5, 0.5, 0.5])
    assert margin_alone(calls)[:2, 0] == pytest.approx([0.5, 1.5])
    assert both(calls)[:2] == pytest.approx(np.array([[0.5, 1.0], [1.5, 0.5]]))


def test_a_strong_other_lineage_is_a_weakness_too() -> None:
    calls = pd.DataFrame(
        {"margin": [0.9, 0.9, 0.9, 0.15], "branch": [1.2] * 4, "rival": [1.0, 0.2, np.nan, 1.0]}
    )
    assert weakest(calls)[:, 0] == pytest.approx([0.5, 1.5, 1.5, 0.5])
    assert weakest(calls.assign(rival=-0.1))[:, 0] == pytest.approx([1.5, 1.5, 1.5, 0.5])


def test_a_mapping_is_a_logistic_curve() -> None:
    calls = pd.DataFrame({"margin": [0.3], "branch": [0.9]})
    assert Mapping(weaker, np.array([-1.0, 3.0]))(calls) == pytest.approx([expit(2.0)])


def test_the_fit_finds_the_curve_that_made_the_calls(calls: pd.DataFrame) -> None:
    assert fit(weaker, calls).constants == pytest.approx([-1.0, 3.0], abs=0.4)


def test_a_data_set_has_no_part_in_its_own_chances(calls: pd.DataFrame) -> None:
    chances, fits = left_out(weaker, calls)
    assert len(fits) == 4
    mine = (calls["dataset"] == "b").to_numpy()
    turned = calls.assign(right=calls["right"] ^ mine)
    assert left_out(weaker, turned)[0][mine] == pytest.approx(chances[mine])
    assert left_out(weaker, turned)[0][~mine] != pytest.approx(chances[~mine])


def test_measures_by_hand() -> None:
    right = np.array([True, True, False])
    chances = np.array([0.5, 0.25, 0.25])
    assert log_loss(chances, right) == pytest.approx(-(np.log(0.5) + np.log(0.25) + np.log(0.75)) / 3)
    assert area_under_curve(chances, right) == pytest.approx(0.75)  # one pair won, one tied
