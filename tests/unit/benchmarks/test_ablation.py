from pathlib import Path

import numpy as np
import pytest

from benchmarks import ablation
from benchmarks.ingredients import INGREDIENTS, log_expression
from benchmarks.workbench import Workbench
from hierannot_dsl.score import DefaultSettings


@pytest.fixture
def bench(study: Path) -> Workbench:
    return Workbench.read(study, names=("truth",))


def test_ingredients_name_knobs_of_the_method() -> None:
    for ingredient in INGREDIENTS:
        DefaultSettings(**ingredient.knobs)
        assert ingredient.knobs or ingredient.edit or ingredient.ranks


def test_constants_are_moved_around_their_defaults() -> None:
    default = DefaultSettings()
    for name, values in ablation.MOVED.items():
        assert name == "n_bins" or getattr(default, name) in values
        for value in values:
            DefaultSettings(**{name: value})


def test_logarithms_take_the_place_of_ranks_for_a_while(bench: Workbench) -> None:
    case = bench.cases[0]
    with log_expression():
        logged = bench.fit(case, ambient_weight=0.0).scores.evidence
    means = case.task.profile.means
    expected = np.log1p(means / means.sum() * 1e4).loc[list(logged.genes)]
    assert logged.expression == pytest.approx(expected.to_numpy(), rel=1e-5)
    assert bench.fit(case).scores.evidence.expression.max() < 3  # ranks again


def test_the_first_row_is_the_method_and_the_last_one_is_built_up(
    bench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ablation, "DRAWS", 1)
    monkeypatch.setattr(ablation, "BARS", ("truth",))
    monkeypatch.setattr(ablation, "MOVED", {"score_threshold": (0.3, 50.0), "bin_weight": (0.3,)})
    away, up, moved = ablation.taken_away(bench), ablation.built_up(bench), ablation.moved(bench)
    assert away["truth"][0] == "100.0 / 0.0"
    assert away.iloc[0, 1:].tolist() == up.iloc[-1, 1:].tolist()
    assert len(up) == len(INGREDIENTS) + 1
    assert moved[["value", "truth"]].to_numpy().tolist() == [
        ["0.3 (the default)", "100.0 / 0.0"],
        ["50", "0.0 / 0.0"],
        ["0.3 (the default)", "100.0 / 0.0"],
    ]
