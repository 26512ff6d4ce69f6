import json

from hierannot_dsl.emit.fit_json import fit_json
from hierannot_dsl.emit.fit_text import fit_text, summary_of


def record(
    name: str, rank: int = 1, status: str = "good", tied: str = "", **values: float
) -> dict[str, object]:
    usual = {
        "fit_rank_score": 2.156,
        "resolved_fraction": 8 / 9,
        "out_of_scope_fraction": 1 / 9,
        "named_apart_fraction": 6 / 9,
        "mean_margin": 0.5,
        "n_clusters": 9,
    }
    return {
        "name": name,
        "hierarchy_fit_status": status,
        "fit_rank": rank,
        "tied_with": tied,
        **usual,
        **values,
    }


def test_a_row_counts_clusters() -> None:
    assert (
        fit_text([record("immune_core"), record("brain_core", rank=12, status="poor")])
        == """\
rank  name         fit   score  resolved  out of scope  labels
   1  immune_core  good   2.16       8/9           1/9       6
  12  brain_core   poor   2.16       8/9           1/9       6
"""
    )


def test_a_good_fit_without_ties_needs_no_words() -> None:
    assert list(summary_of([record("immune_core"), record("brain_core", status="poor")])) == []


def test_ties_and_poor_fits_are_said() -> None:
    worst = record("a", status="poor", tied="b, c", resolved_fraction=2 / 9, out_of_scope_fraction=5 / 9)
    assert list(summary_of([worst])) == [
        "equal: a, b, c; these data cannot tell them apart, and the tissue decides",
        "no hierarchy fits well: a names 2 of 9 clusters, and 5 look like something it has no node for",
    ]
    (told,) = summary_of([record("a", status="poor", resolved_fraction=2 / 9, out_of_scope_fraction=1 / 9)])
    assert told.endswith("and 1 looks like something it has no node for")


def test_where_no_cluster_has_a_name_nothing_fits() -> None:
    nothing = record("a", status="poor", tied="b, c", resolved_fraction=0.0)
    assert list(summary_of([nothing])) == ["no hierarchy fits: none of them names a cluster"]


def test_json_has_null_for_what_is_not_known_and_names_as_a_list() -> None:
    document = json.loads(fit_json([record("a", tied="b, c", mean_margin=float("nan")), record("d")]))
    first, second = document["hierarchies"]
    assert first["tied_with"] == ["b", "c"]
    assert second["tied_with"] == []
    assert first["mean_margin"] is None
