from hierannot_dsl.model.hierarchy import Hierarchy
from hierannot_dsl.panel.bind import bind_panel
from hierannot_dsl.panel.panel import Panel
from hierannot_dsl.panel.policy import RetentionPolicy
from hierannot_dsl.panel.prune import prune
from hierannot_dsl.panel.retention import retention
from tests.unit.panel.trees import contrast, hierarchy, node, variant


def pruned(tree: Hierarchy, genes: str) -> Hierarchy:
    bound = bind_panel(tree, Panel("toy", tuple(genes.split())))
    return prune(bound, retention(bound, RetentionPolicy()))


def test_unmeasured_markers_go_and_renamed_ones_take_the_panels_spelling() -> None:
    (root,) = pruned(hierarchy(node("T", "Cd3e CD2 LCK -MS4A1 -LYZ")), "CD3E CD2 LCK LYZ").roots
    assert [(marker.gene, marker.sign) for marker in root.markers] == [
        ("CD3E", 1),
        ("CD2", 1),
        ("LCK", 1),
        ("LYZ", -1),
    ]


def test_a_disabled_node_without_children_goes() -> None:
    tree = hierarchy(node("T", "A B", node("CD4", "C D"), node("CD8", "E F")))
    (root,) = pruned(tree, "A B E F").roots
    assert [child.name for child in root.children] == ["CD8"]


def test_a_disabled_node_with_children_stays_as_a_group() -> None:
    tree = hierarchy(node("Immune", "I J", node("T", "A B"), contrasts=(contrast("X", "P Q"),)))
    (root,) = pruned(tree, "A B P Q").roots
    assert root.markers == ()
    assert [child.name for child in root.children] == ["T"]
    assert [contrast.name for contrast in root.contrasts] == ["X"]


def test_a_node_that_falls_back_competes_and_is_not_called() -> None:
    tree = hierarchy(node("T", "A B", node("CD4", "C D E", role="major"), node("CD8", "F G")))
    (root,) = pruned(tree, "A B C D F G" + "".join(f" P{i}" for i in range(20))).roots
    assert [(child.name, child.callable) for child in root.children] == [("CD4", True), ("CD8", True)]
    tree = hierarchy(node("T", "A B", node("CD4", "C D E H", role="major"), node("CD8", "F G")))
    (root,) = pruned(tree, "A B C D F G").roots
    assert [(child.name, child.callable) for child in root.children] == [("CD4", False), ("CD8", True)]


def test_contrasts_of_a_fork_that_lost_its_nodes_go_with_it() -> None:
    tree = hierarchy(node("T", "A B", node("CD4", "C D"), contrasts=(contrast("NK-like", "K L"),)))
    (root,) = pruned(tree, "A B K L").roots
    assert root.children == ()
    assert root.contrasts == ()


def test_variants_lose_markers_and_go_when_empty() -> None:
    tree = hierarchy(node("DC", variants=(variant("1", "A B C"), variant("2", "D E"))))
    (root,) = pruned(tree, "A B C").roots
    assert [(v.name, [m.gene for m in v.markers]) for v in root.variants] == [("1", ["A", "B", "C"])]


def test_two_spellings_of_one_measured_gene_become_one_marker() -> None:
    (root,) = pruned(hierarchy(node("T", "Cd3e=2 CD3E CD2")), "CD3E CD2").roots
    assert [(marker.gene, marker.weight) for marker in root.markers] == [("CD3E", 1.0), ("CD2", 1.0)]


def test_the_sign_of_a_marker_is_that_of_the_panels_own_spelling() -> None:
    (root,) = pruned(hierarchy(node("B", "cd3D CD79A MS4A1 -CD3D")), "CD3D CD79A MS4A1").roots
    assert [(marker.gene, marker.sign) for marker in root.markers] == [
        ("CD79A", 1),
        ("MS4A1", 1),
        ("CD3D", -1),
    ]
