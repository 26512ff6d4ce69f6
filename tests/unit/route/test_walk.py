import numpy as np
import pytest

from hierannot_dsl.route import Stop, route_clusters
from hierannot_dsl.route.forks import label_levels
from hierannot_dsl.score import DefaultSettings, HierannotSettings
from tests.unit.score.trees import contrast, node, scored, tree

NAN = float("nan")
PUBLISHED = HierannotSettings()
DEFAULT = DefaultSettings()


def lymphoid(**fields):
    """Programs in order: T, CD4, CD8, B, Platelet (a contrast at the root)."""
    return tree(
        node("T", "A B", node("CD4", "C D", **fields), node("CD8", "E F")),
        node("B", "G H"),
        contrast("Platelet", "I J"),
    )


def route(program, branch, settings=PUBLISHED, **given):
    return route_clusters(program, scored(program, branch, **given), settings)


def told(program, routes, cluster=0):
    """Label, reason to stop, and path, by name."""
    label = routes.label[cluster]
    path = [program.names[step] for step in routes.path[cluster] if step >= 0]
    return program.names[label] if label >= 0 else None, Stop(routes.stop[cluster]), path


@pytest.mark.parametrize(
    ("branch", "expected"),
    [
        ([1.0, 0.9, 0.1, 0.2, 0.0], ("CD4", Stop.LEAF, ["T", "CD4"])),
        ([1.0, 0.9, 0.89, 0.2, 0.0], ("T", Stop.LOW_MARGIN, ["T"])),
        ([1.0, 0.9, 0.88, 0.2, 0.0], ("CD4", Stop.LEAF, ["T", "CD4"])),
        ([1.0, 0.04, 0.0, 0.2, 0.0], ("T", Stop.LOW_SCORE, ["T"])),
        ([0.2, 0.0, 0.0, 1.0, 0.0], ("B", Stop.LEAF, ["B"])),
        ([0.04, 0.0, 0.0, 0.0, 0.0], (None, Stop.LOW_SCORE, [])),
        ([0.5, 0.0, 0.0, 0.49, 0.0], (None, Stop.LOW_MARGIN, [])),
        ([0.5, 0.0, 0.0, 0.2, 1.0], (None, Stop.CONTRAST, [])),
        ([NAN, NAN, NAN, NAN, NAN], (None, Stop.NO_MARKERS, [])),
        ([NAN, NAN, NAN, 0.5, NAN], ("B", Stop.LEAF, ["B"])),
    ],
)
def test_gates(branch, expected):
    program = lymphoid()
    assert told(program, route(program, branch)) == expected


def test_every_cluster_goes_its_own_way():
    program = lymphoid()
    branch = np.array([[1.0, 0.9, 0.1, 0.2, 0.0], [0.2, 0.0, 0.0, 1.0, 0.0], [0.5, 0.0, 0.0, 0.2, 1.0]]).T
    routes = route(program, branch)
    assert [told(program, routes, cluster)[0] for cluster in range(3)] == ["CD4", "B", None]
    assert routes.stop_fork.tolist() == [-1, -1, 0]
    assert routes.fork.tolist() == [-1, 0]


def test_a_tie_goes_to_the_first_in_the_document():
    program = lymphoid()
    routes = route(program, [0.5, 0.3, 0.3, 0.5, 0.0], HierannotSettings(margin_threshold=0))
    assert told(program, routes)[0] == "CD4"
    assert routes.runner_up[:, 0].tolist() == [3, 2]
    assert routes.margin[:, 0].tolist() == [0.0, 0.0]


def test_raw_score_of_the_winner_must_not_be_deeply_negative():
    program = lymphoid()
    low = route(program, [1.0, 0.9, 0.1, 0.2, 0.0], raw=[0.5, -0.21, 0, 0, 0])
    assert told(program, low) == ("T", Stop.LOW_RAW, ["T"])


