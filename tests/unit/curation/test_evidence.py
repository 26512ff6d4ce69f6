import math

import pytest

from hierannot_dsl.curation.evidence import MarkerEvidence, counts_by_verdict, gene_evidence, marker_evidence
from hierannot_dsl.curation.verdict import MEANING, Verdict
from hierannot_dsl.curation.worth import TENTH, roles_of
from tests.unit.curation.benches import bench, profiles
from tests.unit.panel.trees import hierarchy, node, variant

TREE = hierarchy(
    node("I", "PTPRC", node("T", "CD3E CD3D LOST -LYZ"), node("B", "CD79A"), node("M", "LYZ")),
    node("E", "EPCAM"),
)
ONE = profiles(
    "one",
    "T1 T2 B1 B2 M1 E1 x",
    {
        "PTPRC": [1.0, 1.0, 1.0, 1.0, 1.0, 0.0, 2.0],
        "CD3E": [1.2, 1.4, 0.2, 0.6, 0.0, 0.4, 2.0],
        "CD3D": [0.9, 0.1, 0.0, 1.3, 0.0, 0.0, 0.0],
        "LYZ": [0.1, 0.3, 0.0, 0.2, 1.8, 0.0, 0.0],
    },
)
TWO = profiles("two", "T1 M1", {"CD3E": [0.8, 0.2], "LYZ": [0.0, 1.0]})
ALONE = profiles("alone", "T1", {"CD3E": [1.0]})
BENCH = bench(TREE, ONE, TWO, ALONE)


def of(name: str, gene: str) -> MarkerEvidence:
    return next(row for row in marker_evidence(BENCH, name) if row.gene == gene)


def test_clusters_are_own_or_others_or_neither() -> None:
    roles = roles_of("T", BENCH.tree, BENCH.places["one"], ONE.clusters)
    assert roles.own.tolist() == [True, True, False, False, False, False, False]
    assert roles.others.tolist() == [False, False, True, True, True, True, False]
    assert roles.rivals.tolist() == [False, False, True, True, True, False, False]
    root = roles_of("I", BENCH.tree, BENCH.places["one"], ONE.clusters)
    assert root.rivals.tolist() == [False, False, False, False, False, True, False]
    assert BENCH.clusters_of("T") == {"one": 2, "two": 1, "alone": 1}


def test_a_marker_by_hand() -> None:
    found = of("T", "CD3E")
    # one: lowest own 1.2, highest rival 0.6 (B2): twice as near the top. two: 0.8 and 0.2. alone: no rival.
    assert found.holds_in == ("one", "two")
    assert (found.n_rivalled, found.n_datasets, found.n_clusters, found.n_clusters_of_type) == (2, 3, 4, 4)
    assert found.n_detected == 4
    assert found.own == pytest.approx(1.0)  # median of 1.3, 0.8, 1.0
    assert found.lead == pytest.approx(0.75)  # of 1.3 - 0.4 (B: 0.2 and 0.6) and 0.8 - 0.2
    assert found.auc == 1.0  # 8 pairs in one, 1 in two
    # one: others 0.2 0.6 0 0.4, median 0.3, of 1.3; two: 0.2 of 0.8
    assert found.leak == pytest.approx((0.3 / 1.3 + 0.2 / 0.8) / 2)
    assert found.share == pytest.approx(1.0 / 100)
    assert found.verdict is Verdict.STRONG


def test_a_sibling_that_has_as_much_is_said() -> None:
    found = of("T", "CD3D")
    assert found.holds_in == ()
    assert found.lead == pytest.approx(0.5 - 0.65)
    # Of 8 pairs of T1 (0.9), T2 (0.1) with B1 0, B2 1.3, M1 0, E1 0: B2 is above both.
    assert found.auc == pytest.approx(6 / 8)
    assert found.n_detected == 1
    assert found.verdict is Verdict.SHARED


def test_a_gene_that_nobody_measures_has_no_numbers() -> None:
    found = of("T", "LOST")
    assert (found.n_datasets, found.n_clusters, found.n_clusters_of_type) == (0, 0, 4)
    assert all(math.isnan(value) for value in (found.own, found.lead, found.auc, found.leak, found.share))
    assert found.verdict is Verdict.NOT_MEASURED


def test_a_negative_marker_guards_where_a_sibling_has_more() -> None:
    found = of("T", "LYZ")
    assert found.sign == -1
    assert found.lead == pytest.approx((0.2 - 1.8 + 0.0 - 1.0) / 2)
    assert found.verdict is Verdict.GUARDS


