import pytest

from hierannot_dsl.panel.bind import bind_panel
from hierannot_dsl.panel.design import Addition, PanelDesign, design_panel
from hierannot_dsl.panel.panel import Panel
from tests.unit.panel.trees import hierarchy, node

TREE = hierarchy(node("A", "A1=2 A2 S"), node("B", "B1 B2 S", node("C", "C1")))


def design(genes: str, count: int) -> PanelDesign:
    return design_panel(bind_panel(TREE, Panel("toy", tuple(genes.split()))), count)


def test_a_gene_gains_what_its_weight_adds_to_the_nodes_that_it_tells_apart() -> None:
    # A has A2, of weight 1, beyond B: 1/3. A1 makes that 3/5. B has nothing beyond A; C nothing at all.
    got = design("A2 S", 3)
    assert (got.n_nodes, got.separation) == (3, pytest.approx(1 / 3))
    assert got.whole == pytest.approx(3 / 5 + 2 / 4 + 1 / 3)
    assert got.additions == (
        Addition("B1", pytest.approx(1 / 3), pytest.approx(2 / 3), ("B",)),
        Addition("C1", pytest.approx(1 / 3), pytest.approx(1), ("C",)),
        Addition("A1", pytest.approx(3 / 5 - 1 / 3), pytest.approx(1 + 3 / 5 - 1 / 3), ("A",)),
    )


def test_there_is_an_end_when_nothing_more_can_be_told_apart() -> None:
    # S is absent too, and both siblings have it.
    assert [addition.gene for addition in design("A1 A2 B1", 9).additions] == ["C1", "B2"]
    assert design("A1 A2 B1 B2 C1", 9).additions == ()


def test_more_genes_begin_with_those_of_fewer() -> None:
    assert design("S", 5).additions[:2] == design("S", 2).additions


def test_a_gene_of_two_nodes_helps_both() -> None:
    tree = hierarchy(node("A", "A1", node("X", "G"), node("Y", "H")), node("B", "B1", node("Z", "G K")))
    got = design_panel(bind_panel(tree, Panel("toy", ("A1",))), 1)
    assert got.additions[0] == Addition("G", pytest.approx(2 / 3), pytest.approx(1), ("X", "Z"))
