import hashlib

from hierannot_dsl.model.content import content_hash
from hierannot_dsl.model.hierarchy import Contrast, Evidence, Hierarchy, Marker, Node, Variant
from hierannot_dsl.source import Span

PLUS = Marker(gene="CD3D", sign=1)
MINUS = Marker(gene="MS4A1", sign=-1)


def tree(node: Node, **fields) -> Hierarchy:
    return Hierarchy(name="toy", roots=(node,), **fields)


def node(**fields) -> Node:
    return Node(**({"name": "T cell", "markers": (PLUS, MINUS)} | fields))


def test_the_hash_is_pinned():
    # Stored beside results of earlier releases: a change here breaks every comparison with them.
    text = '{"nodes":[{"markers":[[-1,"MS4A1",1.0,"rna"],[1,"CD3D",1.0,"rna"]],"name":"T cell"}]}'
    assert content_hash(tree(node())) == hashlib.sha256(text.encode()).hexdigest()


def test_prose_order_and_origin_do_not_enter():
    variants = (Variant(name="a", markers=(PLUS,)), Variant(name="b", markers=(MINUS,)))
    contrasts = (Contrast(name="x", markers=(PLUS,)), Contrast(name="y"))
    plain = tree(node(variants=variants), contrasts=contrasts)
    noted = Marker(gene="CD3D", sign=1, note="n", evidence=(Evidence(kind="pmid", reference="1"),))
    other = Hierarchy(
        name="other",
        title="t",
        version="2",
        keywords=("k",),
        roots=(
            node(
                markers=(MINUS, noted),
                variants=variants[::-1],
                description="d",
                aliases=("a",),
                color="#ffffff",
                origin=Span("f", 0, 1),
            ),
        ),
        contrasts=contrasts[::-1],
    )
    assert content_hash(other) == content_hash(plain)


def test_whatever_can_change_a_label_enters():
    child = Node(name="child", markers=(PLUS,))
    contrast = Contrast(name="x", markers=(PLUS,))
    different = [
        tree(node()),
        tree(node(name="T")),
        tree(node(cl="CL:0000084")),
        tree(node(markers=(PLUS,))),
        tree(node(markers=(PLUS, Marker(gene="MS4A1", sign=1)))),
        tree(node(markers=(PLUS, Marker(gene="MS4A1", sign=-1, weight=0.5)))),
        tree(node(markers=(PLUS, Marker(gene="MS4A1", sign=-1, modality="protein")))),
        tree(node(variants=(Variant(name="a", markers=(PLUS,)),))),
        tree(node(variants=(Variant(name="b", markers=(PLUS,)),))),
        tree(node(role="major")),
        tree(node(callable=False)),
        tree(node(weight=2)),
        *(tree(node(**{name: 0.5})) for name in ("penalty", "rescue", "min_score", "min_margin", "min_raw")),
        tree(node(min_markers=3)),
        tree(node(children=(child,))),
        tree(node(), contrasts=(contrast,)),
        tree(node(children=(child,), contrasts=(contrast,))),
        Hierarchy(name="toy", roots=(node(), child)),
        Hierarchy(name="toy", roots=(child, node())),
    ]
    assert len({content_hash(hierarchy) for hierarchy in different}) == len(different)


def test_whole_numbers_and_floats_are_one_weight():
    assert content_hash(tree(node(weight=2))) == content_hash(tree(node(weight=2.0)))


def test_contrasts_without_anybody_to_compete_with_do_not_enter():
    lonely = node(contrasts=(Contrast(name="x", markers=(PLUS,)),))
    assert content_hash(tree(lonely)) == content_hash(tree(node()))