def test_of_an_only_child_the_rivals_are_the_other_clusters_of_its_parent() -> None:
    tree = hierarchy(node("B", "CD79A", node("P", "SDC1")), node("E", "EPCAM"))
    data = profiles("one", "B1 P1 E1", {"SDC1": [0.1, 1.0, 0.3]})
    (found,) = marker_evidence(bench(tree, data), "P")
    assert found.lead == pytest.approx(0.9)
    assert found.auc == 1.0
    assert found.verdict is Verdict.SINGLE


def test_a_variant_is_measured_on_the_clusters_that_are_most_like_it() -> None:
    tree = hierarchy(
        node("D", "FLT3", variants=(variant("one", "CLEC9A XCR1"), variant("two", "CD1C"))),
        node("E", "EPCAM"),
    )
    data = profiles(
        "set",
        "D1 D2 E1",
        {
            "FLT3": [1.0, 1.0, 0.0],
            "CLEC9A": [1.2, 0.0, 0.0],
            "XCR1": [1.0, 0.5, 0.0],
            "CD1C": [0.2, 1.5, 0.3],
        },
    )
    rows = {(row.variant, row.gene): row for row in marker_evidence(bench(tree, data), "D")}
    assert rows["one", "XCR1"].own == pytest.approx(1.0)
    assert rows["one", "XCR1"].n_clusters == 1
    assert rows["two", "CD1C"].own == pytest.approx(1.5)
    assert rows["", "FLT3"].n_clusters == 2
    assert {row.verdict for row in rows.values()} == {Verdict.SINGLE}


def row(sign: int = 1, **values: object) -> MarkerEvidence:
    usual: dict[str, object] = {
        "n_rivalled": 2,
        "n_datasets": 2,
        "n_clusters": 4,
        "n_clusters_of_type": 4,
        "n_detected": 4,
        "own": 1.0,
        "lead": 0.5,
        "auc": 0.9,
        "leak": 0.1,
    }
    return MarkerEvidence("T", "", "CD3E", sign, **{**usual, **values})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (row(n_clusters_of_type=0), Verdict.NO_CLUSTER),
        (row(n_datasets=0), Verdict.NOT_MEASURED),
        (row(n_rivalled=0), Verdict.NO_RIVAL),
        (row(holds_in=("a", "b")), Verdict.STRONG),
        (row(holds_in=("a",)), Verdict.SINGLE),
        (row(), Verdict.FAIR),
        (row(leak=0.5, holds_in=("a", "b")), Verdict.LEAKY),
        (row(n_detected=1, leak=0.5), Verdict.WEAK),
        (row(n_detected=2), Verdict.FAIR),
        (row(lead=0.0, n_detected=1), Verdict.SHARED),
        (row(lead=0.0, own=0.0, n_detected=0), Verdict.WEAK),
        (row(lead=-0.1, own=0.0, n_detected=0), Verdict.SHARED),
        (row(lead=float("nan")), Verdict.FAIR),
        (row(-1, own=TENTH), Verdict.CONTRADICTED),
        (row(-1, own=TENTH, lead=-0.6), Verdict.CONTRADICTED),
        (row(-1, own=TENTH, lead=float("nan")), Verdict.CONTRADICTED),
        (row(-1, own=TENTH, lead=-0.7), Verdict.GUARDS),
        (row(-1, own=0.2, lead=0.1, auc=0.4), Verdict.GUARDS),
        (row(-1, own=0.2, lead=-0.4, auc=0.6), Verdict.GUARDS),
        (row(-1, own=0.2, lead=-0.1, auc=0.5), Verdict.IDLE),
        (row(-1, n_rivalled=0), Verdict.NO_RIVAL),
    ],
)
def test_verdicts(found: MarkerEvidence, expected: Verdict) -> None:
    assert found.verdict is expected


def test_every_verdict_says_what_it_means() -> None:
    assert set(MEANING) == set(Verdict)
    assert counts_by_verdict([row(), row(), row(lead=-1.0)]) == {Verdict.SHARED: 1, Verdict.FAIR: 2}


def test_genes_that_are_not_listed_are_measured_alike() -> None:
    (found,) = gene_evidence(BENCH, "T", ["CD3E"])
    assert found == of("T", "CD3E")
