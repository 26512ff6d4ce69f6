from dataclasses import replace

from hierannot_dsl.compiler import compile_for_panel
from hierannot_dsl.model.hierarchy import Hierarchy
from hierannot_dsl.panel.panel import Panel
from hierannot_dsl.panel.stale import changes_between
from hierannot_dsl.program import Program
from tests.unit.panel.trees import hierarchy, node

TREE = hierarchy(node("T", "CD3D CD3E TRAC", node("CD8", "CD8A CD8B GZMK")), node("B", "MS4A1 CD79A CD19"))
GENES = "CD3D CD3E TRAC CD8A CD8B MS4A1 CD79A"
SOURCE = "the hierarchy that it was compiled from says something else now"


def program(tree: Hierarchy, genes: str, name: str = "p.txt") -> Program:
    return compile_for_panel(tree, Panel(name, tuple(genes.split()))).unwrap().program


def test_the_same_hierarchy_and_panel_are_up_to_date_whatever_else_the_panel_lists() -> None:
    assert changes_between(program(TREE, GENES), program(TREE, f"XYZ {GENES} ABC")) == ()


def test_a_panel_that_has_changed_is_told_by_the_markers_of_each_node() -> None:
    new = program(TREE, "CD3D CD3E CD8A CD8B GZMK CD79A cd19", "q.txt")
    assert changes_between(program(TREE, GENES), new) == (
        "panel `p.txt` is now `q.txt`",
        "`T` loses TRAC",
        "`CD8`: whether it may be a label changed",
        "`CD8` gains GZMK",
        "`B` gains cd19; loses MS4A1",
    )


def test_a_hierarchy_that_has_changed_is_told_by_node() -> None:
    tree = hierarchy(
        node("T", "CD3D=2 CD3E TRAC", role="major"),
        node("B", "MS4A1 CD79A CD19", node("CD8", "CD8A CD8B GZMK", description="killers")),
        node("NK", "CD3D CD79A"),
    )
    assert changes_between(program(TREE, GENES), program(tree, GENES)) == (
        SOURCE,
        "`NK` is new",
        "`T`: role changed",
        "`T` has changed CD3D",
        "`CD8` stands under another node",
        "`CD8`: description changed",
    )


def test_a_lost_node_is_told() -> None:
    assert "`CD8` is gone" in changes_between(
        program(TREE, GENES), program(TREE, "CD3D CD3E TRAC MS4A1 CD79A")
    )


def test_another_order_is_another_program() -> None:
    old = program(TREE, GENES)
    assert changes_between(
        old, replace(old, symbols=old.symbols[::-1], panel_symbols=old.panel_symbols[::-1])
    )
