import numpy as np
import pandas as pd
import pytest

from hierannot_dsl.api.programs import MarkerProgram, MarkerVariant


def test_the_seed_builds_a_branch():
    epithelium = MarkerProgram(
        name="breast epithelial",
        positive_markers=["EPCAM", "KRT8", "KRT18", "KRT19"],
        children=[
            MarkerProgram(
                name="luminal epithelial", positive_markers=["EPCAM", "KRT8", "KRT18", "ESR1", "PGR"]
            ),
            MarkerProgram(name="basal epithelial", positive_markers=["KRT5", "KRT14", "KRT17", "TP63"]),
        ],
    )
    assert [child.name for child in epithelium.children] == ["luminal epithelial", "basal epithelial"]
    assert epithelium.negative_markers == []
    assert epithelium.role == "optional"
    assert epithelium.weight == 1.0
    assert (epithelium.hierarchy, epithelium.version) == ("", "")


@pytest.mark.parametrize(
    "markers",
    [("B", "A"), ["B", "A"], np.array(["B", "A"]), pd.Index(["B", "A"]), (gene for gene in "BA")],
)
def test_markers_come_in_any_iterable_and_are_a_list_of_plain_strings(markers):
    program = MarkerProgram("x", markers)
    assert program.positive_markers == ["B", "A"]
    assert {type(gene) for gene in program.positive_markers} == {str}


def test_a_set_of_markers_has_one_order():
    assert MarkerProgram("x", {"C", "A", "B"}).positive_markers == ["A", "B", "C"]


def test_lists_of_markers_are_not_shared_with_the_caller():
    shared = ["A"]
    one, two = MarkerProgram("one", shared), MarkerProgram("two", shared)
    one.positive_markers.append("B")
    assert two.positive_markers == shared == ["A"]


def test_siblings_share_their_list_of_contrasts():
    contrasts = [MarkerProgram("x", ["A"])]
    one, two = MarkerProgram("one", contrasts=contrasts), MarkerProgram("two", contrasts=contrasts)
    assert one.contrasts is two.contrasts


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            {"positive_markers": "EPCAM"},
            "positive_markers of 'x' must be a list of strings, not the one string 'EPCAM': write ['EPCAM']",
        ),
        ({"negative_markers": b"A"}, "negative_markers of 'x' must be a list of strings"),
        ({"positive_markers": {"A": 2.0}}, "not a mapping: `weights` holds the weights"),
        ({"positive_markers": ["A", 1.5]}, "positive_markers of 'x' must be strings: 1.5 is a float"),
        ({"positive_markers": 7}, "positive_markers of 'x' must be a list, not a int"),
        ({"weights": ["A"]}, "weights of 'x' must map symbols to weights, not be a list"),
        ({"aliases": "y"}, "aliases of 'x' must be a list of strings"),
        ({"children": MarkerProgram("y")}, "children of 'x' must be a list, not a MarkerProgram"),
    ],
)
def test_the_classic_slips_are_refused_by_name(arguments, message):
    with pytest.raises(TypeError) as caught:
        MarkerProgram("x", **arguments)
    assert message in str(caught.value)


def test_none_is_an_empty_list():
    program = MarkerProgram("x", None, None, None, weights=None, contrasts=None)
    assert program == MarkerProgram("x")


def test_equality_is_by_value():
    assert MarkerProgram("x", ["A"], variants=[MarkerVariant("v", ["B"])]) == MarkerProgram(
        "x", ["A"], variants=[MarkerVariant("v", ["B"])]
    )
    assert MarkerProgram("x", ["A"]) != MarkerProgram("x", ["A"], weight=2)


def test_reprs_are_short():
    program = MarkerProgram("T cell", ["CD3D"] * 6, ["MS4A1"], [MarkerProgram("CD4 T cell")])
    assert repr(program) == "MarkerProgram('T cell', +6, -1, children=1)"
    assert repr(MarkerVariant("cDC1", ["XCR1"])) == "MarkerVariant('cDC1', +1, -0)"
