import numpy as np
import pytest
from numpy.testing import assert_allclose

from hierannot_dsl.score import Expression, HierannotSettings, score_clusters
from hierannot_dsl.score.presets import PRESETS, plan_controls
from tests.unit.score.trees import contrast, matrix, node, tree

LN2 = np.log(2)


def fit(program, expression, **knobs):
    return score_clusters(program, expression, HierannotSettings(input_type="normalized", **knobs))


def test_r_is_markers_less_controls_less_half_of_the_negatives():
    program = tree(node("T", "A B -N"))
    scores = fit(program, matrix("A B N C D", [[4], [4], [2], [1], [2]]))
    # Two controls, C and D: all bins are widened to them.
    assert scores.raw[0, 0] == pytest.approx(4 - 1.5 - 0.5 * 2)


@pytest.mark.parametrize(("negatives", "expected"), [("mean", -0.5), ("control", 0.25), ("excess", 0.0)])
def test_negatives_may_be_taken_against_their_controls(negatives, expected):
    program = tree(node("T", "A B -N"))
    scores = fit(program, matrix("A B N C D", [[1.5], [1.5], [1], [1], [2]]), negatives=negatives)
    assert scores.raw[0, 0] == pytest.approx(expected)


def test_weights_and_penalty_of_a_node():
    program = tree(node("T", "A*3 B -N", penalty=2))
    scores = fit(program, matrix("A B N C D", [[4], [0], [1], [0], [0]]), clip_quantile=1.0)
    assert scores.raw[0, 0] == pytest.approx(3.0 - 2.0)


def test_the_best_variant_counts():
    program = tree(node("DC", "A B", variants={"pDC": "C D", "cDC": "E F"}))
    scores = fit(program, matrix("A B C D E F X", np.array([[1, 2, 3, 4, 0, 0, 0], [0, 0, 1, 1, 5, 5, 0]]).T))
    assert [program.set_variant[best] for best in scores.evidence.best_set[0]] == ["pDC", "cDC"]
    assert_allclose(scores.raw[0], np.nanmax(scores.evidence.set_raw, axis=0))


def test_an_unscorable_program_is_nan_and_says_why():
    program = tree(node("T", "A B"), node("B", "C D"))
    scores = fit(program, matrix("A B C X", [[3, 1], [3, 1], [3, 1], [1, 1]]))
    for values in (scores.raw, scores.detection, scores.z, scores.decision, scores.local, scores.branch):
        assert np.isnan(values[1]).all()
        assert not np.isnan(values[0]).any()
    assert scores.evidence.unscorable == ("", "1 of 2 positive markers are in the matrix, 2 are needed")
    # It is no sibling either: with nobody to lead, D = Z (0.5 + 0.5 f).
    assert_allclose(scores.decision[0], scores.z[0] * (0.5 + 0.5 * scores.detection[0]))


def test_min_markers_of_a_node_holds_before_the_argument():
    program = tree(node("T", "A B", min_markers=1), node("B", "C D"))
    scores = fit(program, matrix("A C D X", [[3], [3], [3], [1]]), min_markers_present=3)
    assert np.isnan(scores.raw).tolist() == [[False], [True]]


def test_detection_needs_the_floor_and_more_than_nothing():
    program = tree(node("T", "A B"))
    low = matrix("A B C D E F", np.array([[0.1, 0, 2, 2, 2, 2], [3, 3, 2, 2, 2, 2]]).T)
    assert fit(program, low, detection_quantile=0.5).detection.tolist() == [[0.0, 1.0]]
    assert fit(program, low, detection_quantile=0.0).detection.tolist() == [[0.0, 1.0]]
    zeros = matrix("A B C D E F", np.array([[0.1, 0, 0, 0, 2, 2], [0, 0, 0, 0, 2, 2]]).T)
    assert fit(program, zeros, detection_quantile=0.0).detection.tolist() == [[0.5, 0.0]]


def test_cells_say_more_of_detection():
    program = tree(node("T", "A B"))
    values = np.ones((3, 1))
    cells = np.array([[0.9], [0.3], [1.0]])
    expression = Expression(("A", "B", "C"), ("x",), values, cells)
    assert fit(program, expression).detection.tolist() == [[pytest.approx(0.6)]]


def test_contrasts_compete_as_siblings():
    alone = tree(node("T", "A B"))
    beside = tree(node("T", "A B"), contrast("Platelet", "C D"))
    expression = matrix(
        "A B C D X Y", np.array([[1, 1, 9, 9, 1, 2], [5, 5, 1, 1, 1, 2], [2, 2, 1, 1, 1, 2]]).T
    )
    scores = fit(beside, expression, control_exclusion="node")
    support = 0.5 + 0.5 * scores.detection[0]
    assert_allclose(scores.decision[0], (scores.z[0] - scores.z[1]) * support)
    assert_allclose(fit(alone, expression, control_exclusion="node").decision[0], scores.z[0] * support)


