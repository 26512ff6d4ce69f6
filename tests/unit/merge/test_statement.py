import pytest

from hierannot_dsl.merge.statement import added_up


@pytest.mark.parametrize(
    ("old", "ours", "theirs", "both"),
    [
        ("", "a", "b", "a b"),
        ("a", "", "a b", "b"),
        ("a b", "b a", "a b c", "b c a"),
        ("a b", "b a", "a b", "b a"),
        ("a", "a a", "a", "a a"),
        ("a a", "a", "a a", "a"),
        ("a", "b", "c", "b c"),
        ("", "a b", "a c", "a b c"),
    ],
)
def test_lines_of_a_comment_add_up_whichever_side_is_called_ours(old, ours, theirs, both):
    states = [text.split() for text in (old, ours, theirs)]
    assert " ".join(added_up(*states)) == both
    assert " ".join(added_up(states[0], states[2], states[1])) == both
