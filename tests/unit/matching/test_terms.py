import pytest

from hierannot_dsl.catalog.metadata import Metadata
from hierannot_dsl.matching.terms import Kind, Term, terms_of
from tests.unit.matching.entries import LEAF, SAP


def kind_of(keyword: str) -> Kind:
    (_, term) = terms_of(Metadata(name="x", keywords=(keyword,)))
    return term.kind


def test_a_hierarchy_is_meant_by_its_name_tissue_ontology_id_and_keywords() -> None:
    terms = [(term.field, term.text, term.key) for term in terms_of(LEAF)]
    assert terms[:4] == [
        ("name", "leaf tme", ("leaf", "tme")),
        ("tissue", "leaf", ("leaf",)),
        ("uberon", "UBERON:0000001", ("0000001", "uberon")),
        ("keyword", "foliar", ("foliar",)),
    ]


def test_the_scope_of_several_tissues_is_no_term() -> None:
    assert {term.field for term in terms_of(SAP)} == {"name", "keyword"}


def test_short_forms_speak_of_what_the_long_form_speaks_of() -> None:
    terms = {term.text: term.kind for term in terms_of(LEAF)}
    assert terms["blight carcinoma"] == terms["BLC"] == terms["blight"] == Kind.CONDITION
    assert terms["ROT"] == Kind.PLACE


def test_an_abbreviation_that_is_an_ordinary_word_needs_its_capitals() -> None:
    (_, rectum, read) = terms_of(Metadata(name="x", keywords=("rectum adenocarcinoma (READ)",)))
    assert (rectum.in_capitals, read.in_capitals) == (False, True)


def test_order_and_function_words_do_not_matter() -> None:
    (_, one, other) = terms_of(Metadata(name="x", keywords=("islets of Langerhans", "Langerhans islet")))
    assert isinstance(one, Term)
    assert one.key == other.key


@pytest.mark.parametrize(
    ("keyword", "kind"),
    [
        ("lymph node", Kind.PLACE),
        ("renal", Kind.PLACE),
        ("stroma", Kind.PART),
        ("goblet cell", Kind.PART),
        ("hepatocyte", Kind.PART),
        ("germinal centre", Kind.PART),
        ("connective tissue", Kind.PART),
        ("lymphoid tissue", Kind.PLACE),
        ("CD45+", Kind.PART),
        ("melanoma", Kind.CONDITION),
        ("hepatitis", Kind.CONDITION),
        ("liver fibrosis", Kind.CONDITION),
        ("leukaemia", Kind.CONDITION),
        ("ductal carcinoma in situ", Kind.CONDITION),
        ("type 2 diabetes", Kind.CONDITION),
        ("tumour", Kind.GENERIC),
        ("malignant neoplasm", Kind.GENERIC),
    ],
)
def test_the_last_word_says_what_a_keyword_speaks_of(keyword: str, kind: Kind) -> None:
    assert kind_of(keyword) == kind
