import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from hierannot_dsl.adapters.expression import aggregate_expression_to_cluster_means

COUNTS = np.array([[1.0, 0.0], [3.0, 0.0], [0.0, 5.0]])
NAMES = ["CD3D", "MS4A1"]


def test_a_data_frame_brings_its_genes_and_a_series_its_name():
    frame = pd.DataFrame(COUNTS, columns=NAMES)
    means = aggregate_expression_to_cluster_means(frame, pd.Series([0, 0, 1], name="leiden"))
    assert means.to_dict() == {"0": {"CD3D": 2.0, "MS4A1": 0.0}, "1": {"CD3D": 0.0, "MS4A1": 5.0}}
    assert (means.index.name, means.columns.name) == ("gene", "leiden")
    sparse_frame = frame.astype(pd.SparseDtype(float, 0))
    pd.testing.assert_frame_equal(
        aggregate_expression_to_cluster_means(sparse_frame, pd.Series([0, 0, 1], name="leiden")), means
    )


def test_unused_categories_are_no_clusters():
    ids = pd.Categorical(["b", "b", "a"], categories=["c", "b", "a"])
    means = aggregate_expression_to_cluster_means(COUNTS, ids, genes=NAMES)
    assert means.columns.tolist() == ["b", "a"]


@pytest.mark.parametrize(
    ("expression", "options", "error", "message"),
    [
        (COUNTS, {}, ValueError, "expression has no names of genes: give them as genes"),
        (COUNTS, {"genes": ["A"]}, ValueError, "expression has 2 genes, genes has 1 names"),
        (COUNTS[:2], {"genes": NAMES}, ValueError, "expression has 2 cells, cluster_assignments has 3"),
        ([[1]], {"genes": NAMES}, TypeError, "expression is a list, not a matrix of cells x genes"),
        (COUNTS.astype(str), {"genes": NAMES}, ValueError, "expression holds <U32, not numbers"),
        (
            pd.DataFrame({"A": [1, 2, 3], "B": list("xyz")}),
            {},
            ValueError,
            "expression has 1 column of something else than numbers: `B`",
        ),
        (
            COUNTS,
            {"genes": NAMES, "method": "central_cells_mean"},
            ValueError,
            "to tell the central cells, this needs representation",
        ),
        (
            COUNTS,
            {"genes": NAMES, "method": "central_cells_mean", "representation": COUNTS[:2]},
            ValueError,
            "representation has 2 cells, the clusters have 3",
        ),
        (
            COUNTS,
            {
                "genes": NAMES,
                "method": "central_cells_mean",
                "centrality": "graph",
                "connectivities": sparse.eye(4),
            },
            ValueError,
            "connectivities has 4 cells, the clusters have 3",
        ),
    ],
)
def test_slips_are_told(expression, options, error, message):
    with pytest.raises(error) as caught:
        aggregate_expression_to_cluster_means(expression, [0, 0, 1], **options)
    assert caught.value.args == (message,)


def test_something_that_has_a_shape_but_no_values_is_refused():
    class Odd:
        shape = (3, 2)
        dtype = np.float64

    with pytest.raises(TypeError, match="Odd is no matrix of cells x genes that is known here"):
        aggregate_expression_to_cluster_means(Odd(), [0, 0, 1], genes=NAMES)