def test_back_off_to_a_node_with_raw_support_after_a_failed_gate_only():
    program = lymphoid()
    scores = scored(program, [1.0, 0.9, 0.1, -0.5, 0.0], raw=[-0.1, -0.1, 0, 0, 0])
    scores.branch_raw[0] = -0.05
    at_leaf = route_clusters(program, scores, PUBLISHED)
    assert told(program, at_leaf) == ("CD4", Stop.LEAF, ["T", "CD4"])
    stopped = route_clusters(program, scores, HierannotSettings(margin_threshold=0.85))
    assert told(program, stopped) == (None, Stop.LOW_MARGIN, ["T"])
    assert stopped.backed_off.tolist() == [True]
    allowed = HierannotSettings(margin_threshold=0.85, min_branch_supported_raw_score=-0.1)
    assert told(program, route_clusters(program, scores, allowed))[0] == "T"


def test_a_contrast_inside_a_fork_leaves_the_parent():
    program = tree(node("Mural", "A B", node("Pericyte", "C D"), contrast("Smooth muscle", "E F")))
    assert told(program, route(program, [1.0, 0.3, 0.9])) == ("Mural", Stop.CONTRAST, ["Mural"])
    # A contrast that wins too little still keeps the runner-up out.
    assert told(program, route(program, [1.0, 0.5, 0.51])) == ("Mural", Stop.LOW_MARGIN, ["Mural"])


def test_contrasts_alone_make_no_fork():
    program = tree(node("Mural", "A B", contrast("Smooth muscle", "E F")))
    assert told(program, route(program, [1.0, 2.0])) == ("Mural", Stop.LEAF, ["Mural"])


def test_a_node_that_may_not_be_a_label_is_passed_through():
    program = tree(node("T", "A B", node("CD4", "C D", node("Treg", "E F"), callable=False)))
    assert told(program, route(program, [1.0, 1.0, 1.0]))[0] == "Treg"
    stopped = route(program, [1.0, 1.0, 0.0])
    assert told(program, stopped) == ("T", Stop.LOW_SCORE, ["T", "CD4"])
    assert stopped.backed_off.tolist() == [False]
    leaf = tree(node("T", "A B", node("CD4", "C D", callable=False)))
    assert told(leaf, route(leaf, [1.0, 1.0])) == ("T", Stop.LEAF, ["T", "CD4"])
    root = tree(node("T", "A B", callable=False))
    assert told(root, route(root, [1.0])) == (None, Stop.LEAF, ["T"])


def test_a_group_is_passed_through_and_never_called():
    program = tree(node("Lymphoid", "", node("T", "A B"), node("B", "C D")), node("Epithelial", "E F"))
    routes = route(program, [1.0, 1.0, 0.2, 0.1], raw=[NAN, 1.0, 0.2, 0.1])
    assert told(program, routes) == ("T", Stop.LEAF, ["Lymphoid", "T"])
    tied = route(program, [1.0, 1.0, 0.99, 0.1], raw=[NAN, 1.0, 0.99, 0.1])
    assert told(program, tied) == (None, Stop.LOW_MARGIN, ["Lymphoid"])


def test_groups_are_no_level():
    program = tree(
        node("Group", "", node("T", "A", node("CD4", "B")), node("Inner", "", node("B", "C"))),
        node("E", "D", node("Squamous", "", node("Cornified", "F"))),
        contrast("Platelet", "G"),
    )
    levels = dict(zip(program.names, label_levels(program).tolist(), strict=True))
    assert levels == {
        "Group": 1, "T": 1, "CD4": 2, "Inner": 1, "B": 1, "E": 1, "Squamous": 1, "Cornified": 2, "Platelet": 1
    }  # fmt: skip


def test_below_a_group_the_first_label_has_the_thresholds_of_a_root():
    program = tree(node("Lymphoid", "", node("T", "A B"), node("B", "C D")))
    routes = route(program, [0.4, 0.4, 0.2], DEFAULT, raw=[NAN, 0.4, 0.2])
    assert told(program, routes)[0] == "T"


def test_weight_ranks_but_gates_nothing():
    program = tree(node("T", "A B", weight=3), node("B", "C D"))
    heavy = route(program, [0.3, 0.5])
    assert told(program, heavy)[0] == "T"
    assert heavy.margin[0, 0] == pytest.approx(0.4)
    assert told(program, route(program, [0.04, 0.045])) == (None, Stop.LOW_SCORE, [])
    # A negative score is not multiplied: weight is no penalty.
    assert route(program, [-0.1, -0.2]).winner[0, 0] == 0


