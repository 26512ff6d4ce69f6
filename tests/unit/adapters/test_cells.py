import numpy as np
import pandas as pd
import pytest

from hierannot_dsl.adapters.cells import expand_cluster_annotation_to_cells
from hierannot_dsl.adapters.notices import DataWarning

SUMMARY = pd.DataFrame(
    {
        "cluster_id": ["10", "0", "NA"],
        "annot_export_label": ["T cell", "unknown", "T cell"],
        "annot_export_label_with_cluster": ["T_cell_10", "unknown_0", "T_cell_NA"],
        "annot_export_status": ["resolved", "unknown", "resolved"],
        "annot_confidence": ["high", "none", "low"],
        "annot_final_call_margin": [0.5, np.nan, -0.1],
        "annot_cl_id": ["CL:0000084", None, "CL:0000084"],
    }
)


def test_the_seed_joins_labels_to_cells():
    assignments = pd.Series(
        ["0", "10", "0", "NA"], index=list("abcd"), dtype="category", name="leiden_standard"
    )
    cells = expand_cluster_annotation_to_cells(
        cluster_assignments=assignments,
        cluster_summary=SUMMARY,
        cluster_key="leiden_standard",
        include_columns=["annot_export_label", "annot_export_label_with_cluster"],
        prefix="hierannot_leiden",
    )
    assert cells.columns.tolist() == [
        "leiden_standard",
        "hierannot_leiden_export_label",
        "hierannot_leiden_export_label_with_cluster",
    ]
    assert cells.index.tolist() == list("abcd")
    assert cells["leiden_standard"].tolist() == ["0", "10", "0", "NA"]
    assert cells["hierannot_leiden_export_label"].tolist() == ["unknown", "T cell", "unknown", "T cell"]
    assert all(isinstance(dtype, pd.CategoricalDtype) for dtype in cells.dtypes)
    joined = assignments.to_frame().join(cells.drop(columns=["leiden_standard"], errors="ignore"))
    assert joined["hierannot_leiden_export_label_with_cluster"].tolist()[1] == "T_cell_10"


def test_names_stay_without_a_prefix_and_any_column_can_come_along():
    cells = expand_cluster_annotation_to_cells(
        [0, 10], SUMMARY, include_columns=["annot_confidence", "cluster_id"]
    )
    assert cells.columns.tolist() == ["cluster", "annot_confidence", "cluster_id"]
    assert cells["annot_confidence"].cat.categories.tolist() == ["none", "low", "medium", "high"]
    prefixed = expand_cluster_annotation_to_cells([0], SUMMARY, include_columns=["cluster_id"], prefix="p")
    assert prefixed.columns.tolist() == ["cluster", "p_cluster_id"]


def test_the_usual_columns_come_by_default():
    cells = expand_cluster_annotation_to_cells(pd.Series(["0"], name="leiden"), SUMMARY, prefix="p")
    assert cells.columns.tolist() == [
        "leiden",
        "p_export_label",
        "p_export_label_with_cluster",
        "p_export_status",
        "p_confidence",
    ]


def test_numbers_stay_numbers_and_missing_text_is_missing():
    columns = ["annot_final_call_margin", "annot_cl_id"]
    cells = expand_cluster_annotation_to_cells(["10", "0", None], SUMMARY, include_columns=columns)
    np.testing.assert_array_equal(cells["annot_final_call_margin"], [0.5, np.nan, np.nan])
    assert cells["annot_cl_id"].isna().tolist() == [False, True, True]
    assert cells["annot_cl_id"].cat.categories.tolist() == ["CL:0000084"]


@pytest.mark.parametrize("ids", [[0, 10], [0.0, 10.0], ["0", "10"], np.array([0, 10])])
def test_ids_are_compared_as_text(ids):
    read_back = SUMMARY.iloc[:2].assign(cluster_id=[10, 0])
    for summary in (SUMMARY, read_back):
        cells = expand_cluster_annotation_to_cells(ids, summary, include_columns=["annot_export_label"])
        assert cells["annot_export_label"].tolist() == ["unknown", "T cell"]


def test_a_cluster_without_a_row_is_named_and_its_cells_have_no_label():
    with pytest.warns(DataWarning, match="1 cluster without a row in the summary: `7`"):
        cells = expand_cluster_annotation_to_cells(
            ["7", "0"], SUMMARY, include_columns=["annot_export_label"]
        )
    assert cells["annot_export_label"].isna().tolist() == [True, False]
    assert cells["cluster"].tolist() == ["7", "0"]


@pytest.mark.parametrize(
    ("summary", "columns", "error", "message"),
    [
        (
            SUMMARY,
            ["annot_confidens"],
            KeyError,
            "the summary has no column 'annot_confidens'; near: `annot_confidence`",
        ),
        (SUMMARY.drop(columns="cluster_id"), None, KeyError, "the summary has no column 'cluster_id'"),
        (
            SUMMARY.assign(cluster_id=[0, "0", "1"]),
            None,
            ValueError,
            "the summary has two rows for cluster '0'",
        ),
    ],
)
def test_a_summary_that_does_not_fit_is_refused(summary, columns, error, message):
    with pytest.raises(error) as caught:
        expand_cluster_annotation_to_cells(["0"], summary, include_columns=columns)
    assert caught.value.args == (message,)
