import pytest

from hierannot_dsl.model.hierarchy import Hierarchy
from hierannot_dsl.panel.bind import bind_panel
from hierannot_dsl.panel.fate import Fate
from hierannot_dsl.panel.panel import Panel
from hierannot_dsl.panel.policy import RetentionPolicy
from hierannot_dsl.panel.report import RetentionReport, Rule, Status
from hierannot_dsl.panel.retention import retention
from tests.unit.panel.trees import contrast, hierarchy, node, variant

TEN = " ".join(f"G{i}" for i in range(10))


PUBLISHED = RetentionPolicy(long_list=0)


def report(tree: Hierarchy, genes: str, policy: RetentionPolicy = PUBLISHED) -> RetentionReport:
    return retention(bind_panel(tree, Panel("toy", tuple(genes.split()))), policy)


def genes(count: int, padding: int = 0) -> str:
    return " ".join([*(f"G{i}" for i in range(count)), *(f"PAD{i}" for i in range(padding))])


@pytest.mark.parametrize(
    ("role", "kept", "size", "status"),
    [
        ("major", 3, 1500, Status.DISABLED),
        ("major", 4, 1500, Status.FALLBACK),
        ("major", 5, 1500, Status.FALLBACK),
        ("major", 6, 1500, Status.FULL),
        ("optional", 5, 1500, Status.DISABLED),
        ("optional", 6, 1500, Status.FALLBACK),
        ("optional", 7, 1500, Status.FALLBACK),
        ("optional", 8, 1500, Status.FULL),
        ("major", 2, 1501, Status.DISABLED),
        ("major", 3, 1501, Status.FALLBACK),
        ("major", 5, 9000, Status.FULL),
        ("optional", 3, 9000, Status.DISABLED),
        ("optional", 4, 9000, Status.FALLBACK),
        ("optional", 6, 9000, Status.FULL),
        ("major", 2, 9001, Status.FALLBACK),
        ("major", 4, 9001, Status.FULL),
        ("optional", 2, 9001, Status.DISABLED),
        ("optional", 3, 9001, Status.FALLBACK),
        ("optional", 5, 9001, Status.FULL),
    ],
)
def test_status_follows_role_fraction_and_panel_size(role: str, kept: int, size: int, status: Status) -> None:
    tree = hierarchy(node("Parent", TEN, node("Child", TEN, role=role), role="major"))
    found = report(tree, genes(kept, size - kept))
    assert found.n_genes == size
    assert found.status("Child") is status


def test_a_root_has_no_parent_to_fall_back_to() -> None:
    row = report(hierarchy(node("Root", TEN, role="major")), genes(5)).nodes[0]
    assert row.status is Status.FULL
    assert row.reason == (
        "5 of 10 positive markers left, 6 are needed (major); a root has no parent to fall back to"
    )


def test_where_no_node_above_is_left_there_is_nothing_to_fall_back_to() -> None:
    others = " ".join(f"I{i}" for i in range(10))
    tree = hierarchy(node("Immune", others, node("T", TEN, role="major")), node("Group", "", node("B", TEN)))
    found = report(tree, genes(7))
    assert found.status("Immune") is Status.DISABLED
    assert [row.reason for row in found.nodes if row.name in "TB"] == [
        "",
        "7 of 10 positive markers left, 8 are needed (optional); no node above it is left to fall back to",
    ]
    assert found.status("B") is Status.FULL


def test_falling_back_reaches_the_nearest_ancestor_that_is_called() -> None:
    tree = hierarchy(node("Immune", "A B", node("T", TEN, node("CD4", TEN))))
    found = report(tree, "A B " + genes(7))
    assert found.status("T") is Status.FALLBACK
    assert found.status("CD4") is Status.FALLBACK


def test_of_own_markers_and_variants_the_best_kept_counts() -> None:
    best, other = " ".join(f"G{i}" for i in range(4)), " ".join(f"H{i}" for i in range(30))
    tree = hierarchy(node("Immune", "A B", node("DC", other, variants=(variant("1", best),), role="major")))
    assert report(tree, "A B G0 G1 G2").status("DC") is Status.FULL
    row = report(tree, "A B G0 G1").nodes[1]
    assert row.status is Status.FALLBACK
    assert row.reason == "2 of 4 positive markers left in its best marker set, 3 are needed (major)"