@pytest.mark.parametrize(
    ("fields", "branch", "raw", "reason"),
    [
        ({"min_score": 0.95}, 0.9, 0.9, Stop.LOW_SCORE),
        ({"min_margin": 0.85}, 0.9, 0.9, Stop.LOW_MARGIN),
        ({"min_raw": 0.5}, 0.9, 0.4, Stop.LOW_RAW),
        ({"min_raw": -1}, 0.9, -0.5, Stop.LEAF),
        ({"min_score": 0.01}, 0.02, 0.5, Stop.LEAF),
    ],
)
def test_what_is_written_in_a_node_holds_before_the_settings(fields, branch, raw, reason):
    program = lymphoid(**fields)
    routes = route(
        program,
        [1.0, branch, 0.1 if branch > 0.1 else -1, 0.2, 0.0],
        HierannotSettings(margin_threshold=0.01),
        raw=[1.0, raw, 0.1, 0.2, 0.0],
    )
    assert told(program, routes)[1] is reason


class TestDefault:
    def test_a_child_needs_more_than_a_root(self):
        program = lymphoid()
        assert told(program, route(program, [0.4, 0.0, 0.0, 0.2, 0.0], DEFAULT))[0] == "T"
        assert told(program, route(program, [0.6, 0.45, 0.0, 0.2, 0.0], DEFAULT))[:2] == ("T", Stop.LOW_SCORE)
        assert told(program, route(program, [0.6, 0.6, 0.41, 0.2, 0.0], DEFAULT))[:2] == (
            "T",
            Stop.LOW_MARGIN,
        )
        assert told(program, route(program, [0.6, 0.6, 0.39, 0.2, 0.0], DEFAULT))[0] == "CD4"

    def test_a_stricter_root_threshold_holds_below_too(self):
        program = lymphoid()
        settings = DefaultSettings(score_threshold=0.7)
        assert told(program, route(program, [0.8, 0.6, 0.0, 0.2, 0.0], settings))[:2] == ("T", Stop.LOW_SCORE)

    def test_a_child_needs_half_of_its_parent(self):
        program = lymphoid()
        routes = route(program, [1.3, 0.6, 0.0, 0.2, 0.0], DEFAULT)
        assert told(program, routes) == ("T", Stop.WEAK_FOR_PARENT, ["T"])

    def test_nothing_is_a_rival_of_an_only_child(self):
        program = tree(node("B", "A B", node("Plasma", "C D")))
        alone = route(program, [0.6, 0.55], DEFAULT)
        assert alone.margin[:, 0].tolist() == [0.6, 0.55]
        strict = DefaultSettings(child_score_threshold=0.1, child_margin_threshold=0.6)
        assert told(program, route(program, [0.6, 0.55], strict))[:2] == ("B", Stop.LOW_MARGIN)

    def test_a_fork_that_mostly_cannot_be_seen_is_not_entered(self):
        program = tree(node("T", "A B", node("CD4", "C D"), node("CD8", "E F"), contrast("NK", "G H")))
        half = route(program, [1.0, 0.9, NAN, 0.0], DEFAULT)
        assert told(program, half)[:2] == ("T", Stop.UNSCORABLE_SIBLINGS)
        # Contrasts are not counted, and the root fork is entered whatever it lacks.
        whole = route(program, [1.0, 0.9, 0.1, NAN], DEFAULT)
        assert told(program, whole)[0] == "CD4"

    def test_a_silent_cluster_is_told_so(self):
        program = lymphoid()
        assert told(program, route(program, [0.0] * 5, DEFAULT, silent=[0]))[1] is Stop.NO_EXPRESSION


def test_an_only_child_of_the_published_method_has_no_rival():
    program = tree(node("B", "A B", node("Plasma", "C D")))
    routes = route(program, [0.6, 0.06])
    assert told(program, routes)[0] == "Plasma"
    assert np.isnan(routes.margin).all()
    assert (routes.runner_up == -1).all()
