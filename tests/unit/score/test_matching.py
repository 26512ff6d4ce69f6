import numpy as np
import pytest

from hierannot_dsl.score.matching import markers_needed, match_markers, unscorable_reasons
from tests.unit.score.trees import node, tree


def match(program, genes, *, needed=1, min_fraction=0.0, min_cleaned=0):
    size = program.n_programs
    return match_markers(
        program,
        {gene: row for row, gene in enumerate(genes.split())},
        needed=np.full(size, needed),
        min_fraction=min_fraction,
        min_cleaned=np.full(size, min_cleaned),
    )


def used(program, matching, name, variant=""):
    """Symbols that count for one marker set, negatives with a minus."""
    sets = [
        (program.names[owner], one)
        for owner, one in zip(program.set_program, program.set_variant, strict=True)
    ]
    index = sets.index((name, variant))
    markers = matching.used_marker[matching.used_set == index]
    signs = np.where(program.marker_sign[markers] > 0, "", "-")
    return [
        f"{sign}{program.symbols[program.marker_symbol[m]]}" for sign, m in zip(signs, markers, strict=True)
    ]


CHILD = tree(node("T", "A B C", node("CD4", "A D E -X")))


def test_a_child_is_counted_without_its_parents_markers():
    matching = match(CHILD, "A B C D E X")
    assert used(CHILD, matching, "T") == ["A", "B", "C"]
    assert used(CHILD, matching, "CD4") == ["D", "E", "-X"]
    assert matching.set_markers.tolist() == [3, 2]
    assert matching.set_listed.tolist() == [3, 2]


def test_nothing_of_its_own_means_all():
    program = tree(node("T", "A B", node("CD4", "A B")))
    assert used(program, match(program, "A B"), "CD4") == ["A", "B"]


@pytest.mark.parametrize(
    ("genes", "knobs", "expected"),
    [
        ("A D", {}, ["D"]),
        ("A D", {"min_cleaned": 2}, ["A", "D"]),
        ("A D", {"min_fraction": 0.5}, ["D"]),
        ("A D", {"min_fraction": 0.6}, ["A", "D"]),
    ],
)
def test_too_few_of_its_own_on_the_panel_means_all(genes, knobs, expected):
    assert used(CHILD, match(CHILD, genes, **knobs), "CD4") == expected


def test_a_grandparents_markers_are_kept():
    program = tree(node("I", "A B", node("T", "C D", node("CD4", "A C E F"))))
    assert used(program, match(program, "A B C D E F"), "CD4") == ["A", "E", "F"]


def test_a_variant_has_its_own_positives_and_all_negatives():
    program = tree(node("DC", "A B -X", variants={"cDC1": "C -Y"}))
    matching = match(program, "A B C X Y")
    assert used(program, matching, "DC") == ["A", "B", "-X"]
    assert used(program, matching, "DC", "cDC1") == ["-X", "C", "-Y"]


def test_shares_of_one_sign_sum_to_one():
    program = tree(node("T", "A*3 B -X -Y*3"))
    matching = match(program, "A B X Y")
    assert matching.used_share.tolist() == [0.75, 0.25, 0.25, 0.75]
    absent = match(program, "B X Y")
    assert absent.used_share.tolist() == [1.0, 0.25, 0.75]


def test_symbols_are_matched_as_the_panel_spells_them():
    program = tree(node("T", "A B C"), absent={"B"})
    matching = match(program, "B C A")
    assert used(program, matching, "T") == ["A", "C"]
    assert matching.gene_rows.tolist() == [2, 1]


def test_the_order_of_genes_changes_rows_only():
    one, other = match(CHILD, "A B C D E X"), match(CHILD, "X E D C B A")
    assert used(CHILD, one, "CD4") == used(CHILD, other, "CD4")
    assert (5 - one.gene_rows).tolist() == other.gene_rows.tolist()


def test_why_a_program_cannot_be_scored():
    program = tree(node("Group", "", node("T", "A B", node("CD4", "C D")), node("Against", "-A")))
    needed = np.array([2, 2, 3, 1])
    matching = match_markers(
        program, {"A": 0, "B": 1, "C": 2}, needed=needed, min_fraction=0.0, min_cleaned=np.zeros(4, dtype=int)
    )
    assert unscorable_reasons(program, matching, needed) == (
        "a group: it has no markers of its own",
        "",
        "1 of 2 positive markers are in the matrix, 3 are needed",
        "0 of 0 positive markers are in the matrix, 1 are needed",
    )


def test_min_markers_of_a_node_come_before_the_settings():
    program = tree(node("T", "A", min_markers=1), node("B", "C"))
    assert markers_needed(program, 2).tolist() == [1, 2]
