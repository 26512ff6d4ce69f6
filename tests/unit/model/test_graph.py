import networkx as nx

from hierannot_dsl.model.graph import marker_graph, tree_graph
from tests.unit.panel.trees import contrast, hierarchy, node, variant

TREE = hierarchy(
    node("Immune", "PTPRC", node("T", "CD3E=2 -LYZ", cl="CL:0000084"), contrasts=(contrast("Odd", "ALAS2"),)),
    node("DC", "FLT3", variants=(variant("cDC1", "XCR1 PTPRC"),)),
    contrasts=(contrast("Erythroid", "HBB"),),
)


def test_the_tree_runs_from_parents_to_children_in_document_order() -> None:
    graph = tree_graph(TREE)
    assert list(graph.nodes) == ["Immune", "T", "DC"]
    assert list(graph.edges) == [("Immune", "T")]
    assert nx.is_forest(graph)
    assert graph.nodes["T"]["level"] == 2
    assert graph.nodes["T"]["cl"] == "CL:0000084"
    assert graph.nodes["T"]["program"] is TREE.roots[0].children[0]
    assert nx.ancestors(graph, "T") == {"Immune"}


def test_contrasts_stand_under_the_node_inside_which_they_compete() -> None:
    graph = tree_graph(TREE, contrasts=True)
    assert list(graph.edges) == [("Immune", "Odd"), ("Immune", "T")]
    assert {name: graph.nodes[name]["kind"] for name in ("T", "Odd", "Erythroid")} == {
        "T": "node",
        "Odd": "contrast",
        "Erythroid": "contrast",
    }
    assert graph.nodes["Erythroid"]["level"] == 1


def test_every_marker_is_an_edge_from_its_gene() -> None:
    graph = marker_graph(TREE)
    edges = {
        (gene, program, data["sign"], data["weight"], data["variant"])
        for (_, gene), (_, program), data in graph.edges(data=True)
    }
    assert edges == {
        ("PTPRC", "Immune", 1, 1.0, ""),
        ("CD3E", "T", 1, 2.0, ""),
        ("LYZ", "T", -1, 1.0, ""),
        ("ALAS2", "Odd", 1, 1.0, ""),
        ("FLT3", "DC", 1, 1.0, ""),
        ("XCR1", "DC", 1, 1.0, "cDC1"),
        ("PTPRC", "DC", 1, 1.0, "cDC1"),
        ("HBB", "Erythroid", 1, 1.0, ""),
    }
    assert sorted(name for _, name in graph.successors(("gene", "PTPRC"))) == ["DC", "Immune"]
