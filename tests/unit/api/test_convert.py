import math

import numpy as np
import pytest

from hierannot_dsl.api.convert import content_hash, hierarchy_of, programs_of
from hierannot_dsl.api.programs import MarkerProgram, MarkerVariant
from hierannot_dsl.model.hierarchy import Contrast, Evidence, Hierarchy, Marker, Node, Variant


def small_tree() -> list[MarkerProgram]:
    beside = [MarkerProgram("Erythroid", ["HBB", "HBA1"])]
    inner = [MarkerProgram("Smooth muscle", ["MYH11"], ["RGS5"], weights={"MYH11": 2})]
    pericyte = MarkerProgram("Pericyte", ["RGS5", "KCNJ8"], ["MYH11"], contrasts=inner, min_score=0.5)
    dendritic = MarkerProgram(
        "Dendritic cell", ["FLT3"], variants=[MarkerVariant("cDC1", ["XCR1"], weights={"XCR1": 0.5})]
    )
    return [
        MarkerProgram(
            "Mural", ["NOTCH3"], children=[pericyte], contrasts=beside, rescue=0.4, color="#aa0000"
        ),
        MarkerProgram("Myeloid", ["LYZ"], children=[dendritic], contrasts=beside, role="major"),
    ]


def test_a_tree_becomes_a_hierarchy_with_its_forks():
    hierarchy = hierarchy_of(small_tree())
    assert hierarchy == Hierarchy(
        name="custom",
        roots=(
            Node(
                name="Mural",
                markers=(Marker(gene="NOTCH3", sign=1),),
                rescue=0.4,
                color="#aa0000",
                children=(
                    Node(
                        name="Pericyte",
                        markers=(
                            Marker(gene="KCNJ8", sign=1),
                            Marker(gene="RGS5", sign=1),
                            Marker(gene="MYH11", sign=-1),
                        ),
                        min_score=0.5,
                    ),
                ),
                contrasts=(
                    Contrast(
                        name="Smooth muscle",
                        markers=(
                            Marker(gene="MYH11", sign=1, weight=2.0),
                            Marker(gene="RGS5", sign=-1),
                        ),
                    ),
                ),
            ),
            Node(
                name="Myeloid",
                markers=(Marker(gene="LYZ", sign=1),),
                role="major",
                children=(
                    Node(
                        name="Dendritic cell",
                        markers=(Marker(gene="FLT3", sign=1),),
                        variants=(Variant(name="cDC1", markers=(Marker(gene="XCR1", sign=1, weight=0.5),)),),
                    ),
                ),
            ),
        ),
        contrasts=(
            Contrast(name="Erythroid", markers=(Marker(gene="HBA1", sign=1), Marker(gene="HBB", sign=1))),
        ),
    )


def test_the_name_is_what_all_roots_agree_on():
    roots = small_tree()
    for root in roots:
        root.hierarchy, root.version = "tme", "1.0.0"
    assert (hierarchy_of(roots).name, hierarchy_of(roots).version) == ("tme", "1.0.0")
    assert hierarchy_of(roots, name="mine").name == "mine"
    roots[0] = MarkerProgram("Other", ["A"])
    assert (hierarchy_of(roots).name, hierarchy_of(roots).version) == ("custom", None)


def test_a_loop_that_replaces_one_root_loses_no_contrast():
    roots = small_tree()
    custom = [MarkerProgram("Mine", ["A"]) if root.name == "Mural" else root for root in roots]
    assert [contrast.name for contrast in hierarchy_of(custom).contrasts] == ["Erythroid"]


def test_a_protein_keeps_its_modality_on_the_way():
    markers = (
        Marker(gene="CD4", sign=1, modality="protein", weight=2.0),
        Marker(gene="rna:odd", sign=1),
        Marker(gene="CD8A", sign=-1),
    )
    hierarchy = Hierarchy(name="x", roots=(Node(name="A", markers=markers),))
    (root,) = programs_of(hierarchy)
    assert root.positive_markers == ["protein:CD4", "rna:rna:odd"]
    assert root.weights == {"protein:CD4": 2.0}
    assert hierarchy_of([root]) == hierarchy