def test_preserved_major_nodes_are_disabled_below_two_markers_only() -> None:
    tree = hierarchy(
        node("Immune", TEN, node("T", TEN, role="major"), node("CD4", TEN), role="major"),
    )
    policy = RetentionPolicy(preserve_major=True, long_list=0)
    assert report(tree, genes(2), policy).status("T") is Status.FALLBACK
    assert report(tree, genes(2), policy).status("CD4") is Status.DISABLED
    assert report(tree, genes(1), policy).status("T") is Status.DISABLED
    assert report(tree, genes(1), policy).nodes[1].reason == "1 positive marker left, 2 are needed"


def test_floors_are_arguments() -> None:
    tree = hierarchy(node("Root", TEN, node("Child", TEN, role="major")))
    assert report(tree, genes(5), RetentionPolicy(min_positive=6)).status("Child") is Status.DISABLED


def test_counts_and_weights_by_sign() -> None:
    row = report(hierarchy(node("T", "A=2 B C -X=3 -Y")), "A B X").nodes[0]
    assert (row.positive.present, row.positive.total) == (2, 3)
    assert (row.positive.present_weight, row.positive.total_weight) == (3.0, 4.0)
    assert (row.negative.present, row.negative.total) == (1, 2)
    assert (row.negative.present_weight, row.negative.total_weight) == (3.0, 4.0)


def test_a_gene_of_several_variants_counts_once_and_heaviest() -> None:
    tree = hierarchy(node("DC", "F", variants=(variant("1", "F=2 G"), variant("2", "G=3 H"))))
    row = report(tree, "F H").nodes[0]
    assert (row.positive.present, row.positive.total) == (2, 3)
    assert (row.positive.present_weight, row.positive.total_weight) == (3.0, 6.0)


def test_one_marker_set_must_keep_enough_by_itself() -> None:
    tree = hierarchy(node("DC", variants=(variant("1", "A B"), variant("2", "C D"))))
    row = report(tree, "A C").nodes[0]
    assert row.status is Status.DISABLED
    assert row.reason == "1 positive marker left in its best marker set, 2 are needed"


def test_a_group_lives_while_a_child_does() -> None:
    tree = hierarchy(node("Stroma", "", node("Fibroblast", "A B"), node("Mural", "C D")))
    assert report(tree, "A B").status("Stroma") is Status.FULL
    assert report(tree, "Z").status("Stroma") is Status.DISABLED


def test_contrasts_are_asked_for_a_count_only() -> None:
    tree = hierarchy(node("T", "A B"), contrasts=(contrast("Erythroid", TEN), contrast("Platelet", "P Q")))
    found = report(tree, "A B G0 G1 P")
    assert found.status("Erythroid") is Status.FULL
    assert found.status("Platelet") is Status.DISABLED
    assert [row.name for row in found.nodes] == ["T"]
    assert [row.name for row in found.contrasts] == ["Erythroid", "Platelet"]


def test_fates_add_up_to_the_distinct_symbols() -> None:
    tree = hierarchy(node("T", "A B C=2 -D", node("CD4", "A E f")), contrasts=(contrast("X", "A G"),))
    totals = report(tree, "A b B1 D F").totals()
    assert totals == {
        Fate.KEPT: 2,
        Fate.RENAMED: 2,
        Fate.ABSENT: 3,
        Fate.AMBIGUOUS: 0,
        Fate.DAMAGED: 0,
        Fate.WRONG_SPECIES: 0,
        Fate.PROTEIN_NAME: 0,
        Fate.OTHER_MODALITY: 0,
        Fate.REPEATED: 0,
    }
    assert sum(totals.values()) == len("ABCDEfG")


def test_the_frame_has_a_row_a_node_and_says_what_was_renamed() -> None:
    frame = report(hierarchy(node("T", "Cd3e CD2 -MS4A1")), "CD3E").to_frame()
    row = frame.iloc[0]
    assert (row["node"], row["status"], row["renamed"], row["absent"]) == (
        "T",
        "disabled",
        "Cd3e>CD3E",
        "CD2 MS4A1",
    )


def test_an_unknown_name_has_no_status() -> None:
    with pytest.raises(KeyError):
        report(hierarchy(node("T", "A B")), "A B").status("B cell")


