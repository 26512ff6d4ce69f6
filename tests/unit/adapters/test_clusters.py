import numpy as np
import pandas as pd
import pytest

from hierannot_dsl.adapters.clusters import name_of, read_clusters


@pytest.mark.parametrize(
    ("assignments", "names", "codes"),
    [
        (["b", "a", "b"], ("a", "b"), [1, 0, 1]),
        (["c10", "c2", "c1"], ("c1", "c2", "c10"), [2, 1, 0]),
        ([10, 9, 10], ("9", "10"), [1, 0, 1]),
        ([1.0, np.nan, 0.0], ("0", "1"), [1, -1, 0]),
        ([0.5, 1.0], ("0.5", "1"), [0, 1]),
        ([True, False], ("False", "True"), [1, 0]),
        (["NA", None, "T cell/NK (γδ)"], ("NA", "T cell/NK (γδ)"), [0, -1, 1]),
        ([np.int8(3), "3a"], ("3", "3a"), [0, 1]),
        (["only"], ("only",), [0]),
        ([None, None], (), [-1, -1]),
    ],
)
def test_ids_of_any_kind_get_names_in_order(assignments, names, codes):
    clusters = read_clusters(pd.Series(assignments))
    assert clusters.names == names
    assert clusters.codes.tolist() == codes


def test_categories_keep_their_order_and_unused_ones_go():
    assignments = pd.Categorical(["x", None, "a"], categories=["x", "unused", "a"])
    clusters = read_clusters(assignments)
    assert clusters.names == ("x", "a")
    assert clusters.codes.tolist() == [0, -1, 1]
    assert clusters.sizes.tolist() == [1, 1]
    assert clusters.n_unassigned == 1


def test_categories_of_numbers_are_text():
    assert read_clusters(pd.Series([2, 0]).astype("category")).names == ("0", "2")


@pytest.mark.parametrize("dtype", ["string", "Int64", "Float64", "boolean"])
def test_nullable_columns_lose_their_missing_values_only(dtype):
    values = {"string": ["a", None], "boolean": [True, None]}.get(dtype, [1, None])
    clusters = read_clusters(pd.Series(values, dtype=dtype))
    assert clusters.names == ({"string": "a", "boolean": "True"}.get(dtype, "1"),)
    assert clusters.codes.tolist() == [0, -1]


def test_two_ids_of_one_name_are_refused():
    with pytest.raises(ValueError, match="different cluster ids have one name as text: `0`"):
        read_clusters(pd.Series([0, "0"], dtype=object))


@pytest.mark.parametrize(
    ("value", "name"),
    [(0, "0"), (0.0, "0"), (np.float32(7), "7"), ("0", "0"), ("a_b", "a_b"), (1.5, "1.5"), (True, "True")],
)
def test_names_of_ids(value, name):
    assert name_of(value) == name
