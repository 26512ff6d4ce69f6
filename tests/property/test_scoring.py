"""Laws of scoring and routing: what may not matter does not, and what is stored is enough to decide again."""

import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from hierannot_dsl.export import annotate_clusters, decide_again, make_cluster_annotation_export_summary
from hierannot_dsl.route import Stop
from hierannot_dsl.score import (
    DefaultSettings,
    Expression,
    HierannotSettings,
    change_decision,
    score_clusters,
)
from hierannot_dsl.score.contributions import marker_contributions
from tests.oracle.problems import expressions, programs
from tests.unit.score.trees import contrast, node, tree

few = effort(max_examples=60, deadline=None)
methods = st.sampled_from([DefaultSettings(), HierannotSettings(), HierannotSettings(controls="sampled")])
shares = st.floats(0, 1)
thresholds = st.floats(-0.5, 1)
COMMON = {
    "score_threshold": thresholds,
    "margin_threshold": thresholds,
    "min_leaf_raw_score": thresholds,
    "min_branch_supported_raw_score": thresholds,
    "level1_branch_child_rescue_weight": shares,
    "branch_child_rescue_weight": shares,
}
KNOBS = {
    "default": COMMON
    | {
        "child_score_threshold": thresholds,
        "max_unscorable_fraction": shares,
        "high_confidence_rival": st.floats(0.01, 1),
    },
    "hierannot": COMMON
    | {"branch_routing_raw_weight": shares, "weak_raw_score_threshold": st.floats(0.01, 1)},
}

N_GENES, N_CLUSTERS = 3000, 60
PROGRAM = tree(
    node("T", "G0 G1 G2 G3 -G9", node("CD4", "G4 G5 G6"), node("CD8", "G7 G8 G9", variants={"v": "G20 G21"})),
    node("B", "G10 G11 G12*2 G13 -G0"),
    contrast("P", "G14 G15 G16 G17 G18"),
)


def random_expression(*, seed=0):
    """Counts with many zeros and ties, of uneven depth: every cluster has another total."""
    rng = np.random.default_rng(seed)
    rate = rng.gamma(0.5, 2, (N_GENES, 1)) * rng.lognormal(0, 1, (N_GENES, N_CLUSTERS))
    values = rng.poisson(rate * rng.uniform(0.5, 5, N_CLUSTERS)) / rng.integers(3, 90, N_CLUSTERS)
    genes = tuple(f"G{number}" for number in range(N_GENES))
    return Expression(genes, tuple(f"c{number}" for number in range(N_CLUSTERS)), values)


def bits(scores):
    """All that decides, as bytes."""
    return [array.tobytes() for array in (scores.raw, scores.branch, scores.branch_raw, scores.detection)]


EVERY_METHOD = pytest.mark.parametrize(
    "settings",
    [
        DefaultSettings(),
        DefaultSettings(reference_abundance={f"G{k}": (k % 97) / 97 for k in range(0, N_GENES, 2)}),
        HierannotSettings(),
        HierannotSettings(preset="large", negatives="control"),
        HierannotSettings(controls="sampled"),
    ],
    ids=["default", "reference", "hierannot", "large", "sampled"],
)


@EVERY_METHOD
def test_the_order_of_genes_changes_no_bit(settings):
    expression = random_expression()
    order = np.random.default_rng(1).permutation(N_GENES)
    shuffled = Expression(
        tuple(expression.genes[row] for row in order), expression.clusters, expression.values[order]
    )
    assert bits(score_clusters(PROGRAM, shuffled, settings)) == bits(
        score_clusters(PROGRAM, expression, settings)
    )


@EVERY_METHOD
def test_the_order_of_clusters_changes_no_bit(settings):
    expression = random_expression()
    order = np.random.default_rng(1).permutation(N_CLUSTERS)
    names = tuple(expression.clusters[column] for column in order)
    shuffled = score_clusters(
        PROGRAM, Expression(expression.genes, names, expression.values[:, order]), settings
    )
    straight = score_clusters(PROGRAM, expression, settings)
    for name in ("raw", "branch", "detection"):
        assert getattr(shuffled, name).tobytes() == getattr(straight, name)[:, order].tobytes()


@EVERY_METHOD
def test_the_layout_in_memory_changes_no_bit(settings):
    expression = random_expression()
    other = Expression(expression.genes, expression.clusters, np.asfortranarray(expression.values))
    strided = Expression(
        expression.genes, expression.clusters, np.repeat(expression.values, 2, axis=1)[:, ::2]
    )
    straight = bits(score_clusters(PROGRAM, expression, settings))
    assert bits(score_clusters(PROGRAM, other, settings)) == straight
    assert bits(score_clusters(PROGRAM, strided, settings)) == straight


