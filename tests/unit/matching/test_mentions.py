import pytest

from hierannot_dsl.matching.mentions import Typo, Vocabulary
from tests.unit.matching.entries import CATALOG

VOCABULARY = Vocabulary(CATALOG)


def mentioned(text: str) -> list[tuple[str, str]]:
    return [(mention.text, mention.terms[0].text) for mention in VOCABULARY.read(text)[1]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("leaf cancer", [("leaf cancer", "leaf cancer")]),
        ("cancer of the leaf", [("cancer of the leaf", "leaf cancer")]),
        ("Leaves; roots", [("roots", "root")]),  # the irregular plural is another word
        ("a leaf with rare cancer", [("leaf", "leaf")]),
        ("carcinoma, blight", [("carcinoma, blight", "blight carcinoma")]),
        ("whole-sap", [("whole-sap", "whole sap")]),
        ("ROT", [("ROT", "ROT")]),
        ("cancer, leaf", [("cancer, leaf", "leaf cancer")]),
        ("root cancer, leaf", [("root", "root"), ("leaf", "leaf")]),
        ("whole & sap", [("whole & sap", "whole sap")]),
        ("non-immune sap", [("non-immune", "non-immune"), ("sap", "sap")]),
        ("", []),
    ],
)
def test_the_longest_term_is_taken_and_its_words_with_it(text: str, expected: list[tuple[str, str]]) -> None:
    assert mentioned(text) == expected


def test_a_typo_is_told() -> None:
    (mention,) = VOCABULARY.read("carcinma of blight")[1]
    assert mention.typos == (Typo("carcinma", "carcinoma"),)
    assert mention.terms[0].text == "blight carcinoma"


def test_abbreviations_are_not_guessed() -> None:
    assert mentioned("BLK") == []
    assert mentioned("blcc") == []


def test_what_is_denied_is_not_mentioned() -> None:
    assert mentioned("not a leaf") == []
    assert mentioned("leaf, no sap") == [("leaf", "leaf")]
