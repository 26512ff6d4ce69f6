import pytest

from hierannot_dsl.adapters.ontology import cell_ontology

pytest.importorskip(
    "cellxgene_ontology_guide", reason="the Cell Ontology comes with cellxgene-ontology-guide"
)


def test_terms_above_a_term_leave_itself_out() -> None:
    ancestors = cell_ontology()
    assert ancestors is not None
    assert {"CL:0000084", "CL:0000542", "CL:0000738"} <= ancestors("CL:0000624")
    assert "CL:0000624" not in ancestors("CL:0000624")


def test_two_links_are_not_followed() -> None:
    ancestors = cell_ontology()
    assert ancestors is not None
    assert "CL:0000540" not in ancestors("CL:0000165")
    assert "CL:0000784" not in ancestors("CL:0002394")
    assert "CL:0000451" in ancestors("CL:0002394")


@pytest.mark.parametrize("term", ["CL:9999999", "", "T cell"])
def test_an_unknown_term_has_none_above_it(term: str) -> None:
    ancestors = cell_ontology()
    assert ancestors is not None
    assert ancestors(term) == frozenset()
