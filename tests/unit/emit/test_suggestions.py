from hierannot_dsl.emit.layout import Layout
from hierannot_dsl.emit.suggestions_text import names_text, suggestions_text
from hierannot_dsl.matching.matcher import Suggestion

FOUND = (
    Suggestion("leaf_tme", 3, "leaf", "'leaf' = tissue of leaf_tme; 'foliar' = keyword of leaf_tme"),
    Suggestion("sap", 0, "", ""),
)


def test_reasons_go_on_below_where_the_line_ends() -> None:
    assert suggestions_text(FOUND, Layout(60)) == (
        "score  name      tissue  why\n"
        "    3  leaf_tme  leaf    'leaf' = tissue of leaf_tme;\n"
        "                         'foliar' = keyword of leaf_tme\n"
        "    0  sap\n"
    )


def test_names_stand_with_their_tissues() -> None:
    assert names_text(FOUND) == "leaf_tme  leaf\nsap\n"
