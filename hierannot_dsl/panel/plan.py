"""Bound hierarchy -> Program: names and arrays, in document order, ready to score."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from hierannot_dsl.model.content import content_hash
from hierannot_dsl.model.hierarchy import Contrast, Node
from hierannot_dsl.program import NOT_SET, Program

if TYPE_CHECKING:
    from hierannot_dsl.model import hierarchy as model
    from hierannot_dsl.panel.bind import BoundHierarchy, BoundMarker, Key

Placed: TypeAlias = "list[tuple[model.Program, int]]"


def plan_program(bound: BoundHierarchy, *, source_hash: str | None = None) -> Program:
    """Lay a bound hierarchy out as arrays.

    Parameters
    ----------
    bound
        Markers without a symbol on the panel stay in, as unmeasured. Several names of one gene of the panel
        are one symbol, so that what is said of the gene holds whatever it is called.
    source_hash
        Content hash of the hierarchy before a panel pruned it; its own where it was not pruned.
    """
    hierarchy = bound.hierarchy
    placed: Placed = []
    _place(hierarchy.roots, hierarchy.contrasts, -1, placed)
    programs = [program for program, _ in placed]
    sets = [
        (index, name, _canonical(markers))
        for index, program in enumerate(programs)
        for name, markers in sorted(bound.marker_sets(program), key=itemgetter(0))
    ]
    rows = [(number, one) for number, (_, _, markers) in enumerate(sets) for one in markers]
    # Sorted, so that two spellings of one tree give the same bytes.
    symbols = sorted(_written([one for _, one in rows]).items(), key=lambda item: (item[1], item[0]))
    index_of = {key: index for index, (key, _) in enumerate(symbols)}
    nodes = [program if isinstance(program, Node) else None for program in programs]
    return Program(
        hierarchy=hierarchy.name,
        version=hierarchy.version or "",
        panel=bound.panel.name,
        source_hash=source_hash or content_hash(hierarchy),
        names=tuple(program.name for program in programs),
        cl_ids=tuple(program.cl or "" for program in programs),
        descriptions=tuple(program.description or "" for program in programs),
        colors=tuple((node.color if node else None) or "" for node in nodes),
        parent=np.array([parent for _, parent in placed], dtype=np.int64),
        is_contrast=np.array([isinstance(program, Contrast) for program in programs], dtype=np.bool_),
        callable=np.array([node is not None and node.callable for node in nodes], dtype=np.bool_),
        major=np.array([node is not None and node.role == "major" for node in nodes], dtype=np.bool_),
        weight=_floats([program.weight for program in programs]),
        rescue=_floats([node.rescue if node else None for node in nodes]),
        penalty=_floats([program.penalty for program in programs]),
        min_score=_floats([node.min_score if node else None for node in nodes]),
        min_margin=_floats([node.min_margin if node else None for node in nodes]),
        min_raw=_floats([node.min_raw if node else None for node in nodes]),
        min_markers=_floats([program.min_markers for program in programs]),
        set_program=np.array([index for index, _, _ in sets], dtype=np.int64),
        set_variant=tuple(name for _, name, _ in sets),
        symbols=tuple(gene for _, gene in symbols),
        panel_symbols=tuple(bound.bindings[modality, gene].symbol for (modality, _), gene in symbols),
        marker_set=np.array([number for number, _ in rows], dtype=np.int64),
        marker_symbol=np.array([index_of[one.key] for _, one in rows], dtype=np.int64),
        marker_sign=np.array([one.marker.sign for _, one in rows], dtype=np.int64),
        marker_weight=_floats([one.marker.weight for _, one in rows]),
    )


def _place(nodes: tuple[Node, ...], contrasts: tuple[Contrast, ...], parent: int, placed: Placed) -> None:
    """Nodes with their subtrees, then the contrasts of the fork."""
    for node in nodes:
        index = len(placed)
        placed.append((node, parent))
        _place(node.children, node.contrasts if node.children else (), index, placed)
    placed.extend((contrast, parent) for contrast in contrasts)


def _canonical(markers: tuple[BoundMarker, ...]) -> tuple[BoundMarker, ...]:
    counted = (one for one in markers if one.counts)
    return tuple(sorted(counted, key=lambda one: (-one.marker.sign, one.marker.gene, one.marker.modality)))


def _written(markers: list[BoundMarker]) -> dict[Key, str]:
    """How the source writes each gene: of several ways the panel's, else the first of the alphabet."""
    written: dict[Key, str] = {}
    for one in sorted(markers, key=lambda one: (one.marker.gene != one.binding.symbol, one.marker.gene)):
        written.setdefault(one.key, one.marker.gene)
    return written


def _floats(values: list[float | int | None]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array([NOT_SET if value is None else float(value) for value in values], dtype=np.float64)
