import pytest

from hierannot_dsl.panel.bind import bind_panel
from hierannot_dsl.panel.compare import compare_panels
from hierannot_dsl.panel.panel import Panel
from hierannot_dsl.panel.policy import RetentionPolicy
from hierannot_dsl.panel.report import RetentionReport, Status
from hierannot_dsl.panel.retention import retention
from tests.unit.panel.trees import hierarchy, node

TREE = hierarchy(node("T", "CD3D CD3E", node("CD8", "CD8A CD8B")), node("B", "MS4A1 CD79A"))


def report(genes: str, tree=TREE) -> RetentionReport:
    return retention(bind_panel(tree, Panel(genes, tuple(genes.split()))), RetentionPolicy())


def test_nodes_stand_beside_each_other_and_each_panel_says_what_it_alone_has() -> None:
    found = compare_panels([report("CD3D CD3E MS4A1 CD79A"), report("CD3D CD3E CD8A CD8B")])
    assert [(node.name, node.level, node.differs) for node in found.nodes] == [
        ("T", 1, False),
        ("CD8", 2, True),
        ("B", 1, True),
    ]
    assert [row.status for row in found.nodes[1].rows] == [Status.DISABLED, Status.FULL]
    assert found.only == (("CD79A", "MS4A1"), ("CD8A", "CD8B"))


def test_reports_of_two_hierarchies_do_not_compare() -> None:
    with pytest.raises(ValueError, match="not all of one hierarchy"):
        compare_panels([report("CD3D"), report("CD3D", hierarchy(node("T", "CD3D")))])
    with pytest.raises(ValueError, match="not all of one hierarchy"):
        compare_panels([])
