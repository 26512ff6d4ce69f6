"""Laws of marker programs: editable trees, frozen hierarchies and JSON documents hold the same."""

import json
from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st

from hierannot_dsl.api.convert import content_hash, hierarchy_of, programs_of
from hierannot_dsl.api.documents import hierarchy_from_dict, hierarchy_to_dict
from hierannot_dsl.model.content import content_hash as hash_of_hierarchy
from hierannot_dsl.model.hierarchy import Contrast, Hierarchy, Marker, Node, Variant
from hierannot_dsl.panel.bind import markers_of

GENES = ("CD3D", "HLA-DRA", "7SK", "NO", "protein:CD4", "rna:odd", "Cd3d")
numbers = st.floats(0.001, 50)
perhaps = st.none() | st.floats(-2, 2)
texts = st.none() | st.text("abc ;é\"'", min_size=1)


@st.composite
def marker_tuples(draw):
    genes = draw(
        st.lists(st.tuples(st.sampled_from(GENES), st.sampled_from(["rna", "protein"])), unique=True)
    )
    markers = [
        Marker(
            gene=gene,
            modality=modality,
            sign=draw(st.sampled_from([1, -1])),
            weight=draw(st.just(1.0) | numbers),
        )
        for gene, modality in genes
    ]
    return tuple(sorted(markers, key=lambda m: (-m.sign, m.gene, m.modality)))


@st.composite
def shared_fields(draw, names):
    return {
        "name": f"{draw(st.sampled_from(['T cell', 'Stem/TA-like', 'IL7R+ (naive)', 'é']))} {next(names)}",
        "description": draw(texts),
        "cl": draw(texts),
        "aliases": tuple(draw(st.lists(st.text("abc", min_size=1), max_size=2))),
        "penalty": draw(st.none() | st.floats(0, 3)),
        "weight": draw(st.just(1.0) | numbers),
        "min_markers": draw(st.none() | st.integers(1, 9)),
        "markers": draw(marker_tuples()),
        "variants": tuple(
            Variant(name=f"v{at}", markers=draw(marker_tuples())) for at in range(draw(st.integers(0, 2)))
        ),
    }


@st.composite
def forks(draw, names, depth):
    nodes = tuple(draw(nodes_of(names, depth)) for _ in range(draw(st.integers(0, 2))))
    contrasts = ()
    if nodes:
        contrasts = tuple(Contrast(**draw(shared_fields(names))) for _ in range(draw(st.integers(0, 2))))
    return nodes, contrasts


@st.composite
def nodes_of(draw, names, depth=0):
    children, contrasts = draw(forks(names, depth + 1)) if depth < 2 else ((), ())
    return Node(
        **draw(shared_fields(names)),
        color=draw(st.none() | st.from_regex(r"#[0-9A-Fa-f]{6}", fullmatch=True)),
        role=draw(st.sampled_from(["major", "optional"])),
        callable=draw(st.booleans()),
        rescue=draw(st.none() | st.floats(0, 1)),
        min_score=draw(perhaps),
        min_margin=draw(perhaps),
        min_raw=draw(perhaps),
        children=children,
        contrasts=contrasts,
    )


@st.composite
def hierarchies(draw):
    names = count()
    roots = tuple(draw(nodes_of(names)) for _ in range(draw(st.integers(1, 3))))
    contrasts = tuple(Contrast(**draw(shared_fields(names))) for _ in range(draw(st.integers(0, 2))))
    version = draw(st.none() | st.just("1.0.0"))
    hierarchy = Hierarchy(name="toy", version=version, roots=roots, contrasts=contrasts)
    proteins = {marker.modality for marker in markers_of(hierarchy)} == {"protein"}
    return hierarchy.model_copy(update={"modality": "protein"}) if proteins else hierarchy


@settings(max_examples=30, deadline=None)
@given(hierarchies())
def test_programs_hold_the_whole_hierarchy(hierarchy):
    assert hierarchy_of(programs_of(hierarchy)) == hierarchy


@settings(max_examples=30, deadline=None)
@given(hierarchies())
def test_a_way_through_json_changes_nothing(hierarchy):
    roots = programs_of(hierarchy)
    back = hierarchy_from_dict(json.loads(json.dumps(hierarchy_to_dict(roots))))
    assert back == roots


@settings(max_examples=30, deadline=None)
@given(hierarchies(), st.randoms(use_true_random=False))
def test_the_hash_does_not_see_the_order_of_markers(hierarchy, random):
    roots = programs_of(hierarchy)
    stack = list(roots)
    while stack:
        program = stack.pop()
        random.shuffle(program.positive_markers)
        random.shuffle(program.negative_markers)
        random.shuffle(program.variants)
        stack += program.children
    assert content_hash(roots) == hash_of_hierarchy(hierarchy)