def test_programs_are_new_and_siblings_share_the_contrasts_of_their_fork():
    hierarchy = hierarchy_of(small_tree(), name="tme", version="2")
    roots = programs_of(hierarchy)
    assert roots[0].contrasts is roots[1].contrasts
    assert [(root.hierarchy, root.version) for root in roots] == [("tme", "2")] * 2
    assert roots[0].children[0].hierarchy == ""
    roots[0].positive_markers.append("X")
    assert programs_of(hierarchy)[0].positive_markers == ["NOTCH3"]


def test_evidence_and_notes_have_no_place_in_a_program():
    marker = Marker(gene="A", sign=1, note="n", evidence=(Evidence(kind="pmid", reference="1"),))
    hierarchy = Hierarchy(name="x", roots=(Node(name="A", markers=(marker,)),))
    assert hierarchy_of(programs_of(hierarchy)).roots[0].markers == (Marker(gene="A", sign=1),)


def test_numbers_of_numpy_are_numbers():
    program = MarkerProgram(
        "A", ["X"], weights={"X": np.float32(0.5)}, min_markers=np.int64(3), rescue=np.float64(0.25)
    )
    node = hierarchy_of([program]).roots[0]
    assert (node.markers[0].weight, node.min_markers, node.rescue) == (0.5, 3, 0.25)


def test_the_hash_ignores_the_order_of_markers_and_survives_editing_back():
    roots = small_tree()
    before = content_hash(roots)
    roots[0].children[0].positive_markers.reverse()
    roots[0].description = "prose"
    assert content_hash(roots) == before == content_hash(programs_of(hierarchy_of(roots)))
    roots[0].positive_markers.append("ABCC9")
    assert content_hash(roots) != before


def one(**fields) -> list[MarkerProgram]:
    program = MarkerProgram("A", ["X", "Y"], ["Z"])
    for field, value in fields.items():
        setattr(program, field, value)
    return [program]


def beside(**fields) -> list[MarkerProgram]:
    (contrast,) = one(**({"name": "C"} | fields))
    return one(contrasts=[contrast])


@pytest.mark.parametrize(
    ("roots", "message"),
    [
        ([], "a hierarchy needs at least one root program"),
        (one(name=""), "a program has an empty name"),
        (one(name=7), "the name of a program must be a string, not 7"),
        (one(name="A "), "the name 'A ' must be one line without space at its ends"),
        (one(name="A\nB"), "the name 'A\\nB' must be one line without space at its ends"),
        (one(name="A\x1b"), "the name 'A\\x1b' must be one line without space at its ends"),
        (one(positive_markers=["rna:X", "X"]), "'A' lists 'rna:X' and 'X', which are one marker"),
        (one(positive_markers=["X", "Y "]), "positive_markers of 'A' must be gene symbols: 'Y ' is not"),
        (one(color="blue"), "color of 'A' must be such as '#1f77b4', not 'blue'"),
        (one(negative_markers=["X"]), "'A' lists 'X' as positive and as negative"),
        (one(positive_markers=["X", "X"]), "'A' lists 'X' twice among its positive_markers"),
        (one(positive_markers="XY"), "positive_markers of 'A' must be a list of strings, not a str"),
        (one(positive_markers=["X", None]), "positive_markers of 'A' must be gene symbols: None is not"),
        (
            one(positive_markers=["protein:"]),
            "positive_markers of 'A' must be gene symbols: 'protein:' is not",
        ),
        (one(weights={"Q": 1.0}), "'A' weighs 'Q', which is not among its markers"),
        (one(weights={"X": 0}), "the weight of 'X' in 'A' must be a number above 0, not 0"),
        (one(weights={"X": True}), "the weight of 'X' in 'A' must be a number above 0, not True"),
        (one(weights={"X": math.nan}), "the weight of 'X' in 'A' must be a number above 0, not nan"),
        (one(weight="2"), "weight of 'A' must be a number above 0, not '2'"),
        (one(weight=None), "weight of 'A' must be a number above 0, not None"),
        (one(penalty=-1), "penalty of 'A' must not be below 0: it is -1"),
        (one(rescue=1.5), "rescue of 'A' must lie between 0 and 1: it is 1.5"),
        (one(min_raw=[1]), "min_raw of 'A' must be a number, not [1]"),
        (one(min_markers=2.5), "min_markers of 'A' must be a whole number from 1, not 2.5"),
        (one(role="minor"), "role of 'A' must be 'optional' or 'major', not 'minor'"),
        (one(variants=None), "variants of 'A' must be MarkerVariant objects: None is not"),
        (one(weights=["X"]), "weights of 'A' must be a dict, not a list"),
        (one(name=["A"]), "the name of a program must be a string, not ['A']"),
        (one(callable=None), "callable of 'A' must be True or False, not None"),
        (one(cl_id=5), "cl_id of 'A' must be a string: 5 is not"),
        (one(aliases="B"), "aliases of 'A' must be a list of strings"),
        (one(variants=["cDC1"]), "variants of 'A' must be MarkerVariant objects: 'cDC1' is not"),
        (one(variants=[MarkerVariant("v"), MarkerVariant("v")]), "'A' has two variants called 'v'"),
        (
            one(variants=[MarkerVariant("v", ["X"], ["X"])]),
            "variant 'v' of 'A' lists 'X' as positive and as negative",
        ),
        (one(children=one()), "'A' names two programs: names are labels"),
        (beside(name="A"), "'A' names a program and a contrast: take one of them out"),
        (
            [
                MarkerProgram(
                    "A",
                    children=[MarkerProgram("B", contrasts=[MarkerProgram("C")])],
                    contrasts=[MarkerProgram("C")],
                )
            ],
            "'C' names contrasts of two forks: names are unique",
        ),
        (beside(children=one()), "contrast 'C' has children: a contrast is a single program"),
        (beside(contrasts=one()), "contrast 'C' has contrasts of its own: it competes in its own fork only"),
        (
            beside(role="major", rescue=0.1),
            "contrast 'C' sets rescue, role: a contrast is never a label and has no gates",
        ),
    ],
)
def test_each_mistake_has_its_sentence(roots, message):
    with pytest.raises(ValueError) as caught:
        hierarchy_of(roots)
    assert str(caught.value) == message


