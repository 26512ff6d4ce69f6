import numpy as np
import pytest

from hierannot_dsl.compiler import compile_for_panel
from hierannot_dsl.measure.draw import draw_counts, shares_of
from hierannot_dsl.measure.forks import measure_forks
from hierannot_dsl.measure.profiles import spelt_as_panel
from hierannot_dsl.panel.measured import Decided, Measured
from hierannot_dsl.panel.panel import Panel
from hierannot_dsl.score.expression import Expression
from tests.unit.panel.trees import hierarchy, node

TREE = hierarchy(
    node("T", "T1 T2 T3 T4", node("CD4", "F1 F2 F3 F4"), node("CD8", "E1 E2 E3 E4")), node("B", "B1 B2 B3 B4")
)
CLUSTERS = ("four", "eight", "bee")
HIGH = {"four": "TF", "eight": "TE", "bee": "B"}
MARKERS = tuple(f"{letter}{number}" for letter in "TFEB" for number in range(1, 5))
OTHERS = tuple(f"X{number:03}" for number in range(400))
GENES = MARKERS + OTHERS


def expression(order: np.ndarray | None = None) -> Expression:
    """Counts of 400 genes that say nothing, and of markers: 60 where a cluster has them, else 0."""
    rest = np.random.default_rng(1).gamma(0.5, 8, (400, 1)) * np.ones((1, 3))
    markers = [[60.0 if gene[0] in HIGH[cluster] else 0.0 for cluster in CLUSTERS] for gene in MARKERS]
    values = np.vstack([markers, rest])
    order = np.arange(len(GENES)) if order is None else order
    return Expression(tuple(GENES[at] for at in order), CLUSTERS, values[order])


def measured(panel_genes: tuple[str, ...], source: Expression, **given: object) -> Measured:
    panel = Panel("toy", panel_genes)
    program = compile_for_panel(TREE, panel).unwrap().program
    given = {"draws": 3, "depth": 20_000, **given}
    return measure_forks(TREE, panel, program, source, profiles="toy", **given)


def test_a_panel_with_every_marker_decides_as_all_genes_do() -> None:
    found = measured(GENES, expression())
    assert (found.truth, found.n_genes, found.left_out) == ("all genes", 416, ())
    assert {row.name: (row.clusters, row.on_panel) for row in found.nodes} == {
        "T": (("eight", "four"), Decided(6, 0, 0)),
        "CD4": (("four",), Decided(3, 0, 0)),
        "CD8": (("eight",), Decided(3, 0, 0)),
        "B": (("bee",), Decided(3, 0, 0)),
    }
    assert all(row.on_panel == row.on_all and row.mistaken_for == () for row in found.nodes)


def test_without_the_markers_of_a_node_its_draws_stop_above() -> None:
    found = measured(tuple(gene for gene in GENES if gene[0] not in "E"), expression())
    eight = found.node("CD8")
    assert eight is not None
    assert (eight.on_all, eight.on_panel.right, eight.on_panel.n) == (Decided(3, 0, 0), 0, 3)
    assert found.node("T").on_panel == Decided(6, 0, 0)


def test_labels_are_the_truth_where_they_are_given() -> None:
    found = measured(GENES, expression(), truth={"four": "CD8", "bee": "T"})
    assert (found.truth, found.left_out) == ("labels", ("eight",))
    assert [(row.name, row.on_panel, row.mistaken_for) for row in found.nodes] == [
        ("T", Decided(3, 3, 0), (("B", 3),)),
        ("CD8", Decided(0, 3, 0), (("CD4", 3),)),
    ]


def test_the_order_of_genes_changes_nothing_and_a_seed_gives_the_same_again() -> None:
    order = np.random.default_rng(2).permutation(len(GENES))
    few = tuple(gene for gene in GENES if gene not in ("F3", "F4", "E4"))
    again = measured(few, expression(), depth=900)
    assert measured(few, expression(), depth=900) == again
    assert measured(few, expression(order), depth=900) == again


def test_a_draw_depends_on_its_cluster_and_not_on_the_others() -> None:
    source = expression()
    shares = shares_of(source, "raw_cluster_means")
    assert shares.sum(axis=0) == pytest.approx(np.ones(3))
    counts = draw_counts(shares, source, 1, depth=5000, seed=0)
    alone = Expression(source.genes, ("bee",), source.values[:, 2:])
    assert np.array_equal(draw_counts(shares[:, 2:], alone, 1, depth=5000, seed=0)[:, 0], counts[:, 2])
    assert counts.sum(axis=0) == pytest.approx(np.full(3, 5000), rel=0.1)
    assert not np.array_equal(draw_counts(shares, source, 2, depth=5000, seed=0), counts)
    assert not np.array_equal(draw_counts(shares, source, 1, depth=5000, seed=1), counts)


def test_logarithms_are_undone_and_an_empty_cluster_draws_nothing() -> None:
    source = Expression(("A", "B"), ("c", "empty"), np.log1p(np.array([[3.0, 0.0], [1.0, 0.0]])))
    assert shares_of(source, "normalized") == pytest.approx(np.array([[0.75, 0.0], [0.25, 0.0]]))


def test_genes_take_the_spelling_of_the_panel_where_it_is_plain() -> None:
    source = Expression(("cd3d", "MS4A1", "Cd4", "CD4"), ("c",), np.ones((4, 1)))
    panel = Panel("toy", ("CD3D", "MS4A1", "CD4"))
    assert spelt_as_panel(source, panel).genes == ("CD3D", "MS4A1", "Cd4", "CD4")


def test_genes_take_the_name_of_the_panel_where_it_lists_another_one() -> None:
    source = Expression(("JCHAIN", "GUCY1A3", "EAAT1", "GLAST"), ("c",), np.ones((4, 1)))
    panel = Panel("toy", ("IGJ", "GUCY1A1", "SLC1A3"))
    assert spelt_as_panel(source, panel).genes == ("IGJ", "GUCY1A1", "EAAT1", "GLAST")
