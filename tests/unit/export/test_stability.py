from dataclasses import replace

import numpy as np
import pytest

from hierannot_dsl.export import annotate_clusters, make_cluster_annotation_export_summary
from hierannot_dsl.export.stability import label_stability
from hierannot_dsl.score import DefaultSettings, HierannotSettings
from hierannot_dsl.score.resample import Resampler, marker_draws
from tests.unit.score.trees import contrast, matrix, node, tree

TREE = (
    node("T", "A B C -N", node("CD4", "A D E", variants={"naive": "F G"}), node("CD8", "H I -D")),
    node("B", "N O P"),
    contrast("Platelet", "Q R"),
)
PROGRAM = tree(*TREE)
SETTINGS = {
    "default": DefaultSettings(min_markers_present=1),
    "excess of none": DefaultSettings(negatives="control"),
    "hierannot": HierannotSettings(),
}
ALL = slice(None)


def cells(seed=0, n_clusters=9):
    random = np.random.default_rng(seed)
    genes = [*"ABCDEFGHINOPQR", *(f"G{index}" for index in range(60))]
    levels = random.gamma(0.5, 3.0, size=(len(genes), n_clusters))
    return matrix(genes, levels)


def fit(settings, program=PROGRAM, expression=None):
    return annotate_clusters(program, expression or cells(), settings)


def test_draws_belong_to_genes():
    few, many = marker_draws(("CD3D", "CD8A"), 50), marker_draws(("X", "CD8A", "CD3D"), 80)
    assert np.array_equal(few, many[:50, [2, 1]])
    assert marker_draws(tuple(f"G{index}" for index in range(500)), 100).mean() == pytest.approx(1, abs=0.02)


@pytest.mark.parametrize("settings", SETTINGS.values(), ids=SETTINGS)
def test_with_equal_weights_the_scores_are_those_of_the_fit(settings, monkeypatch):
    monkeypatch.setattr(
        "hierannot_dsl.score.resample.marker_draws", lambda symbols, n: np.ones((n, len(symbols)))
    )
    result = fit(settings)
    evidence = result.scores.evidence
    again = Resampler.of(PROGRAM, evidence, settings, 2).draw(slice(0, 2), np.array([4, 1]))
    assert again.raw == pytest.approx(np.tile(evidence.raw[:, [4, 1]], 2), abs=1e-9, nan_ok=True)
    assert np.array_equal(again.silent, np.tile(evidence.silent[[4, 1]], 2))
    if not isinstance(settings, HierannotSettings):
        assert label_stability(result, 3).tolist() == [1.0] * 9


@pytest.mark.parametrize("settings", SETTINGS.values(), ids=SETTINGS)
def test_every_marker_is_weighed_by_its_draw(settings):
    """Against a reading of one set, one cluster and one resample at a time."""
    evidence = fit(settings).scores.evidence
    draws = marker_draws(PROGRAM.symbols, 4)
    resampled = Resampler.of(PROGRAM, evidence, settings, 4).draw(slice(1, 4), np.array([2, 7]))

    def side(index, cluster, draw, sign):
        total = weights = 0.0
        for use in np.flatnonzero(evidence.used_set == index):
            marker = evidence.used_marker[use]
            if PROGRAM.marker_sign[marker] != sign:
                continue
            weight = draw[PROGRAM.marker_symbol[marker]] * evidence.used_share[use]
            difference = (
                evidence.expression[evidence.used_gene[use], cluster] - evidence.control[use, cluster]
            )
            if sign > 0:
                limit = evidence.clip[index, cluster]
                difference = min(max(difference, -limit), limit)
            total, weights = total + weight * difference, weights + weight
        return total / weights if weights else 0.0

    for node_index in range(PROGRAM.n_programs):
        for column, (draw, cluster) in enumerate((draw, cluster) for draw in draws[1:] for cluster in (2, 7)):
            found = []
            for index in np.flatnonzero(PROGRAM.set_program == node_index):
                if np.isnan(evidence.set_raw[index]).all():
                    continue
                against = side(index, cluster, draw, -1)
                against = max(against, 0.0) if settings.negatives == "excess" else against
                raw = side(index, cluster, draw, 1) - evidence.set_penalty[index] * against
                found.append(evidence.set_scale[index] * raw)
            assert resampled.raw[node_index, column] == pytest.approx(max(found), abs=1e-9)


@pytest.mark.parametrize("settings", SETTINGS.values(), ids=SETTINGS)
def test_orders_change_no_bit(settings):
    expression = cells()
    random = np.random.default_rng(3)
    rows, columns = random.permutation(expression.n_genes), random.permutation(expression.n_clusters)
    shuffled = replace(
        expression,
        genes=tuple(expression.genes[row] for row in rows),
        clusters=tuple(expression.clusters[column] for column in columns),
        values=expression.values[np.ix_(rows, columns)],
    )
    before, after = label_stability(fit(settings)), label_stability(fit(settings, expression=shuffled))
    assert np.array_equal(after, before[columns])
    assert 0 < before.min() <= before.max() <= 1


def test_a_call_below_is_the_same_call():
    # The parent leads by far; which child wins hangs on single markers.
    program = tree(node("T", "A B C", node("CD4", "D E"), node("CD8", "D F")), node("B", "N O P"))
    rows = {gene: [9.0] for gene in "ABC"} | {"D": [5.0], "E": [2.0], "F": [2.2]}
    rows |= {gene: [0.0] for gene in "NOP"} | {f"G{index}": [index / 40] for index in range(60)}
    settings = DefaultSettings(child_score_threshold=0.0, child_margin_threshold=0.1)
    result = fit(settings, program, matrix(list(rows), list(rows.values())))
    assert program.names[result.routes.label[0]] == "T"
    assert label_stability(result).tolist() == [1.0]


def test_one_cluster_is_asked_as_all_are():
    result = fit(SETTINGS["default"])
    every = label_stability(result)
    assert [label_stability(result, cluster=at)[0] for at in range(9)] == every.tolist()


def test_many_clusters_are_not_asked_unless_told():
    result = fit(SETTINGS["default"], expression=cells(n_clusters=101))
    assert np.isnan(label_stability(result)).all()
    told = label_stability(result, 90)
    assert not np.isnan(told).any()
    # By parts, as many at once as there is room for.
    assert np.array_equal(told[95:], [label_stability(result, 90, cluster=at)[0] for at in range(95, 101)])


def test_the_export_tells_it_where_it_was_asked_for():
    result = fit(SETTINGS["default"])
    asked = make_cluster_annotation_export_summary(result)
    assert asked["annot_stability"].tolist() == label_stability(result).tolist()
    assert make_cluster_annotation_export_summary(result, n_resamples=0)["annot_stability"].isna().all()
    with pytest.raises(ValueError, match="n_resamples is -1, below 0"):
        make_cluster_annotation_export_summary(result, n_resamples=-1)
    assert result.explain(result.scores.clusters[3]).stability == asked["annot_stability"][3]
