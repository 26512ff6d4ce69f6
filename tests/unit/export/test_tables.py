import numpy as np
import pytest

from hierannot_dsl.export import annotate_clusters
from hierannot_dsl.score import DefaultSettings, HierannotSettings
from tests.unit.score.trees import contrast, matrix, node, tree

PROGRAM = tree(
    node("T", "A B", node("CD4", "C D", variants={"naive": "E F"}), node("CD8", "G H X1 X2")),
    node("Lost", "Y1 Y2"),
    contrast("Platelet", "I J"),
)
GENES = "A B C D E F G H I J K L M N O P"
VALUES = np.random.default_rng(3).poisson(3.0, (16, 3)).astype(float)


@pytest.fixture(scope="module", params=[HierannotSettings(), DefaultSettings()], ids=["hierannot", "default"])
def fit(request):
    return annotate_clusters(PROGRAM, matrix(GENES, VALUES), request.param)


def test_one_row_per_cluster(fit):
    table = fit.cluster_annotations
    assert table["cluster_id"].tolist() == ["c0", "c1", "c2"]
    assert {"label", "path", "score", "confidence", "stop_reason", "l1_label", "l2_score"} <= set(
        table.columns
    )


def test_one_row_per_cluster_and_program(fit):
    table = fit.level_scores
    assert len(table) == 3 * PROGRAM.n_programs
    assert table["program"].tolist()[:5] == ["T", "CD4", "CD8", "Lost", "Platelet"]
    assert table["parent"].tolist()[:5] == ["", "T", "T", "", ""]
    assert table["kind"].tolist()[:5] == ["node", "node", "node", "node", "contrast"]
    one = table[(table["cluster_id"] == "c1") & (table["program"] == "CD4")].to_dict("records")[0]
    assert one["raw_score"] == fit.scores.raw[1, 1]
    assert one["variant"] in ("", "naive")
    lost = table[table["program"] == "Lost"]
    assert lost["raw_score"].isna().all()
    assert lost["unscorable"].tolist() == ["0 of 2 positive markers are in the matrix, 2 are needed"] * 3
    assert (lost["markers"] == 0).all()


def test_diagnostics_count_what_was_called(fit):
    row = fit.diagnostics_summary.to_dict("records")[0]
    assert (row["n_nodes"], row["n_contrasts"], row["n_clusters"]) == (4, 1, 3)
    assert row["n_unscorable"] >= 1
    grades = [row[f"n_{grade}_confidence"] for grade in ("high", "medium", "low", "none")]
    assert sum(grades) == 3
    assert row["n_called"] == 3 - row["n_none_confidence"]


def test_tables_are_made_once(fit):
    assert fit.level_scores is fit.level_scores


def test_a_result_tells_what_it_is(fit):
    n_called = int((fit.routes.label >= 0).sum())
    assert (
        repr(fit)
        == f"<AnnotationResult: test, method {fit.settings.method!r}, {n_called} of 3 clusters called>"
    )
