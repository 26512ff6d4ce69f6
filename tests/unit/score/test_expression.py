import re

import numpy as np
import pytest

from hierannot_dsl.score import Expression
from tests.unit.score.trees import matrix


def test_rows_and_peaks():
    expression = matrix("A B", [[1, 5], [3, 2]])
    assert expression.row_of == {"A": 0, "B": 1}
    assert expression.peaks.tolist() == [3.0, 5.0]
    assert (expression.n_genes, expression.n_clusters) == (2, 2)


@pytest.mark.parametrize(
    ("value", "what"),
    [(np.nan, "missing (NaN)"), (np.inf, "infinite"), (-1.0, "negative"), (-np.inf, "infinite")],
)
def test_values_that_cannot_be_are_counted_and_named(value, what):
    values = np.ones((9, 3))
    values[1:, 2] = value
    told = (
        f"expression holds 8 values that are {what}, in 8 genes (`G1`, `G2`, `G3`, `G4`, `G5` and 3 more) "
        "and 1 cluster (`c2`)"
    )
    with pytest.raises(ValueError, match=re.escape(told)):
        matrix([f"G{number}" for number in range(9)], values)


@pytest.mark.parametrize(
    ("genes", "clusters", "told"),
    [
        ("A A B", ["x"], "1 gene name occurs more than once: `A`"),
        ("A B C", ["x", "x"], "1 cluster name occurs more than once: `x`"),
    ],
)
def test_names_must_be_distinct(genes, clusters, told):
    with pytest.raises(ValueError, match=re.escape(told)):
        matrix(genes, np.ones((3, len(clusters))), clusters=clusters)


def test_names_and_values_must_agree():
    with pytest.raises(ValueError, match=re.escape("expression has shape (2, 1), the names are for (1, 1)")):
        Expression(("A",), ("x",), np.ones((2, 1)))
    with pytest.raises(ValueError, match="expression has no gene"):
        Expression((), ("x",), np.ones((0, 1)))
    with pytest.raises(ValueError, match="expression has no cluster"):
        Expression(("A",), (), np.ones((1, 0)))


def test_detection_is_a_fraction():
    ones = np.ones((1, 1))
    assert Expression(("A",), ("x",), ones, ones).detection is ones
    with pytest.raises(ValueError, match="detection is a fraction of cells, but holds values above 1"):
        Expression(("A",), ("x",), ones, 2 * ones)
    with pytest.raises(ValueError, match="detection holds 1 value that is missing"):
        Expression(("A",), ("x",), ones, np.nan * ones)
    with pytest.raises(ValueError, match=re.escape("detection has shape (2, 1)")):
        Expression(("A",), ("x",), ones, np.ones((2, 1)))
