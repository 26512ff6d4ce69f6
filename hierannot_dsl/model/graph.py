"""Hierarchy -> networkx graphs, made when somebody asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

    from hierannot_dsl.model.hierarchy import Hierarchy, Program


def tree_graph(hierarchy: Hierarchy, *, contrasts: bool = False) -> nx.DiGraph[str]:
    """The tree of names, from parents to children.

    Parameters
    ----------
    hierarchy
        Its roots have no predecessor; the graph is a forest where it has several.
    contrasts
        Whether contrasts stand in it too, under the node inside which they compete.

    Returns
    -------
    graph
        Nodes in document order with the attributes `kind` (``"node"`` or ``"contrast"``), `cl`, `level` (1 at
        a root) and `program` (the record of the model).
    """
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph(name=hierarchy.name)
    levels: dict[str | None, int] = {None: 0}

    def add(program: Program, parent: str | None, kind: str) -> None:
        levels[program.name] = levels[parent] + 1
        graph.add_node(program.name, kind=kind, cl=program.cl, level=levels[program.name], program=program)
        if parent is not None:
            graph.add_edge(parent, program.name)

    for parent, node in hierarchy.walk():
        add(node, parent.name if parent else None, "node")
        for contrast in node.contrasts if contrasts else ():
            add(contrast, node.name, "contrast")
    for contrast in hierarchy.contrasts if contrasts else ():
        add(contrast, None, "contrast")
    return graph


def marker_graph(hierarchy: Hierarchy) -> nx.MultiDiGraph[tuple[str, str]]:
    """Which genes speak for and against which nodes and contrasts.

    Returns
    -------
    graph
        Two kinds of vertices, ``("gene", symbol)`` and ``("program", name)``, and an edge between them for
        every marker, with the attributes `sign` (1 or -1), `weight`, `modality` and `variant` (``""`` for
        a program's own markers).
    """
    import networkx as nx

    graph: nx.MultiDiGraph[tuple[str, str]] = nx.MultiDiGraph(name=hierarchy.name)
    for program in hierarchy.programs():
        target = ("program", program.name)
        graph.add_node(target)
        for variant, marker in (
            (name, marker) for name, markers in program.marker_sets() for marker in markers
        ):
            graph.add_edge(
                ("gene", marker.gene),
                target,
                sign=marker.sign,
                weight=marker.weight,
                modality=marker.modality,
                variant=variant,
            )
    return graph
