from pathlib import Path

import pytest

from benchmarks import stability_table
from benchmarks.conditions import TRUTH
from benchmarks.stability import share_changed, single_clusters, some_clusters
from benchmarks.workbench import Workbench


@pytest.fixture
def bench(study: Path) -> Workbench:
    return Workbench.read(study, names=(TRUTH,))


def test_clusters_are_dropped_at_random(bench: Workbench) -> None:
    kept = [tuple(case.task.profile.means) for case in some_clusters(bench, 0.5, 20)]
    assert len(kept) == 2 * 20
    assert set(kept) == {("b",), ("t",)}
    assert [tuple(case.task.profile.means) for case in single_clusters(bench)] == [("b",), ("t",)] * 2


def test_changed_labels_are_counted(bench: Workbench) -> None:
    complete = bench.judge()
    assert share_changed(bench, complete, bench.cases) == 0
    renamed = complete.assign(label=complete["label"].where(complete["cluster"] != "b", "other"))
    assert share_changed(bench, renamed, bench.cases) == 50
    assert share_changed(bench, complete, bench.cases, score_threshold=50.0) == 100


def test_the_default_method_does_not_see_orders_nor_other_roots(
    study: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(stability_table, "DRAWS", 1)
    monkeypatch.setattr(stability_table, "SEEDS", range(1, 2))
    assert stability_table.main([str(study)]) == 0
    printed = capsys.readouterr().out
    assert "| a root with all below it taken out of the tree | nothing |" in printed
    assert "| genes in another order | nothing, bit for bit | nothing, bit for bit |" in printed
    assert "| clusters in another order | nothing, bit for bit | nothing, bit for bit |" in printed
