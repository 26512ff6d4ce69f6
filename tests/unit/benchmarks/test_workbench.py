from pathlib import Path

import pytest

from benchmarks import conditions
from benchmarks.conditions import cases, without_most_genes
from benchmarks.data import read_folder
from benchmarks.edits import without_contrasts
from benchmarks.verdicts import figures
from benchmarks.workbench import Workbench, rows_of


@pytest.fixture
def bench(study: Path) -> Workbench:
    return Workbench.read(study)


def test_every_condition_has_its_cases(study: Path) -> None:
    asked = cases(read_folder(study))
    assert [case.key for case in asked if case.condition == conditions.PANELS] == [
        (conditions.PANELS, "cosmx_1k_toy", "Toy", "immune_core")  # the other data set is of mouse
    ]
    named = [name for name in conditions.ALL if name != conditions.PANELS]
    assert [case.condition for case in asked if case.condition != conditions.PANELS] == [
        name for name in named for _ in range(2)
    ]
    assert {case.truth for case in asked if case.condition == conditions.OTHER} == {"truth_alt.csv"}


def test_lost_genes_are_the_same_ones_each_time(study: Path) -> None:
    profile = read_folder(study).profiles["Toy"]
    left = without_most_genes(profile, 0.7).means
    assert len(left) == round(0.3 * len(profile.means))
    assert left.equals(without_most_genes(profile, 0.7).means)


def test_labels_are_judged_by_their_own_truth(bench: Workbench) -> None:
    judged = bench.judge()
    assert figures(judged[judged["condition"] == conditions.TRUTH]).right == pytest.approx(100)
    panel = judged[judged["condition"] == conditions.PANELS].set_index("cluster")["verdict"]
    assert panel.to_dict() == {"b": "exact", "t": "abstained"}


def test_a_label_nobody_asked_for_has_no_verdict(bench: Workbench) -> None:
    rows = rows_of(bench.cases[0], bench.fit(bench.cases[0])).assign(cl_id="CL:9999999")
    with pytest.raises(KeyError, match="no verdict was asked for"):
        bench.ledger.judge(rows)


def test_programs_are_edited_before_they_score(bench: Workbench) -> None:
    case = bench.cases[0]
    assert bench.fit(case).program.is_contrast.any()
    assert not bench.fit(case, without_contrasts).program.is_contrast.any()
