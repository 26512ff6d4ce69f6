import pytest

from hierannot_dsl.matching.ordinary import ORDINARY
from hierannot_dsl.matching.spelling import Speller, canonical, folded

SPELLER = Speller(
    ["colon", "lung", "skin", "liver", "kidney", "breast", "pancreas", "hepatocellular", "crc1"], {"beast"}
)


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("tumour", "tumor"),
        ("Tumours", "tumor"),
        ("haemorrhage", "hemorrhage"),
        ("oesophagus", "esophagus"),
        ("leucocytes", "leukocyte"),
        ("leukaemia", "leukemia"),
        ("centre", "center"),
        ("fibres", "fiber"),
        ("grey", "gray"),
        ("metastasised", "metastasized"),
        ("metastases", "metastasis"),
        ("fibroses", "fibrosis"),
        ("biopsies", "biopsy"),
        ("cortices", "cortex"),
        ("plexuses", "plexus"),
        ("glomeruli", "glomerulus"),
        ("pleurae", "pleura"),
        ("carcinomata", "carcinoma"),
        ("kidneys", "kidney"),
        ("PBMCs", "pbmc"),
        ("thymus", "thymus"),
        ("pelvis", "pelvis"),
        ("abscess", "abscess"),
        ("CNS", "cns"),
        ("gas", "gas"),
    ],
)
def test_one_form_for_all_spellings_of_a_word(word: str, form: str) -> None:
    assert canonical(word) == form


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Crohn's disease", "Crohn disease"),
        ("Wilms\u2019 tumour", "Wilms tumour"),
        ("Sj\u00f6gren", "Sjogren"),
        ("\u03b2 cells", "beta cells"),
        ("lung\u2010cancer", "lung\u2010cancer"),
    ],
)
def test_accents_apostrophes_and_greek_letters_are_folded(text: str, plain: str) -> None:
    assert folded(text) == plain


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("colen", "colon"),  # a wrong vowel
        ("lugn", "lung"),  # neighbours swapped
        ("lungg", "lung"),  # doubled
        ("livr", "liver"),  # left out
        ("kindey", "kidney"),
        ("panceas", "pancreas"),
        ("hepatocelulla", "hepatocellular"),  # two slips in a long word
    ],
)
def test_a_slip_is_understood(word: str, meant: str) -> None:
    assert SPELLER.meant(word) == meant


@pytest.mark.parametrize(
    "word",
    [
        "color",  # a wrong consonant in a short word
        "colony",  # a letter more
        "long",  # a wrong vowel in a word of four
        "spin",
        "river",  # another first letter
        "bidney",
        "beast",  # an ordinary word
        "crc2",  # no word
        "lu",
        "pnreas",  # too far
    ],
)
def test_other_words_are_let_alone(word: str) -> None:
    assert SPELLER.meant(word) is None


def test_the_nearest_word_is_meant_and_of_equals_the_first_of_the_alphabet() -> None:
    assert Speller(["glioblastoma", "gliablastoma"]).meant("glioblastomb") == "glioblastoma"
    assert Speller(["kidnex", "kidney"]).meant("kidnez") == "kidnex"


def test_ordinary_words_stand_in_their_canonical_form() -> None:
    assert {canonical(word) for word in ORDINARY} == ORDINARY
