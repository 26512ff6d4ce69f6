import warnings

import numpy as np
import pandas as pd
import pytest

from hierannot_dsl.adapters.matrix import read_expression
from hierannot_dsl.adapters.notices import DataWarning

SYMBOLS = ("CD3D", "MS4A1", "LYZ")
MEANS = pd.DataFrame(
    {"0": [5.0, 0.0, 1.0, 2.0], "1": [0.0, 7.0, 1.0, 3.0]}, index=["CD3D", "MS4A1", "LYZ", "ACTB"]
)


def read(frame, input_type="raw_cluster_means"):
    return read_expression(frame, input_type=input_type, symbols=SYMBOLS)


def test_names_and_values_pass_through_without_a_copy():
    expression = read(MEANS)
    assert expression.genes == ("CD3D", "MS4A1", "LYZ", "ACTB")
    assert expression.clusters == ("0", "1")
    np.testing.assert_array_equal(expression.values, MEANS.to_numpy())
    assert np.shares_memory(expression.values, MEANS.to_numpy())


@pytest.mark.parametrize(
    "dtype", ["float32", "float64", "int64", "uint8", "float16", "Float64", "Int64", "object"]
)
def test_numbers_of_any_kind(dtype):
    expression = read(MEANS.astype(dtype))
    np.testing.assert_array_equal(expression.values, MEANS.to_numpy())
    assert np.asarray(expression.values).dtype == (np.float32 if dtype == "float32" else np.float64)


def test_names_that_are_no_text_become_text():
    frame = MEANS.set_axis([0, 1.0], axis=1)
    assert read(frame).clusters == ("0", "1")


@pytest.mark.parametrize("frame", [MEANS.T, MEANS.T.astype(object), MEANS.T.rename(columns=str.lower)])
def test_the_other_way_round_is_recognised(frame):
    with pytest.warns(DataWarning) as caught:
        expression = read(frame)
    assert [str(warning.message) for warning in caught] == [
        "cluster_means was read as clusters x genes: "
        "3 of 3 marker symbols are among its columns, 0 among its rows"
    ]
    assert expression.clusters == ("0", "1")
    np.testing.assert_array_equal(expression.values, MEANS.to_numpy())


def test_one_cluster_and_as_many_genes_as_clusters_are_no_riddle():
    assert read(MEANS[["0"]]).n_clusters == 1
    square = MEANS.iloc[:2]
    assert read(square).genes == ("CD3D", "MS4A1")


def test_control_probes_are_left_out():
    probes = pd.DataFrame({"0": [1.0] * 3, "1": [2.0] * 3}, index=["NegPrb1", "SYSTEMCONTROL3", "BLANK_0001"])
    expression = read(pd.concat([probes, MEANS]))
    assert expression.genes == tuple(MEANS.index)
    np.testing.assert_array_equal(expression.values, MEANS.to_numpy())


def test_rows_of_one_gene_are_summed_where_values_are_raw():
    frame = pd.concat([MEANS, MEANS.loc[["MS4A1"]]])
    with pytest.warns(DataWarning, match="rows of one name were summed, for 1 gene: `MS4A1`"):
        expression = read(frame)
    assert expression.genes == tuple(MEANS.index)
    np.testing.assert_array_equal(expression.values, [[5, 0], [0, 14], [1, 1], [2, 3]])
    with pytest.raises(
        ValueError, match="1 gene with more than one row: `MS4A1`; values on a log scale cannot"
    ):
        read(frame, "normalized")


def test_duplicate_probes_are_no_matter():
    probes = pd.DataFrame({"0": [1.0] * 2, "1": [2.0] * 2}, index=["NegPrb1", "NegPrb1"])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert read(pd.concat([MEANS, probes])).n_genes == 4


