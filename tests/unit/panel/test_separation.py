from hierannot_dsl.model.hierarchy import Hierarchy
from hierannot_dsl.panel.bind import bind_panel
from hierannot_dsl.panel.panel import Panel
from hierannot_dsl.panel.separation import PairSeparation, Side, separation
from tests.unit.panel.trees import hierarchy, node, variant


def pairs(tree: Hierarchy, genes: str, *unscored: str) -> tuple[PairSeparation, ...]:
    names = {program.name for program in tree.programs()} - set(unscored)
    return separation(bind_panel(tree, Panel("toy", tuple(genes.split()))), names)


def test_each_side_counts_what_it_has_and_the_other_has_not() -> None:
    tree = hierarchy(node("CD4", "CD3D CD4=2 IL7R CCR7 -CD8A"), node("CD8", "CD3D CD8A GZMK"))
    assert pairs(tree, "CD3D CD4 IL7R GZMK") == (
        PairSeparation(
            "",
            Side("CD4", ("CD4", "IL7R"), 3.0, 3, 4.0),
            Side("CD8", ("GZMK",), 1.0, 2, 2.0),
            competing=True,
        ),
    )


def test_what_the_parent_has_too_tells_no_siblings_apart() -> None:
    tree = hierarchy(node("T", "CD3D CD3E", node("CD4", "CD3D CD4"), node("CD8", "CD3E CD8A CD8B")))
    (pair,) = pairs(tree, "CD3D CD3E CD4 CD8A")
    assert (pair.parent, pair.first.markers, pair.second.markers) == ("T", ("CD4",), ("CD8A",))
    assert (pair.first.total, pair.second.total) == (1, 2)


def test_where_the_parent_has_all_of_them_all_are_counted_as_scoring_does() -> None:
    tree = hierarchy(node("T", "A B", node("X", "A"), node("Y", "B C")))
    (pair,) = pairs(tree, "A B C")
    assert (pair.first.markers, pair.second.markers) == (("A",), ("C",))


def test_of_variants_the_one_that_keeps_most_speaks_and_every_one_of_the_other_is_shared() -> None:
    dendritic = node("DC", "F", variants=(variant("1", "A B C"), variant("2", "D E G=3")))
    tree = hierarchy(dendritic, node("Mono", "A H"))
    (pair,) = pairs(tree, "A B D G H")
    assert (pair.first.markers, pair.first.weight) == (("D", "G"), 4.0)
    assert pair.first.total_weight == 5.0
    assert pair.second.markers == ("H",)


def test_pairs_come_fork_by_fork_and_groups_have_nothing_to_tell() -> None:
    tree = hierarchy(
        node("A", "A1", node("A2", "X"), node("A3", "Y"), node("A4", "Z")), node("G", ""), node("B", "B1")
    )
    named = [(p.parent, p.first.node, p.second.node) for p in pairs(tree, "A1")]
    assert named == [("", "A", "B"), ("A", "A2", "A3"), ("A", "A2", "A4"), ("A", "A3", "A4")]


def test_only_pairs_that_are_both_scored_compete_and_the_weaker_side_is_named() -> None:
    tree = hierarchy(node("A", "A1 A2 A3"), node("B", "B1 B2"))
    (pair,) = pairs(tree, "A1 A2 B1", "B")
    assert not pair.competing
    assert (pair.weakest.node, pair.weakest.is_few, pair.first.is_few) == ("B", True, False)
