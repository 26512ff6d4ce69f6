"""How cells are judged, worked by hand; and the lineages of real cells, where the data are there."""

from __future__ import annotations

import os
from pathlib import Path

import anndata
import numpy as np
import pandas as pd
import pytest

from benchmarks.cell_rivals import named_by_argmax
from benchmarks.cells import CELLS, HIERARCHY, TRUTH, judged, majority, paths_of
from hierannot_dsl import MarkerProgram, annotate, get_builtin_hierarchy

CD4, CD8, B, NONE = ("T cell", "CD4"), ("T cell", "CD8"), ("B cell",), ()


def test_the_most_frequent_type_of_a_cluster_is_the_ceiling():
    assert majority([CD4, CD4, CD8, B], np.array(["0", "0", "0", "1"])) == [CD4, CD4, CD4, B]


def test_a_call_is_judged_by_the_way_down():
    #  exact, broader, another child, another lineage, no name, rightly no name
    called = [CD4, CD4[:1], CD8, B, NONE, NONE]
    truth = [CD4, CD4, CD4, CD4, B, NONE]
    row = judged("some", "a rule", called, truth)
    assert row["lineage right %"] == f"{100 * 4 / 6:.1f}"
    assert row["finest type right %"] == f"{100 * 2 / 6:.1f}"
    assert row["wrong %"] == f"{100 * 2 / 6:.1f}"
    assert row["no name %"] == f"{100 * 1 / 6:.1f}"


def test_the_largest_score_wins_and_an_only_child_competes_with_its_parent():
    roots = [
        MarkerProgram("T cell", ["A"], children=[MarkerProgram("CD4", ["B"]), MarkerProgram("CD8", ["C"])]),
        MarkerProgram("B cell", ["D"], children=[MarkerProgram("Plasma cell", ["E"])]),
    ]
    scores = pd.DataFrame(
        {
            "T cell": [3, 0, 0],
            "CD4": [1, 0, 0],
            "CD8": [2, 0, 9],
            "B cell": [0, 3, 3],
            "Plasma cell": [0, 2, 4],
        },
        index=["x", "y", "z"],
    )
    assert named_by_argmax(scores, roots) == {
        "x": ("T cell", "CD8"),
        "y": ("B cell",),
        "z": ("B cell", "Plasma cell"),
    }


def test_every_type_of_the_truth_is_a_way_down_the_hierarchy():
    ways = {
        (root.name, *below) for root in get_builtin_hierarchy(HIERARCHY) for below in [(), *children(root)]
    }
    assert set(TRUTH.values()) - {NONE} <= ways


def children(root: MarkerProgram) -> list[tuple[str, ...]]:
    return [(child.name,) for child in root.children]


def test_real_cells_get_their_lineage():
    folder = os.environ.get("HIERANNOT_DATA")
    if not folder or not (Path(folder) / CELLS).is_file():
        pytest.skip("HIERANNOT_DATA names no folder with cells")
    adata = anndata.read_h5ad(Path(folder) / CELLS)
    annotate(adata, "cluster", hierarchy=HIERARCHY, layer="counts")
    truth = [TRUTH[name] for name in adata.obs["cell_type"]]
    row = judged("of the authors", "annotate", paths_of(adata), truth)
    assert (row["lineage right %"], row["wrong %"], row["no name %"]) == ("100.0", "0.0", "0.0")