def test_all_mistakes_are_told_at_once():
    with pytest.raises(ValueError) as caught:
        hierarchy_of(one(weight=0, rescue=-1, children=one(name="B", role="x")))
    assert str(caught.value).splitlines() == [
        "weight of 'A' must be a number above 0, not 0",
        "rescue of 'A' must lie between 0 and 1: it is -1",
        "role of 'B' must be 'optional' or 'major', not 'x'",
    ]


def test_a_cycle_is_told_with_its_path():
    root, child = MarkerProgram("A"), MarkerProgram("B")
    root.children, child.children = [child], [root]
    with pytest.raises(ValueError, match="'A' is its own ancestor: A > B > A"):
        hierarchy_of([root])


def test_two_contrasts_of_one_name_must_be_the_same():
    same = [MarkerProgram("A", contrasts=[MarkerProgram("C", ["X"])]) for _ in range(2)]
    same[1].name = "B"
    assert len(hierarchy_of(same).contrasts) == 1
    same[1].contrasts[0].positive_markers = ["Y"]
    with pytest.raises(ValueError, match="contrast 'C' is defined in two ways in one fork"):
        hierarchy_of(same)


@pytest.mark.parametrize(
    ("roots", "message"),
    [
        (MarkerProgram("A"), "not the one program 'A': write [program]"),
        ("colon_tme", "roots must be a list of MarkerProgram, not a str"),
        (None, "roots must be a list of MarkerProgram, not a NoneType"),
        ([MarkerProgram("A"), "B"], "the roots must be MarkerProgram objects: 'B' is a str"),
        (one(children=["B"]), "the children of 'A' must be MarkerProgram objects: 'B' is a str"),
        (one(children=None), "children of 'A' must be a list, not a NoneType"),
        (one(contrasts=None), "contrasts of 'A' must be a list, not a NoneType"),
        (one(contrasts=["B"]), "contrasts of 'A' must be MarkerProgram objects: 'B' is a str"),
    ],
)
def test_other_objects_in_the_tree_are_a_type_error(roots, message):
    with pytest.raises(TypeError) as caught:
        hierarchy_of(roots)
    assert message in str(caught.value)
