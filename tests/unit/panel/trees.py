"""Small hierarchies for tests, written as briefly as they can be read."""

from hierannot_dsl.model.hierarchy import Contrast, Hierarchy, Marker, Node, Variant


def markers(text: str) -> tuple[Marker, ...]:
    """`A B=2 -C`: positive A, positive B of weight 2, negative C."""
    found = []
    for word in text.split():
        gene, _, weight = word.lstrip("-").partition("=")
        found.append(Marker(gene=gene, sign=-1 if word[0] == "-" else 1, weight=float(weight or 1)))
    return tuple(found)


def node(name: str, text: str = "", *children: Node, **fields: object) -> Node:
    return Node(name=name, markers=markers(text), children=children, **fields)


def contrast(name: str, text: str) -> Contrast:
    return Contrast(name=name, markers=markers(text))


def variant(name: str, text: str) -> Variant:
    return Variant(name=name, markers=markers(text))


def hierarchy(*roots: Node, contrasts: tuple[Contrast, ...] = ()) -> Hierarchy:
    return Hierarchy(name="toy", roots=roots, contrasts=contrasts)
