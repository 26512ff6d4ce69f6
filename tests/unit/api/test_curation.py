import pandas as pd
import pytest

from hierannot_dsl import MarkerProgram, curate_hierarchy

ROOTS = [MarkerProgram("T cell", ["CD3D"], ["MS4A1"]), MarkerProgram("B cell", ["MS4A1"])]
GENES = ["CD3D", "MS4A1", "CD79A", *(f"G{number}" for number in range(17))]
MEANS = pd.DataFrame({"t": [90, 1, 1, *[5] * 17], "b": [1, 90, 80, *[5] * 17]}, index=GENES, dtype=float)
TRUTH = pd.DataFrame({"dataset": "one", "cluster": ["t", "b"], "node": ["T cell", "B cell"]})


def test_markers_and_candidates_are_rows() -> None:
    table = curate_hierarchy(ROOTS, {"one": MEANS}, TRUTH, propose=1).set_index(["kind", "node", "gene"])
    assert table.loc[("marker", "T cell", "CD3D"), "verdict"] == "single"
    assert table.loc[("marker", "T cell", "CD3D"), "holds_in"] == "one"
    assert table.loc[("marker", "T cell", "MS4A1"), "verdict"] == "guards"
    assert table.loc["candidate"].index.tolist() == [("B cell", "CD79A")]


def test_one_node_can_be_asked_for() -> None:
    table = curate_hierarchy(ROOTS, {"one": MEANS}, TRUTH, node="B cell")
    assert table["gene"].tolist() == ["MS4A1"]
    with pytest.raises(KeyError, match="has no node 'NK'"):
        curate_hierarchy(ROOTS, {"one": MEANS}, TRUTH, node="NK")


def test_a_truth_without_types_is_said() -> None:
    with pytest.raises(ValueError, match="truth says of no cluster what it is"):
        curate_hierarchy(ROOTS, {"one": MEANS}, TRUTH.drop(columns="node"))
