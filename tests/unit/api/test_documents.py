import json

import numpy as np
import pytest

from hierannot_dsl.api.convert import content_hash
from hierannot_dsl.api.documents import hierarchy_from_dict, hierarchy_to_dict
from hierannot_dsl.api.programs import MarkerProgram, MarkerVariant


def tree() -> list[MarkerProgram]:
    beside = [MarkerProgram("Erythroid", ["HBB"], penalty=1.0)]
    plasma = MarkerProgram("Plasma cell", ["JCHAIN"], variants=[MarkerVariant("IgA", ["IGHA1"])])
    plasma.contrasts = [MarkerProgram("Germinal centre", ["AICDA"])]
    return [
        MarkerProgram(
            "B cell",
            ["MS4A1"],
            ["CD3D"],
            [plasma],
            weights={"CD3D": 0.5},
            cl_id="CL:0000236",
            contrasts=beside,
        ),
        MarkerProgram("NK cell", ["NKG7"], role="major", contrasts=beside, hierarchy="toy", version="1"),
    ]


WRITTEN = {
    "format_version": 1,
    "roots": [
        {
            "name": "B cell",
            "positive_markers": ["MS4A1"],
            "negative_markers": ["CD3D"],
            "weights": {"CD3D": 0.5},
            "cl_id": "CL:0000236",
            "children": [
                {
                    "name": "Plasma cell",
                    "positive_markers": ["JCHAIN"],
                    "negative_markers": [],
                    "weights": {},
                    "variants": [
                        {"name": "IgA", "positive_markers": ["IGHA1"], "negative_markers": [], "weights": {}}
                    ],
                    "children": [],
                    "contrasts": [],
                }
            ],
            "contrasts": [
                {
                    "name": "Germinal centre",
                    "positive_markers": ["AICDA"],
                    "negative_markers": [],
                    "weights": {},
                }
            ],
        },
        {
            "name": "NK cell",
            "positive_markers": ["NKG7"],
            "negative_markers": [],
            "weights": {},
            "role": "major",
            "hierarchy": "toy",
            "version": "1",
            "children": [],
            "contrasts": [],
        },
    ],
    "contrasts": [
        {
            "name": "Erythroid",
            "positive_markers": ["HBB"],
            "negative_markers": [],
            "weights": {},
            "penalty": 1.0,
        }
    ],
}


def test_the_dict_says_what_is_there_and_no_default():
    assert hierarchy_to_dict(tree()) == WRITTEN


def test_a_way_through_json_loses_nothing():
    back = hierarchy_from_dict(json.loads(json.dumps(hierarchy_to_dict(tree()))))
    assert back == tree()
    assert back[0].contrasts is back[1].contrasts
    assert content_hash(back) == content_hash(tree())


def test_numbers_of_numpy_are_numbers_of_json():
    root = MarkerProgram(
        "A", ["X"], weights={"X": np.float32(0.5)}, min_markers=np.int64(2), rescue=np.float64(0.25)
    )
    written = json.loads(json.dumps(hierarchy_to_dict([root])))["roots"][0]
    assert (written["weights"], written["min_markers"], written["rescue"]) == ({"X": 0.5}, 2, 0.25)


def test_the_dict_shares_no_list_with_the_programs():
    roots = tree()
    hierarchy_to_dict(roots)["roots"][0]["positive_markers"].append("X")
    assert roots == tree()


def test_what_r_does_to_lists_is_understood():
    document = {
        "format_version": 1.0,
        "roots": [{"name": "A", "positive_markers": "X", "weights": [], "children": [], "color": None}],
    }
    assert hierarchy_from_dict(document) == [MarkerProgram("A", ["X"])]


def node(**fields) -> dict:
    return {"format_version": 1, "roots": [{"name": "A"} | fields]}


@pytest.mark.parametrize(
    ("document", "error", "message"),
    [
        ([], TypeError, "the document must be a dict, not a list"),
        ({"roots": []}, ValueError, "format_version must be 1, not None"),
        ({"format_version": 2}, ValueError, "format_version must be 1, not 2"),
        ({"format_version": 1, "root": []}, ValueError, "the document has unknown keys: root"),
        (node(markers=[], rescu=1), ValueError, "'A' has unknown keys: markers, rescu"),
        (node(children={"name": "B"}), TypeError, "children of 'A' must be a list, not a dict"),
        (node(children=["B"]), TypeError, "one of the children of 'A' must be a dict, not 'B'"),
        (node(children=[{}]), ValueError, "one of the children of 'A' has no name"),
        (node(contrasts=[{"name": "C", "children": []}]), ValueError, "'C' has unknown keys: children"),
        (node(variants=[{"name": "v", "role": 1}]), ValueError, "'v' has unknown keys: role"),
        (node(positive_markers=[1]), TypeError, "positive_markers of 'A' must be strings: 1 is a int"),
    ],
)
def test_what_is_not_a_written_tree_is_refused(document, error, message):
    with pytest.raises(error) as caught:
        hierarchy_from_dict(document)
    assert str(caught.value) == message
