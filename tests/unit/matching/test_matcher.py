import pytest

from hierannot_dsl.catalog.metadata import Metadata
from hierannot_dsl.matching.matcher import Matcher, Suggestion
from tests.unit.matching.entries import LEAF, best, matcher


def test_every_hierarchy_is_ranked_and_says_why() -> None:
    assert matcher().suggest("leaf of a plant with rootitis") == (
        Suggestion("leaf_tme", 3, "leaf", "'leaf' = tissue of leaf_tme"),
        Suggestion("root_tme", 1, "root", "'rootitis' = keyword of root_tme (the tissue decides)"),
        Suggestion("sap_core", 0, "pan-tissue", ""),
        Suggestion("tree_core", 0, "pan-solid-tissue", ""),
    )


def test_a_reason_shows_the_term_where_the_text_has_it_otherwise() -> None:
    first = matcher().suggest("cancers of the leaf")[0]
    assert first.why == "'cancers of the leaf' = keyword 'leaf cancer' of leaf_tme"


def test_a_typo_scores_less_and_is_shown() -> None:
    first = matcher().suggest("foliaar")[0]
    assert (first.score, first.why) == (2, "typo: 'foliaar' ~ 'foliar', keyword 'foliar' of leaf_tme")


@pytest.mark.parametrize("text", ["", "   ", "???", "12345", "hello world", "no leaf"])
def test_nothing_matches_nothing(text: str) -> None:
    assert {each.score for each in matcher().suggest(text)} == {0}
    assert {each.why for each in matcher().suggest(text)} == {""}


def test_equals_stand_as_the_text_names_them_and_are_tied() -> None:
    for text in ("leaf and root", "root or leaf"):
        first, second, *others = matcher().suggest(text)
        assert [first.name, second.name] == [f"{text.split()[0]}_tme", f"{text.split()[-1]}_tme"]
        assert (first.tied, second.tied) == (True, True)
        assert not any(other.tied for other in others)


def test_more_terms_break_a_tie() -> None:
    first, second, *_ = matcher().suggest("root, leaf, foliar")
    assert (first.name, second.name, first.tied) == ("leaf_tme", "root_tme", False)


def test_a_single_tissue_goes_before_many() -> None:
    first, second, *_ = matcher().suggest("sap and leaf")
    assert (first.name, second.name, second.score) == ("leaf_tme", "sap_core", 1)
    assert second.why == "'sap' = keyword of sap_core (one of a single tissue goes first)"


def test_a_hierarchy_gives_way_to_the_one_that_its_not_for_names() -> None:
    first, *others = matcher().suggest("sticky bark")
    assert (first.name, first.why) == ("leaf_tme", "tree_core is not for 'sticky bark'")
    assert {other.score for other in others} == {0}


def test_a_not_for_that_names_no_hierarchy_changes_nothing() -> None:
    assert best("bark with blossoms") == "tree_core 3"
    assert best("old bark") == "tree_core 3"


def test_a_not_for_of_one_that_is_not_the_best_changes_nothing() -> None:
    assert best("root, sticky bark") == "root_tme 3"


def test_of_two_of_one_name_the_first_counts() -> None:
    own = Metadata(name="leaf_tme", tissue="needle", keywords=("pine",))
    found = Matcher((own, LEAF)).suggest("pine")
    assert [(each.name, each.score, each.tissue_scope) for each in found] == [("leaf_tme", 3, "needle")]
    assert Matcher((own, LEAF)).suggest("foliar")[0].score == 0


def test_a_text_may_be_long_but_not_endless() -> None:
    assert matcher().suggest("x " * 5000)[0].score == 0
    with pytest.raises(ValueError, match="10,001 characters; at most 10,000"):
        matcher().suggest("x" * 10_001)


def test_no_hierarchies_no_suggestions() -> None:
    assert Matcher(()).suggest("leaf") == ()


DEEP = Metadata(name="leaf_deep", tissue="leaf", keywords=("fine", "blade"), extends="leaf_tme")


def test_what_only_the_base_says_ranks_a_hierarchy_behind_it() -> None:
    first, second, *others = Matcher((LEAF, DEEP)).suggest("foliar")
    assert first == Suggestion("leaf_tme", 3, "leaf", "'foliar' = keyword of leaf_tme")
    assert second == Suggestion(
        "leaf_deep", 1, "leaf", "'foliar' = keyword of leaf_tme, which it extends", tied=False
    )
    assert others == []


def test_what_the_base_says_counts_beside_ones_own() -> None:
    first, second = Matcher((LEAF, DEEP)).suggest("foliar, fine")
    assert (first.name, first.score, second.name) == ("leaf_deep", 3, "leaf_tme")
    assert "'foliar' = keyword of leaf_tme" in first.why


def test_what_both_say_counts_once() -> None:
    first, second = Matcher((LEAF, DEEP)).suggest("leaf")
    assert (first.name, second.name, first.tied, second.tied) == ("leaf_tme", "leaf_deep", True, True)
    assert second.why == "'leaf' = tissue of leaf_deep"


def test_a_base_of_another_tissue_passes_nothing_on() -> None:
    own = Metadata(name="needle_tme", tissue="needle", extends="leaf_tme")
    circle = Metadata(name="cone", tissue="cone", extends="cone")
    suggested = Matcher((LEAF, own, circle)).suggest("foliar")
    assert [(each.name, each.score) for each in suggested] == [
        ("leaf_tme", 3),
        ("needle_tme", 0),
        ("cone", 0),
    ]
