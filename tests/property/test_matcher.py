"""Laws of the matcher: any text is answered, completely and in the same way."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from benchmarks.matcher import read_queries
from hierannot_dsl.catalog.metadata import builtin_metadata
from hierannot_dsl.matching.matcher import Matcher

ENTRIES = builtin_metadata()
MATCHER = Matcher(ENTRIES)
QUERIES = [query.text for query in read_queries()]
queries = st.sampled_from(QUERIES)


@given(st.text(max_size=200) | st.lists(queries, max_size=3).map(" ".join))
def test_every_hierarchy_is_ranked_whatever_the_text(text: str) -> None:
    found = MATCHER.suggest(text)
    assert sorted(each.name for each in found) == sorted(entry.name for entry in ENTRIES)
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)
    assert all(0 <= each.score <= 3 and bool(each.score) == bool(each.why) for each in found)


@given(queries, st.permutations(ENTRIES))
def test_the_order_of_the_catalog_decides_nothing_but_full_ties(text: str, entries: list) -> None:
    best, other = MATCHER.suggest(text)[0], Matcher(entries).suggest(text)[0]
    if best.score and not best.tied:
        assert other == best
    assert other.score == best.score


@given(queries)
def test_noise_does_not_change_the_answer(text: str) -> None:
    noisy = f"FFPE, human; {text}; rep 2"
    if not text.isupper():  # in capitals throughout, an abbreviation cannot be told
        assert MATCHER.suggest(noisy)[0].name == MATCHER.suggest(text)[0].name
