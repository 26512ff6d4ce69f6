from pathlib import Path

import pytest

from benchmarks import mixtures
from benchmarks.calibration import calls_of
from benchmarks.conditions import TRUTH
from benchmarks.workbench import Workbench


@pytest.fixture
def bench(study: Path) -> Workbench:
    return Workbench.read(study, names=(TRUTH,))


def test_every_two_labels_make_a_mixture(bench: Workbench) -> None:
    mixed = mixtures.mixtures(bench)
    assert [one.dataset for one in mixed] == ["Toy", "Other"]
    assert all(one.lineages for one in mixed)
    means = bench.cases[0].task.profile.means
    toy = mixed[0].result.scores.evidence
    assert toy.clusters == ("b", "t", mixtures.NAME)
    # Half of each: every marker of either is on.
    assert toy.expression[:, 2].min() > 0
    assert (means.sum() > 0).all()


def test_what_is_told_is_shared_out(bench: Workbench) -> None:
    mixed = mixtures.mixtures(bench)
    table = mixtures.by_kind(mixed).set_index("half of each of")
    shares = table.loc["two lineages", ["mixed %", "unknown %", "medium %", "high %"]].astype(float)
    assert table.loc["two lineages", "mixtures"] == 2
    assert shares.sum() == pytest.approx(100)
    assert table.loc["two types of one lineage", "mixtures"] == 0
    # A margin that no pair exceeds.
    told = mixtures.told(mixed, mixed_margin_threshold=100.0, mixed_min_score=-100.0)
    assert told["status"].tolist() == ["mixed", "mixed"]


def test_a_limit_takes_high_confidence_from_calls_beside_a_stronger_lineage(
    bench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mixtures, "RIVALS", (0.2, mixtures.NO_LIMIT))
    calls = calls_of(bench)
    high = (calls["confidence"] == "high").mean()
    assert high > 0
    table = mixtures.by_rival(mixtures.mixtures(bench), calls.assign(rival=0.3))
    assert table["`high_confidence_rival`"].tolist() == ["0.2", "without"]
    assert table["calls that lose high confidence %"].tolist() == [f"{100 * high:.1f}", "0.0"]
    kept = mixtures.by_rival(mixtures.mixtures(bench), calls.assign(rival=0.1))
    assert kept["calls that lose high confidence %"].tolist() == ["0.0", "0.0"]