@pytest.mark.parametrize(
    ("role", "kept", "size", "status"),
    [
        ("optional", 3, 1500, Status.FULL),
        ("optional", 2, 1500, Status.DISABLED),
        ("major", 3, 1500, Status.FULL),
        ("major", 2, 1500, Status.FALLBACK),
        ("major", 1, 1500, Status.DISABLED),
        ("optional", 3, 9000, Status.FULL),
        ("optional", 2, 9000, Status.FALLBACK),
        ("major", 2, 9000, Status.FULL),
        ("optional", 2, 9001, Status.FULL),
    ],
)
def test_of_a_long_list_four_markers_are_all_that_is_asked_for(
    role: str, kept: int, size: int, status: Status
) -> None:
    tree = hierarchy(node("Parent", "P Q", node("Child", TEN, role=role)))
    found = report(tree, f"P Q {genes(kept, size - kept - 2)}", RetentionPolicy())
    assert (found.n_genes, found.status("Child")) == (size, status)


def test_shorter_lists_are_judged_whole_and_a_shorter_cap_asks_for_less() -> None:
    tree = hierarchy(node("Parent", "P Q", node("Child", "A B C")))
    assert report(tree, "P Q A B", RetentionPolicy()).status("Child") is Status.FALLBACK
    assert report(tree, "P Q A B", RetentionPolicy(long_list=2)).status("Child") is Status.FULL


def test_what_the_parent_lists_too_does_not_count_as_left() -> None:
    tree = hierarchy(node("Mural", "A B C", node("Pericyte", "A B C X Y")))
    row = report(tree, "A B C X", RetentionPolicy()).nodes[1]
    assert (row.status, row.rule) == (Status.DISABLED, Rule.MIN_POSITIVE)
    assert row.reason == "1 positive marker left that its parent does not have, 2 are needed"
    assert (row.positive.present, row.positive.total) == (4, 5)
    assert (row.effective.present, row.effective.total) == (1, 2)
    assert report(tree, "A B C X Y", RetentionPolicy()).status("Pericyte") is Status.FULL


def test_every_status_names_its_rule() -> None:
    tree = hierarchy(
        node("Full", "A B", node("Few", "C D"), node("Share", "E F G H", role="major")),
        node("Group", "", node("Low", "I J K L")),
        node("Root", "M N O"),
    )
    found = report(tree, "A B C E F I J M N", RetentionPolicy())
    assert [(row.name, row.rule) for row in found.nodes] == [
        ("Full", Rule.ENOUGH),
        ("Few", Rule.MIN_POSITIVE),
        ("Share", Rule.FALLBACK_BELOW),
        ("Group", Rule.GROUP),
        ("Low", Rule.DISABLED_BELOW),
        ("Root", Rule.NOTHING_ABOVE),
    ]


def test_a_node_that_asks_for_more_markers_is_not_scored_with_fewer() -> None:
    tree = hierarchy(node("Parent", "A B", node("Child", TEN, min_markers=5), role="major"))
    few = report(tree, f"A B {genes(4)}", RetentionPolicy()).nodes[1]
    assert (few.status, few.rule, few.least) == (Status.DISABLED, Rule.MIN_POSITIVE, 5)
    assert few.reason == "4 positive markers left, 5 are needed"
    assert report(tree, f"A B {genes(5)}", RetentionPolicy()).status("Child") is Status.FULL


def test_a_gene_of_two_names_counts_once() -> None:
    tree = hierarchy(node("T", "CD3D cd3d CD3E"), node("B", "-CD3D cd3D CD79A MS4A1 CD19"))
    got = report(tree, "CD3D CD3E CD79A MS4A1")
    told = {row.name: (row.positive.present, row.positive.total, row.effective.total) for row in got.rows}
    assert told == {"T": (2, 2, 2), "B": (2, 3, 3)}
    assert (got.totals()[Fate.KEPT], got.totals()[Fate.REPEATED], got.totals()[Fate.ABSENT]) == (4, 2, 1)


def test_a_marker_that_the_parent_lists_under_another_name_is_not_beyond_it() -> None:
    got = report(hierarchy(node("T", "CD3D CD2", node("CD4", "cd3d CD4 CD40LG"))), "CD3D CD2 CD4 CD40LG")
    row = next(row for row in got.rows if row.name == "CD4")
    assert (row.positive.present, row.effective.present) == (3, 2)


def test_a_symbol_is_a_repeat_only_where_it_is_nothing_else() -> None:
    totals = report(hierarchy(node("T", "CD3D cd3d CD3E"), node("B", "cd3d CD79A")), "CD3D CD3E").totals()
    assert (totals[Fate.KEPT], totals[Fate.RENAMED], totals[Fate.REPEATED]) == (2, 1, 0)
