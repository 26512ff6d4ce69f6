import pytest

from hierannot_dsl.matching.words import words_of


def keys(text: str, *known: str) -> list[str]:
    return [word.key for word in words_of(text, known.__contains__)]


def test_function_words_and_punctuation_are_passed_over() -> None:
    assert keys("Cancers of the colon (and rectum), stage_II") == ["cancer", "colon", "rectum", "stage", "ii"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("non-immune cells", ["-immune", "cell"]),
        ("nonimmune", ["-immune"]),
        ("without any immune cells", ["-immune", "cell"]),
        ("not from the brain, liver", ["-brain", "liver"]),
        ("no blood or marrow of mice", ["-blood", "-marrow", "mice"]),
        ("immune-depleted kidney", ["-immune", "kidney"]),
        ("tumor free liver", ["-tumor", "liver"]),
        ("kidney, negative", ["kidney", "negative"]),
        ("negative control", ["negative", "control"]),
        ("CD45- and CD3+ cells", ["-cd45", "cd3", "positive", "cell"]),
        ("HPV-negative", ["-hpv"]),
        ("liver - kidney", ["liver", "kidney"]),
        ("liver- kidney", ["liver", "kidney"]),
    ],
)
def test_what_is_denied_is_marked(text: str, expected: list[str]) -> None:
    assert keys(text, "immune", "cd45", "cd3") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LungCancer", ["lung", "cancer"]),
        ("lungcancer", ["lung", "cancer"]),
        ("Lung5_Rep3", ["lung", "5", "rep", "3"]),
        ("CRClung", ["crc", "lung"]),
        ("T1D", ["t1d"]),
        ("skinny", ["skinny"]),
    ],
)
def test_joined_words_are_cut_unless_known_as_a_whole(text: str, expected: list[str]) -> None:
    assert keys(text, "lung", "cancer", "crc", "t1d", "skin") == expected


def test_a_word_knows_what_stands_before_it() -> None:
    cancer, lung, blood = words_of("cancer of the lung; in blood")
    assert (cancer.before, lung.before, blood.before) == ((), ("of", "the"), ("in",))
    assert (cancer.phrase, lung.phrase, blood.phrase) == (0, 0, 1)


def test_a_denied_word_begins_where_its_denial_does() -> None:
    text = "kidney without immune cells"
    word = words_of(text)[1]
    assert text[word.start : word.end] == "without immune"


def test_capitals_count_where_not_everything_stands_in_them() -> None:
    assert [word.capitals for word in words_of("TILs in Lung")] == [True, False]
    assert [word.capitals for word in words_of("TIL IN LUNG")] == [False, False]
    assert [word.capitals for word in words_of("TIL")] == [True]
