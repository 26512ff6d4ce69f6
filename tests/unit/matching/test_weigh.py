"""What decides where a text mentions several things; every case on made-up tissues."""

import pytest

from tests.unit.matching.entries import best


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A place goes before a condition, whatever their order.
        ("rootitis leaf", "leaf_tme 3"),
        ("leaf of a plant with rootitis", "leaf_tme 3"),
        ("sap of plants with leaf cancer", "sap_core 3"),
        ("blight carcinoma, sap", "sap_core 3"),
        # A condition goes before cells.
        ("sap cells in rootitis", "root_tme 3"),
        ("foliocytes in rootitis", "root_tme 3"),
        # Cells go before general words, and general words count where there is nothing else.
        ("tumor foliocytes", "leaf_tme 3"),
        ("an odd tumor", "tree_core 1"),
        ("carcinoma of the root", "root_tme 3"),
    ],
)
def test_what_says_most_directly_where_the_sample_is_from_decides(text: str, expected: str) -> None:
    assert best(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("leaf metastasis of tap root", "leaf_tme 3"),
        ("root cancer, leaf mets", "leaf_tme 3"),
        ("root leaf metastases", "leaf_tme 3"),
        ("leaf cancer metastatic to the root", "root_tme 3"),
        ("leaf metastasis in the root", "root_tme 3"),
        ("metastatic root lesion from leaf", "root_tme 3"),
        ("metastatic leaf cancer", "leaf_tme 3"),
        ("wood node metastasis of leaf cancer", "sap_core 3"),
        ("MET amplified leaf, root", "leaf_tme 3"),
    ],
)
def test_the_organ_in_which_a_metastasis_sits_decides(text: str, expected: str) -> None:
    assert best(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("root tumour, leaf", "leaf_tme 3"),  # the tumour is one of the root: a condition
        ("sap from root transplant recipients", "sap_core 3"),
        ("sap of leaf donors", "sap_core 3"),
        ("leaf-draining wood node", "sap_core 3"),
        ("foliar wood node", "sap_core 3"),  # in English the head comes last
        ("leaf donor 3, sap", "leaf_tme 3"),  # the label of a sample
        ("leaf of a tall plant; tumor bank", "leaf_tme 3"),
    ],
)
def test_a_place_may_be_only_the_occasion(text: str, expected: str) -> None:
    assert best(text) == expected
