from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from benchmarks.conditions import TRUTH
from benchmarks.thresholds import FREE, Steps, choose_and_judge, steps_of, verdicts_at
from benchmarks.workbench import Workbench

B_CELL, PLASMA_CELL = "CL:0000236", "CL:0000786"


@pytest.fixture
def bench(study: Path) -> Workbench:
    return Workbench.read(study, names=(TRUTH,))


def way(bench: Workbench, **wanted: float) -> Steps:
    """The ways of one data set's two clusters; in both the named nodes score so, and all others 0."""
    case = bench.cases[0]
    program = bench.programs[case.key]
    scores = np.zeros((program.n_programs, 2))
    for name, score in wanted.items():
        scores[program.names.index(name.replace("_", " "))] = score
    return steps_of(bench, case, program, scores)


def test_the_way_down_ends_where_a_threshold_fails(bench: Workbench) -> None:
    steps = way(bench, B_cell=2.0, Plasma_cell=1.0)
    assert steps.stops["cl_id"].tolist() == ["", B_CELL, PLASMA_CELL] * 2
    assert steps.score.tolist() == [np.inf, 2.0, 1.0] * 2

    def labels(score: float, margin: float) -> list[str]:
        return verdicts_at(steps, score=score, margin=margin)["cl_id"].tolist()

    assert labels(FREE, FREE) == [PLASMA_CELL] * 2
    assert labels(1.0, 1.0) == [PLASMA_CELL] * 2  # the only child leads over zero
    assert labels(1.5, FREE) == [B_CELL] * 2
    assert labels(FREE, 1.5) == [B_CELL] * 2
    assert labels(2.5, FREE) == [""] * 2
    assert verdicts_at(steps, score=1.5, margin=FREE)["verdict"].tolist() == ["exact", "wrong"]


def test_a_contrast_that_wins_ends_the_way(bench: Workbench) -> None:
    program = bench.programs[bench.cases[0].key]
    contrast = program.names[int(np.flatnonzero(program.is_contrast & (program.parent < 0))[0])]
    assert way(bench, **{contrast: 1.0}).stops["depth"].tolist() == [0] * 2


def test_thresholds_come_from_the_other_data_sets() -> None:
    """Of two sets each, with a right and a wrong call; the leads tell them apart, in B only beyond 4."""
    leads = {"A": {"right": 3.0, "wrong": 1.0}, "B": {"right": 5.0, "wrong": 4.0}}
    rows = [
        ("A and B", dataset, verdict, depth, verdict if depth else "abstained", lead if depth else np.inf)
        for dataset, of_set in leads.items()
        for verdict, lead in of_set.items()
        for depth in (0, 1)
    ]
    stops = pd.DataFrame(rows, columns=["condition", "dataset", "cluster", "depth", "verdict", "lead"])
    stops = stops.assign(in_scope=True, right=stops["verdict"] == "right")
    steps = Steps(
        stops.drop(columns="lead"), np.where(stops["depth"] == 0, np.inf, 1.0), stops["lead"].to_numpy()
    )
    chosen = choose_and_judge(steps).set_index(["dataset", "cluster"])["verdict"]
    assert chosen["A"].to_dict() == {"right": "abstained", "wrong": "abstained"}  # B asks for more than 4
    assert chosen["B"].to_dict() == {"right": "right", "wrong": "wrong"}  # A asks for more than 1