def test_other_leads_blend_into_the_local_score():
    program = tree(node("T", "A B C D E"), node("B", "F G H I J"))
    rng = np.random.default_rng(0)
    expression = matrix(list("ABCDEFGHIJ") + [f"c{k}" for k in range(9)], rng.gamma(2, size=(19, 4)))
    scores = fit(program, expression, branch_routing_raw_weight=0.3, weak_raw_score_threshold=0.5)
    gate = np.clip(scores.raw / 0.5, 0, 1)
    assert_allclose(scores.local, 0.3 * scores.raw + 0.7 * gate * scores.decision)
    assert_allclose(scores.branch, scores.local)


def test_rescue_by_the_best_child():
    program = tree(node("T", "A B", node("CD4", "C D", node("Th1", "E F")), node("CD8", "G H"), rescue=0.1))
    rng = np.random.default_rng(0)
    scores = fit(program, matrix(list("ABCDEFGHXYZ"), rng.gamma(2, size=(11, 5))))
    local, branch = scores.local, scores.branch
    assert_allclose(branch[1], 0.65 * local[1] + 0.35 * np.maximum(0, local[2]))
    assert_allclose(branch[0], 0.9 * local[0] + 0.1 * np.maximum(0, np.maximum(branch[1], branch[3])))
    assert_allclose(scores.branch_raw[1], 0.65 * scores.raw[1] + 0.35 * np.maximum(0, scores.raw[2]))


def test_a_group_has_its_best_childs_branch():
    program = tree(node("Lymphoid", "", node("T", "A B"), node("B", "C D")))
    scores = fit(program, matrix(list("ABCDXYZ"), np.random.default_rng(1).gamma(2, size=(7, 4))))
    assert np.isnan(scores.raw[0]).all()
    assert_allclose(scores.branch[0], scores.branch[1:].max(axis=0))


class TestSampledControls:
    PROGRAM = tree(node("T", "A B"), node("B", "C D"))
    EXPRESSION = matrix(
        list("ABCD") + [f"c{k}" for k in range(300)], np.random.default_rng(0).gamma(2, size=(304, 3))
    )

    def test_same_seed_same_scores(self):
        one, two = (fit(self.PROGRAM, self.EXPRESSION, controls="sampled", n_bins=2) for _ in range(2))
        assert one.raw.tolist() == two.raw.tolist()
        other = fit(self.PROGRAM, self.EXPRESSION, controls="sampled", n_bins=2, random_state=1)
        assert one.raw.tolist() != other.raw.tolist()

    def test_they_are_drawn_around_the_bin(self):
        exact = fit(self.PROGRAM, self.EXPRESSION, n_bins=2)
        drawn = fit(self.PROGRAM, self.EXPRESSION, controls="sampled", n_bins=2)
        assert 0 < np.abs(exact.evidence.control - drawn.evidence.control).max() < 0.5

    def test_a_pool_of_five_is_all_of_it(self):
        few = matrix(list("ABCDEFGHI"), np.random.default_rng(0).gamma(2, size=(9, 3)))
        exact, drawn = (
            fit(self.PROGRAM, few, controls=controls, control_exclusion="hierarchy")
            for controls in ("bin", "sampled")
        )
        assert_allclose(exact.evidence.control, drawn.evidence.control)

    def test_another_root_moves_no_draw(self):
        knobs = {"controls": "sampled", "control_exclusion": "node", "n_bins": 2}
        grown = tree(node("T", "A B"), node("B", "C D"), node("New", "c1 c2"))
        before, after = (fit(program, self.EXPRESSION, **knobs) for program in (self.PROGRAM, grown))
        assert before.raw.tolist() == after.raw[:2].tolist()


@pytest.mark.parametrize(
    ("n_genes", "n_low", "preset"),
    [
        (2_499, 0, "small"),
        (2_500, 0, "medium"),
        (8_001, 3_000, "medium"),
        (8_001, 4_000, "large"),
        (8_000, 4_000, "medium"),
        (10_000, 0, "medium"),
        (10_001, 0, "large"),
    ],
)
def test_presets_by_the_number_of_genes(n_genes, n_low, preset):
    abundance = np.ones(n_genes)
    abundance[:n_low] = 0.01
    assert plan_controls(abundance, HierannotSettings()) == PRESETS[preset]


def test_explicit_settings_hold_before_a_preset():
    plan = plan_controls(np.ones(10), HierannotSettings(preset="large", n_bins=7, clip_quantile=0.0))
    assert (plan.n_bins, plan.clip_quantile, plan.exclusion) == (7, 0.0, "hierarchy")


def test_markers_alone_are_their_own_controls():
    program = tree(node("T", "A B"), node("B", "C D"))
    scores = fit(program, matrix("A B C D", [[4], [4], [0], [0]]), control_exclusion="hierarchy")
    assert scores.raw[:, 0].tolist() == [2.0, -2.0]
