"""Laws of the semantic diff: every node of two hierarchies is accounted for, and no name is lost unsaid."""

from hypothesis import given
from hypothesis import strategies as st

from hierannot_dsl.compare.breaking import judge
from hierannot_dsl.compare.diff import compare_hierarchies
from hierannot_dsl.model.hierarchy import Contrast, Hierarchy, Marker, Node

NAMES = [f"N{number}" for number in range(7)]
GENES = ["CD3D", "CD3E", "CD19", "MS4A1"]  # few, so that programs are alike by chance


@st.composite
def hierarchies(draw):
    """Nodes of these names in any tree, some of them contrasts, with any of these genes."""
    names = draw(st.permutations(NAMES))[: draw(st.integers(1, len(NAMES)))]
    parents, kinds, built = {}, {}, {}
    for number, name in enumerate(names):
        above = [one for one in names[:number] if kinds[one] is Node]
        parents[name] = draw(st.sampled_from([None, *above]))
        kinds[name] = draw(st.sampled_from([Node, Node, Node, Contrast]))
    for name in reversed(names):
        genes = draw(st.sets(st.sampled_from(GENES)))
        markers = tuple(Marker(gene=gene, sign=draw(st.sampled_from([1, -1]))) for gene in sorted(genes))
        below = [built[one] for one in names if parents[one] == name]
        said = {"name": name, "markers": markers, "cl": draw(st.sampled_from([None, "CL:0000084"]))}
        if kinds[name] is Node:
            said["aliases"] = draw(st.sampled_from([(), ("N0",), ("N1", "N2")]))
            said |= of_kinds(below, "children")
        built[name] = kinds[name](**said)
    return Hierarchy(name="h", **of_kinds([built[one] for one in names if parents[one] is None], "roots"))


def of_kinds(programs, nodes):
    return {
        nodes: tuple(one for one in programs if isinstance(one, Node)),
        "contrasts": tuple(one for one in programs if isinstance(one, Contrast)),
    }


def names_in(hierarchy):
    return {one.name for one in hierarchy.programs()}


@given(hierarchies(), hierarchies())
def test_every_program_is_the_same_one_or_told(before, after):
    found = compare_hierarchies(before, after).programs
    gone = [
        name for one in found if one.removed for name in (one.name, *(below.path[-1] for below in one.inside))
    ]
    come = [
        name for one in found if one.added for name in (one.name, *(below.path[-1] for below in one.inside))
    ]
    stay = {one.before[-1]: one.after[-1] for one in found if not (one.added or one.removed)}
    assert len({*gone}) == len(gone)
    assert len({*come}) == len(come)
    assert {*gone, *stay} <= names_in(before)
    assert {*come, *stay.values()} <= names_in(after)
    # What is not told is the same under the same name.
    unsaid = names_in(before) - {*gone, *stay}
    assert unsaid == names_in(after) - {*come, *stay.values()}


@given(hierarchies())
def test_what_did_not_change_is_not_told(hierarchy):
    assert compare_hierarchies(hierarchy, hierarchy).is_empty


@given(hierarchies(), hierarchies())
def test_a_name_that_leads_nowhere_any_more_breaks(before, after):
    breakages = judge(compare_hierarchies(before, after), after).breakages
    told = [one.told for one in breakages if one.rule in {"node-removed", "node-renamed"}]
    leads = {name for _, node in after.walk() for name in (node.name, *node.aliases)}
    for name in {node.name for _, node in before.walk()} - leads:
        assert any(f"{name} is " in one for one in told)
