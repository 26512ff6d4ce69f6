from pathlib import Path

import numpy as np
import pytest

from benchmarks.conditions import TRUTH
from benchmarks.learned_weights import LEAST, MOST, leads_of, learned, seen_in, with_learned_weights
from benchmarks.workbench import Workbench
from tests.unit.score.trees import node, tree

PROGRAM = tree(node("T", "A B C -N"), node("B", "D E"))


def test_what_leads_more_weighs_more() -> None:
    leads = {("T", "", "A"): {"one": 2.0, "two": 2.0}, ("T", "", "B"): {"one": 1.0}}
    weights = with_learned_weights(PROGRAM, leads, "three", 1.0).marker_weight
    # Mean lead 5 / 3; A (2 + 2 + 5/3) / 3, B (1 + 5/3) / 2, C 5 / 3 of nothing but the mean.
    shrunk = np.array([17 / 9, 4 / 3, 5 / 3])
    assert weights[:3] == pytest.approx(shrunk / shrunk.mean())
    assert weights[3:].tolist() == [1.0, 1.0, 1.0]
    half = with_learned_weights(PROGRAM, leads, "three", 0.5).marker_weight
    assert half == pytest.approx((1 + weights) / 2)


def test_a_data_set_has_no_part_in_its_own_weights() -> None:
    leads = {("T", "", "A"): {"one": 9.0, "two": 1.0}, ("T", "", "B"): {"two": 1.0}}
    assert with_learned_weights(PROGRAM, leads, "one", 1.0).marker_weight == pytest.approx(np.ones(6))
    alone = {("T", "", "A"): {"one": 9.0}}
    assert with_learned_weights(PROGRAM, alone, "one", 1.0).marker_weight.tolist() == [1.0] * 6


def test_weights_stay_within_bounds() -> None:
    leads = {("T", "", "A"): {f"d{at}": 50.0 for at in range(30)}}
    leads |= {("T", "", gene): {f"d{at}": -1.0 for at in range(30)} for gene in "BC"}
    weights = with_learned_weights(PROGRAM, leads, "", 1.0).marker_weight[:3]
    assert weights.min() == LEAST
    assert weights.max() <= MOST


def test_leads_are_measured_and_judged(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = Workbench.read(study, names=(TRUTH,))
    leads = leads_of(bench)
    assert set(leads["T cell", "", "CD3D"]) == {"Toy", "Other"}
    assert leads["T cell", "", "CD3D"]["Toy"] > 0.5
    assert seen_in(leads)["data sets"].tolist() == [2]
    monkeypatch.setattr("benchmarks.learned_weights.BARS", (TRUTH,))
    assert learned(bench, leads)[TRUTH].tolist() == ["100.0 / 0.0"] * 4