def ensembl(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.set_axis([f"ENSG0000000000{at}.{at}" for at in range(len(frame))])


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (
            ensembl(MEANS),
            "none of the 3 marker symbols is among the 4 row names (`ENSG00000000000.0`, "
            "`ENSG00000000001.1`, `ENSG00000000002.2`, `ENSG00000000003.3`) or the 2 column names "
            "(`0`, `1`); they look like Ensembl gene ids: map them to gene symbols first",
        ),
        (
            MEANS.set_axis([1, 2, 3, 4]),
            "none of the 3 marker symbols is among the 4 row names (`1`, `2`, `3`, `4`) or the 2 column "
            "names (`0`, `1`); they look like numbers: map them to gene symbols first",
        ),
        (
            MEANS.loc[["ACTB"], ["0"]].set_axis(["a"], axis=1),
            "none of the 3 marker symbols is among the 1 row name (`ACTB`) or the 1 column name (`a`)",
        ),
        (MEANS.iloc[:0], "cluster_means has no row"),
        (MEANS.iloc[:, :0], "cluster_means has no column"),
        (MEANS.set_axis(["CD3D", None, "LYZ", "ACTB"]), "cluster_means has 1 row without a name"),
        (MEANS.set_axis(["0", np.nan], axis=1), "cluster_means has 1 column without a name"),
        (MEANS.set_axis(["0", 0], axis=1), "1 cluster name occurs more than once: `0`"),
        (
            MEANS.rename_axis("gene").reset_index(),
            "cluster_means has 1 column of something else than numbers: `gene`; "
            "the names of genes belong into the index",
        ),
        (
            MEANS.replace(7.0, -7.0),
            "expression holds 1 value that is negative, in 1 gene (`MS4A1`) and 1 cluster (`1`); scaled "
            "values, as after sc.pp.scale, cannot be scored: give counts or logarithms",
        ),
        (
            MEANS.replace(7.0, np.nan),
            "expression holds 1 value that is missing (NaN), in 1 gene (`MS4A1`) and 1 cluster (`1`)",
        ),
        (
            MEANS.replace(7.0, np.inf).replace(1.0, np.inf),
            "expression holds 3 values that are infinite, "
            "in 2 genes (`MS4A1`, `LYZ`) and 2 clusters (`0`, `1`)",
        ),
        (
            MEANS.astype("Float64").replace(7.0, pd.NA),
            "expression holds 1 value that is missing (NaN), in 1 gene (`MS4A1`) and 1 cluster (`1`)",
        ),
    ],
)
def test_what_cannot_be_read_is_told_with_names_and_counts(frame, message):
    with pytest.raises(ValueError) as caught:
        read(frame)
    assert str(caught.value) == message


def test_a_gene_that_sums_to_nan_is_still_named():
    frame = pd.concat([MEANS, MEANS.loc[["MS4A1"]] * np.nan])
    with (
        pytest.warns(DataWarning, match="summed"),
        pytest.raises(ValueError, match=r"missing \(NaN\).*`MS4A1`"),
    ):
        read(frame)


@pytest.mark.parametrize("other", [MEANS.to_numpy(), MEANS["0"], {"0": [1.0]}, None])
def test_other_objects_are_a_type_error(other):
    with pytest.raises(TypeError, match="cluster_means must be a DataFrame with genes as its index"):
        read(other)


def test_the_frame_is_left_alone():
    frame = pd.concat([MEANS, MEANS.loc[["MS4A1"]]]).set_axis([0, 1], axis=1)
    before = frame.copy()
    with pytest.warns(DataWarning):
        read(frame)
    pd.testing.assert_frame_equal(frame, before)


def profile(seed: int = 0) -> pd.DataFrame:
    """Counts of 3,000 genes in six clusters, with the long tail that counts have."""
    random = np.random.default_rng(seed)
    values = random.lognormal(0, 2.2, (3000, 1)) * random.lognormal(0, 0.5, (3000, 6))
    return pd.DataFrame(values, index=[*SYMBOLS, *(f"G{at}" for at in range(2997))], columns=list("abcdef"))


def test_means_of_logs_given_as_raw_are_warned_of_with_the_evidence():
    counts = profile()
    logs = np.log1p(counts / counts.sum() * 1e4)
    with pytest.warns(DataWarning) as caught:
        read(logs)
    (warning,) = caught
    assert str(warning.message).startswith(
        "the values look like logarithms, and are read as counts: if they are logarithms, say "
        'input_type="normalized" (--input-type normalized); the top gene of a typical cluster has '
    )
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        read(counts)
        read(logs, "normalized")


def test_counts_given_as_normalized_are_warned_of():
    told = (
        r"the values look like counts, and are read as logarithms: if they are counts, say "
        r'input_type="raw_cluster_means" \(--input-type raw_cluster_means\); the largest value is '
    )
    with pytest.warns(DataWarning, match=told):
        read(profile(), "normalized")
