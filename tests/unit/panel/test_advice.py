from dataclasses import replace

from hierannot_dsl.model.hierarchy import Hierarchy
from hierannot_dsl.panel.advice import Advice, Kind, advise, prunable
from hierannot_dsl.panel.bind import bind_panel
from hierannot_dsl.panel.findings import panel_findings
from hierannot_dsl.panel.measured import Decided, Measured, MeasuredNode
from hierannot_dsl.panel.mistakes import NodeDisabled, OnlyNegativesLeft, SiblingsAlike, StarvedSubtree
from hierannot_dsl.panel.panel import Panel
from hierannot_dsl.panel.policy import RetentionPolicy
from hierannot_dsl.panel.report import RetentionReport
from hierannot_dsl.panel.retention import retention
from tests.unit.panel.trees import hierarchy, node

T_CELLS = hierarchy(
    node("T", "CD3D CD3E", node("CD4", "CD4 IL7R"), node("CD8", "CD8A CD8B"), node("Treg", "FOXP3 CTLA4")),
    node("B", "MS4A1 CD79A"),
)


def report(tree: Hierarchy, genes: str) -> RetentionReport:
    return retention(bind_panel(tree, Panel("toy", tuple(genes.split()))), RetentionPolicy())


def found(tree: Hierarchy, genes: str) -> list[object]:
    bound = bind_panel(tree, Panel("toy", tuple(genes.split())))
    return list(panel_findings(bound, retention(bound, RetentionPolicy())))


def test_a_panel_with_everything_needs_no_advice() -> None:
    assert report(T_CELLS, "CD3D CD3E CD4 IL7R CD8A CD8B FOXP3 CTLA4 MS4A1 CD79A").advice == ()


def test_a_lost_leaf_is_pruned_and_its_fork_is_doubtful_where_much_of_it_is_lost() -> None:
    assert report(T_CELLS, "CD3D CD3E CD4 IL7R CD8A CD8B MS4A1 CD79A").advice == (
        Advice(Kind.PRUNE, ("Treg",), "0 positive markers left, 2 are needed"),
        Advice(Kind.TRUST, ("T",), "Treg cannot be scored, and what is left of the fork may take such cells"),
    )


def test_of_a_dead_branch_only_the_top_is_pruned_and_a_dead_node_above_a_living_one_stays() -> None:
    tree = hierarchy(node("A", "A1 A2", node("B", "B1 B2", node("C", "C1 C2"))), node("D", "D1 D2"))
    assert prunable(report(tree, "A1 A2 D1 D2")) == ("B",)
    assert prunable(report(tree, "C1 C2 D1 D2")) == ()
    assert prunable(report(tree, "D1 D2")) == ("A",)


def test_siblings_with_less_than_two_markers_of_a_side_are_merged() -> None:
    tree = hierarchy(
        node("CD4", "CD3D CD3E CD4 IL7R", role="major"), node("CD8", "CD3D CD3E CD8A CD8B", role="major")
    )
    got = report(tree, "CD3D CD3E CD4 CD8A CD8B")
    assert got.advice == (
        Advice(Kind.MERGE, ("CD4", "CD8"), "only CD4 is left that CD4 has and CD8 has not"),
    )
    assert found(tree, "CD3D CD3E CD4 CD8A CD8B") == [SiblingsAlike(None, "CD4", "CD8", ("CD4",), "toy")]
    assert report(tree, "CD3D CD3E CD4 IL7R").advice == (
        Advice(Kind.MERGE, ("CD4", "CD8"), "no marker is left that CD8 has and CD4 has not"),
    )


def test_a_node_above_living_ones_that_keeps_too_little_starves_them() -> None:
    tree = hierarchy(node("Immune", "PTPRC CD53", node("B", "MS4A1 CD79A")))
    why = "1 positive marker left, 2 are needed"
    assert report(tree, "PTPRC MS4A1 CD79A").advice == (
        Advice(Kind.MEND, ("Immune",), f"B below it could be called, and {why}"),
    )
    assert found(tree, "PTPRC MS4A1 CD79A") == [StarvedSubtree(None, "Immune", why, ("B",), "toy")]


def test_a_node_with_only_negatives_says_so_instead() -> None:
    tree = hierarchy(node("T", "CD3D CD3E -MS4A1"), node("B", "MS4A1 CD79A"), node("NK", "KLRF1 NCR1"))
    assert found(tree, "MS4A1 CD79A") == [
        OnlyNegativesLeft(None, "T", 1, "toy"),
        NodeDisabled(None, "NK", "0 positive markers left, 2 are needed", "toy"),
    ]


def test_what_is_measured_to_fail_on_the_panel_alone_is_trusted_above_only() -> None:
    def row(name: str, on_panel: Decided, on_all: Decided) -> MeasuredNode:
        return MeasuredNode(name, "T", ("c0",), on_panel, on_all, (("CD8", on_panel.wrong),))

    rows = (
        row("CD4", Decided(6, 4, 0), Decided(10, 0, 0)),
        row("CD8", Decided(6, 4, 0), Decided(7, 3, 0)),
        row("Treg", Decided(6, 0, 4), Decided(10, 0, 0)),
    )
    measured = Measured("p.csv", "labels", 8, 10, 1000, 0, rows, ())
    got = report(T_CELLS, "CD3D CD3E CD4 IL7R CD8A CD8B FOXP3 CTLA4 MS4A1 CD79A")
    why = "of CD4, 60% of its draws are right on the panel, 100% on all genes"
    assert advise(replace(got, measured=measured)) == (Advice(Kind.TRUST, ("T",), why),)
