"""Markers of groups: those of scanpy, whatever holds the values, and nothing is written into the cells."""

from __future__ import annotations

import warnings

import anndata
import numpy as np
import pandas as pd
import pytest
from scipy import sparse
from scipy.stats import false_discovery_control, norm

from hierannot_dsl import DataWarning, identify_top_robust_markers_by_cluster

COLUMNS = [
    "group",
    "names",
    "scores",
    "logfoldchanges",
    "pvals",
    "pvals_adj",
    "pct_nz_group",
    "pct_nz_reference",
    "meets_padj",
    "meets_logfc",
    "meets_min_pct_expr",
    "robust_rank_within_group",
]


def cells() -> anndata.AnnData:
    """Sixty cells in three groups and one of four cells; one gene is up in each group, fifteen in none."""
    random = np.random.default_rng(0)
    groups = ["T cell/NK", "10", "2"] * 20 + ["small"] * 4
    counts = random.poisson(0.5, (64, 18)).astype(float)
    for at, group in enumerate(["T cell/NK", "10", "2"]):
        counts[np.array(groups) == group, at] += random.poisson(6, 20)
    adata = anndata.AnnData(sparse.csr_matrix(np.log1p(counts)))
    adata.obs_names = [f"cell{at}" for at in range(64)]
    adata.var_names = [f"g{at}" for at in range(18)]
    adata.obs["group"] = pd.Categorical(groups)
    return adata


@pytest.fixture
def adata() -> anndata.AnnData:
    return cells()


@pytest.fixture(autouse=True)
def _small_groups_are_left_out() -> None:
    warnings.filterwarnings("ignore", message="left out 1 cluster of fewer than 10 cells: `small`")


def test_every_group_has_its_gene_first(adata: anndata.AnnData) -> None:
    before = adata.copy()
    markers = identify_top_robust_markers_by_cluster(adata, "group")
    assert markers.columns.tolist() == COLUMNS
    first = markers[markers["robust_rank_within_group"] == 1]
    assert dict(zip(first["group"], first["names"], strict=True)) == {
        "10": "g1",
        "2": "g2",
        "T cell/NK": "g0",
    }
    assert markers[["meets_padj", "meets_logfc", "meets_min_pct_expr"]].all(axis=None)
    assert markers["group"].is_monotonic_increasing
    pd.testing.assert_frame_equal(adata.obs, before.obs)
    assert dict(adata.uns) == {}


def test_the_numbers_by_hand(adata: anndata.AnnData) -> None:
    table = identify_top_robust_markers_by_cluster(
        adata, "group", padj_cutoff=1, logfc_cutoff=-np.inf, min_pct_expr=0
    ).set_index(["group", "names"])
    assert len(table) == 3 * 18
    kept = (adata.obs["group"] != "small").to_numpy()
    logs = adata.X.toarray()[kept, 5]
    inside = (adata.obs["group"] == "10").to_numpy()[kept]
    row = table.loc["10", "g5"]
    # The U statistic, as a standard score without a correction for ties.
    pairs = np.sign(logs[inside][:, None] - logs[~inside][None, :]).sum() / 2
    assert row["scores"] == pytest.approx(pairs / np.sqrt(20 * 40 * 61 / 12))
    assert row["pvals"] == pytest.approx(2 * norm.sf(abs(row["scores"])))
    change = np.expm1(logs[inside].mean()) / np.expm1(logs[~inside].mean())
    assert row["logfoldchanges"] == pytest.approx(np.log2(change))
    assert row["pct_nz_group"] == (logs[inside] > 0).mean()
    assert row["pct_nz_reference"] == (logs[~inside] > 0).mean()
    np.testing.assert_allclose(
        table.loc["10", "pvals_adj"], false_discovery_control(table.loc["10", "pvals"]), rtol=1e-12
    )


@pytest.mark.parametrize("kind", ["dense", "layer", "raw", "view", "turned"])
def test_whatever_holds_the_values(adata: anndata.AnnData, kind: str) -> None:
    expected = identify_top_robust_markers_by_cluster(adata, "group")
    options = {}
    if kind == "dense":
        adata.X = adata.X.toarray()
    elif kind == "layer":
        adata.layers["logs"], options = adata.X, {"source": "layer", "source_key": "logs"}
    elif kind == "raw":
        adata.raw, options = adata, {"source": "raw"}
        adata = adata[:, :2].copy()
    elif kind == "turned":
        adata = adata[::-1].copy()
    else:
        adata = adata[np.arange(64)]
    found = identify_top_robust_markers_by_cluster(adata, "group", **options)
    pd.testing.assert_frame_equal(found, expected, check_dtype=False)


def test_large_groups_are_drawn_from_by_the_seed(adata: anndata.AnnData) -> None:
    def drawn(seed: int) -> pd.DataFrame:
        return identify_top_robust_markers_by_cluster(
            adata, "group", max_cells_per_group=12, random_state=seed
        )

    pd.testing.assert_frame_equal(drawn(0), drawn(0))
    assert not drawn(0)["scores"].equals(drawn(1)["scores"])
    assert set(drawn(0).loc[drawn(0)["robust_rank_within_group"] == 1, "names"]) == {"g0", "g1", "g2"}


def test_what_is_left_out_is_told(adata: anndata.AnnData) -> None:
    adata.obs.loc["cell0", "group"] = np.nan
    with pytest.warns(DataWarning) as told:
        identify_top_robust_markers_by_cluster(adata, "group")
    assert [str(one.message) for one in told] == [
        "left out 1 cell without a cluster in obs['group']",
        "left out 1 cluster of fewer than 10 cells: `small`",
    ]


def test_scaled_values_have_no_fold_change(adata: anndata.AnnData) -> None:
    adata.X = adata.X.toarray() - 1
    with pytest.warns(DataWarning, match="X holds negative values"):
        identify_top_robust_markers_by_cluster(adata, "group")


def test_one_group_cannot_be_compared(adata: anndata.AnnData) -> None:
    adata.obs["one"] = "all"
    with pytest.raises(ValueError, match=r"one group is left in obs\['one'\], `all`"):
        identify_top_robust_markers_by_cluster(adata, "one")
    with pytest.raises(KeyError, match="no column of obs is called 'gruop'; near: `group`"):
        identify_top_robust_markers_by_cluster(adata, "gruop")