@EVERY_METHOD
def test_blocks_and_threads_change_no_bit(settings, monkeypatch):
    expression = random_expression()
    whole = bits(score_clusters(PROGRAM, expression, settings))
    for module in ("default", "controls"):
        monkeypatch.setattr(f"hierannot_dsl.score.{module}.KEPT", 7 * N_GENES)
    monkeypatch.setattr("hierannot_dsl.kernels.parallel.cpu_count", lambda: 1)
    monkeypatch.delitem(sys.modules, "numba", raising=False)
    assert bits(score_clusters(PROGRAM, expression, settings)) == whole


@pytest.mark.parametrize("settings", [DefaultSettings(), HierannotSettings(control_exclusion="node")])
def test_an_unrelated_node_moves_no_raw_score(settings):
    grown = tree(
        node(
            "T",
            "G0 G1 G2 G3 -G9",
            node("CD4", "G4 G5 G6"),
            node("CD8", "G7 G8 G9", variants={"v": "G20 G21"}),
        ),
        node("B", "G10 G11 G12*2 G13 -G0"),
        node("New", "G100 G101 G0 -G10", node("Newer", "G102 G103 G104")),
        contrast("P", "G14 G15 G16 G17 G18"),
    )
    before = score_clusters(PROGRAM, random_expression(), settings)
    after = score_clusters(grown, random_expression(), settings)
    kept = [grown.names.index(name) for name in PROGRAM.names]
    assert after.raw[kept].tobytes() == before.raw.tobytes()


def test_the_default_does_not_depend_on_which_clusters_are_there_but_for_what_all_hold():
    expression = random_expression()
    half = Expression(expression.genes, expression.clusters[::2], expression.values[:, ::2])
    settings = DefaultSettings(ambient_weight=0.0, bin_weight=0.0)
    whole = score_clusters(PROGRAM, expression, settings)
    assert score_clusters(PROGRAM, half, settings).raw.tobytes() == whole.raw[:, ::2].tobytes()


@few
@given(programs(), expressions(), methods, st.data())
def test_deciding_again_is_a_fresh_fit(program, expression, settings, data):
    fit = annotate_clusters(program, expression, settings)
    knobs = data.draw(st.fixed_dictionaries({}, optional=KNOBS[settings.method]))
    changed = change_decision(settings, **knobs)
    again, fresh = decide_again(fit, changed), annotate_clusters(program, expression, changed)
    assert bits(again.scores) == bits(fresh.scores)
    for name in (
        "winner",
        "margin",
        "verdict",
        "path",
        "label",
        "stop",
        "rival",
        "final_margin",
        "confidence",
        "confidence_score",
    ):
        np.testing.assert_array_equal(getattr(again.routes, name), getattr(fresh.routes, name))


@few
@given(programs(), expressions(), methods)
def test_contributions_sum_to_r(program, expression, settings):
    evidence = score_clusters(program, expression, settings).evidence
    for (index, cluster), raw in np.ndenumerate(evidence.raw):
        parts = marker_contributions(program, evidence, node=index, cluster=cluster)
        assert parts.contribution.sum() == pytest.approx(0.0 if np.isnan(raw) else raw, abs=1e-9)


@few
@given(programs(), expressions(), methods, st.data())
def test_routes_are_ways_down_the_tree_with_reasons(program, expression, settings, data):
    knobs = data.draw(st.fixed_dictionaries({}, optional=KNOBS[settings.method]))
    fit = annotate_clusters(program, expression, change_decision(settings, **knobs))
    routes, scores = fit.routes, fit.scores
    for cluster in range(len(scores.clusters)):
        path = [int(step) for step in routes.path[cluster] if step >= 0]
        assert [int(program.parent[step]) for step in path] == [-1, *path[:-1]][: len(path)]
        assert not program.is_contrast[path].any()
        label, stop, fork = (
            int(routes.label[cluster]),
            Stop(routes.stop[cluster]),
            int(routes.stop_fork[cluster]),
        )
        assert stop is not Stop.PASSED
        assert (stop is Stop.LEAF) == (fork == -1)
        if fork >= 0:
            assert routes.verdict[fork, cluster] == stop
            assert routes.fork[fork] == (path[-1] if path else -1)
        if label >= 0:
            assert label in path
            assert program.callable[label]
            assert not np.isnan(scores.raw[label, cluster])
        assert (routes.confidence[cluster] == 0) == (label < 0)
        assert 0 <= routes.confidence_score[cluster] <= 1


@few
@given(programs(), expressions(), methods)
def test_every_cluster_gets_one_row_with_a_status(program, expression, settings):
    table = make_cluster_annotation_export_summary(annotate_clusters(program, expression, settings))
    assert table["cluster_id"].tolist() == list(expression.clusters)
    assert set(table["annot_export_status"]) <= {"resolved", "mixed", "unknown"}
    resolved = table["annot_export_status"] == "resolved"
    assert (table.loc[resolved, "annot_export_label"] == table.loc[resolved, "annot_label"]).all()
    assert (table.loc[~resolved, "annot_export_reason"] != "").all()
    assert not table.map(lambda value: value is None).to_numpy().any()
