import numpy as np
import pytest
from numpy.testing import assert_allclose

from hierannot_dsl.score import DefaultSettings, score_clusters
from tests.unit.score.trees import contrast, matrix, node, tree

GENES = [f"G{number}" for number in range(40)]
PROGRAM = tree(
    node("T", "G0 G1 G2", node("CD4", "G3 G4 G5 -G9")),
    node("B", "G6 G7 G8"),
    contrast("P", "G9 G10 G11 G12 G13"),
)


def values(n_clusters=4, seed=0):
    return np.random.default_rng(seed).gamma(0.7, 5, size=(40, n_clusters))


def fit(expression, program=PROGRAM, **knobs):
    return score_clusters(program, expression, DefaultSettings(**knobs))


def test_r_is_the_rank_above_like_genes_shrunk_by_few_markers():
    counts = np.arange(1.0, 41.0)[:, np.newaxis]
    program = tree(node("Top", "G37 G38 G39"))
    scores = fit(matrix(GENES, counts), program, bin_weight=0.0)
    rank = np.log10(np.maximum(1, 40 / (2 * (40 - np.arange(1, 41) + 1))))
    assert scores.raw[0, 0] == pytest.approx((rank[37:].mean() - rank.mean()) * 3 / 5)


def test_depth_and_scale_of_a_cluster_do_not_matter():
    table = values()
    one = fit(matrix(GENES, table), ambient_weight=0.0)
    deep = fit(matrix(GENES, table * [1, 10, 100, 1000]), ambient_weight=0.0)
    logged = fit(matrix(GENES, np.log1p(table)), ambient_weight=0.0, input_type="normalized")
    assert_allclose(one.raw, deep.raw, atol=1e-12)
    assert_allclose(one.raw, logged.raw, atol=1e-12)


def test_clusters_are_not_compared_but_for_ambient_and_bins():
    table = values(6)
    alone = {"ambient_weight": 0.0, "bin_weight": 0.0}
    whole = fit(matrix(GENES, table), **alone)
    part = fit(matrix(GENES, table[:, :2]), **alone)
    assert whole.raw[:, :2].tolist() == part.raw.tolist()


def test_what_every_cluster_holds_is_taken_away():
    table = values(8)
    soaked = table / table.sum(axis=0) + 0.5 * (table / table.sum(axis=0)).mean(axis=1, keepdims=True)
    clean, left, taken = (
        fit(matrix(GENES, one), ambient_weight=weight).raw
        for one, weight in ((table, 0.0), (soaked, 0.0), (soaked, 0.6))
    )
    assert np.nanmean(np.abs(taken - clean)) < np.nanmean(np.abs(left - clean))


def test_a_parent_is_never_pulled_down_by_its_child():
    scores = fit(matrix(GENES, values(20)))
    raw = scores.raw
    assert_allclose(scores.branch[0], np.maximum(raw[0], 0.3 * raw[0] + 0.7 * np.maximum(0, raw[1])))
    assert_allclose(scores.branch[1:], raw[1:])
    assert scores.local is scores.raw
    assert np.isnan(scores.z).all()
    assert np.isnan(scores.decision).all()


def test_a_reference_table_says_what_is_normal():
    """G0, G1 and G2 are high in every cluster; the table says that they are not so everywhere."""
    table = values(6)
    table[:3] = 50
    own = fit(matrix(GENES, table), bin_weight=1.0, ambient_weight=0.0).raw[0]
    rare = {gene: 0.1 if gene in ("G0", "G1", "G2") else 0.5 for gene in GENES}
    told = fit(matrix(GENES, table), reference_abundance=rare, reference_weight=1.0, ambient_weight=0.0).raw[
        0
    ]
    assert (told > own).all()


def test_a_single_cluster_has_no_bins_of_its_own():
    expression = matrix(GENES, values(1))
    assert fit(expression, bin_weight=1.0).raw.tolist() == fit(expression, bin_weight=0.0).raw.tolist()


def test_silent_clusters_score_zero():
    table = values(3)
    table[:, 1] = 0
    scores = fit(matrix(GENES, table))
    assert scores.evidence.silent.tolist() == [False, True, False]
    assert scores.raw[:, 1].tolist() == [0.0] * 4


def test_no_marker_in_the_matrix():
    scores = fit(matrix("X Y Z", np.ones((3, 2))))
    assert np.isnan(scores.raw).all()
    assert np.isnan(scores.branch).all()
    assert scores.evidence.genes == ()
    assert all(scores.evidence.unscorable)


def test_values_that_are_no_logarithm_are_refused():
    with pytest.raises(ValueError, match="values reach 812, which no logarithm of expression does"):
        fit(matrix("G0 G1", [[812], [1]]), input_type="normalized")


@pytest.mark.parametrize("added", [0.0, 3.0, 1e6], ids=["silent", "middling", "above all others"])
def test_a_gene_more_moves_another_by_no_more_than_its_place_says(added):
    table = values(6)
    before = fit(matrix(GENES, table), ambient_weight=0.0).evidence
    grown = matrix([*GENES, "NEW"], np.vstack([table, np.full(6, added)]))
    after = fit(grown, ambient_weight=0.0).evidence
    assert after.genes == before.genes
    rows = [GENES.index(gene) for gene in before.genes]
    from_top = (table[rows][:, np.newaxis] <= table).sum(axis=1)  # 1 at the largest value of a cluster
    moved = after.expression - before.expression
    assert moved.max() <= np.log10(41 / 40) + 1e-9
    assert (moved >= -np.log10((from_top + 1) / from_top) - 1e-9).all()
