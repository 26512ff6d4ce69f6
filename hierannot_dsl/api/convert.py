"""Marker programs <-> resolved hierarchy: the same evidence, editable on one side, frozen on the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from hierannot_dsl.api.checks import mistakes_in
from hierannot_dsl.api.programs import MarkerProgram, MarkerVariant, split_marker
from hierannot_dsl.api.trees import as_roots, fork_contrasts
from hierannot_dsl.model.content import content_hash as hash_of_content
from hierannot_dsl.model.hierarchy import Contrast, Hierarchy, Marker, Node, Variant
from hierannot_dsl.panel.bind import markers_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hierannot_dsl.model.hierarchy import Program

CUSTOM = "custom"
GATES = ("rescue", "min_score", "min_margin", "min_raw")


def hierarchy_of(
    roots: Iterable[MarkerProgram], *, name: str | None = None, version: str | None = None
) -> Hierarchy:
    """The resolved hierarchy that a tree of programs stands for.

    Parameters
    ----------
    roots
        Root programs, as `get_builtin_hierarchy` returns them or as built in Python.
    name, version
        Of the hierarchy. By default those that all roots agree on, else ``"custom"`` and none. Its modality
        is protein if all its markers are.

    Raises
    ------
    TypeError
        If something else than a `MarkerProgram` stands in the tree.
    ValueError
        With one line for each mistake in the tree.
    """
    programs = as_roots(roots)
    mistakes = list(mistakes_in(programs))
    if mistakes:
        raise ValueError("\n".join(mistakes))
    origins = {(program.hierarchy, program.version) for program in programs}
    origin = origins.pop() if len(origins) == 1 else ("", "")
    hierarchy = Hierarchy(
        name=name or origin[0] or CUSTOM,
        version=version or origin[1] or None,
        roots=tuple(_node(program) for program in programs),
        contrasts=_contrasts(programs),
    )
    modalities = {marker.modality for marker in markers_of(hierarchy)}
    return hierarchy.model_copy(update={"modality": "protein"}) if modalities == {"protein"} else hierarchy


def programs_of(hierarchy: Hierarchy) -> list[MarkerProgram]:
    """The roots of a hierarchy as plain programs, new objects at every call.

    Evidence and notes of markers have no place in a program. The contrasts of a fork without nodes are
    left out: there is nobody beside whom they could stand.
    """
    roots = _fork(hierarchy.roots, hierarchy.contrasts)
    for root in roots:
        root.hierarchy, root.version = hierarchy.name, hierarchy.version or ""
    return roots


def content_hash(roots: Iterable[MarkerProgram]) -> str:
    """SHA-256 in hexadecimal of everything in `roots` that can change a label.

    Names, CL ids, markers, weights, variants, contrasts, gates, roles, what is callable, and the order
    of nodes enter. Descriptions, aliases, colors, the name and version of the hierarchy, and the order
    of markers, variants and contrasts stay out. A `.hier` file and the roots read from it have one hash.

    Raises
    ------
    TypeError, ValueError
        As `hierarchy_of`.
    """
    return hash_of_content(hierarchy_of(roots))


def _node(program: MarkerProgram) -> Node:
    own: dict[str, Any] = {field: _float(getattr(program, field)) for field in GATES}
    own |= {"color": program.color, "role": program.role, "callable": program.callable}
    children = tuple(_node(child) for child in program.children)
    return Node(**_shared(program), **own, children=children, contrasts=_contrasts(program.children))


def _contrasts(siblings: Sequence[MarkerProgram]) -> tuple[Contrast, ...]:
    return tuple(Contrast(**_shared(program)) for program in fork_contrasts(siblings))


def _shared(program: MarkerProgram) -> dict[str, Any]:
    return {
        "name": str(program.name),
        "description": program.description,
        "cl": program.cl_id,
        "aliases": tuple(map(str, program.aliases)),
        "penalty": _float(program.penalty),
        "weight": float(program.weight),
        "min_markers": None if program.min_markers is None else int(program.min_markers),
        "markers": _markers(program),
        "variants": tuple(Variant(name=str(v.name), markers=_markers(v)) for v in program.variants),
    }


def _markers(program: MarkerProgram | MarkerVariant) -> tuple[Marker, ...]:
    weights = program.weights
    positive = (_marker(text, 1, weights.get(text, 1.0)) for text in program.positive_markers)
    negative = (_marker(text, -1, weights.get(text, 1.0)) for text in program.negative_markers)
    return tuple(sorted((*positive, *negative), key=lambda m: (-m.sign, m.gene, m.modality)))


def _marker(text: str, sign: Literal[1, -1], weight: float) -> Marker:
    modality, symbol = split_marker(str(text))
    return Marker(gene=symbol, sign=sign, weight=float(weight), modality=modality)


def _fork(nodes: tuple[Node, ...], contrasts: tuple[Contrast, ...]) -> list[MarkerProgram]:
    beside = [_program(contrast) for contrast in contrasts]
    return [_program_of_node(node, beside) for node in nodes]


def _program_of_node(node: Node, beside: list[MarkerProgram]) -> MarkerProgram:
    program = _program(node)
    program.color, program.role, program.callable = node.color, node.role, node.callable
    for field in GATES:
        setattr(program, field, getattr(node, field))
    program.children = _fork(node.children, node.contrasts)
    program.contrasts = beside
    return program


def _program(program: Program) -> MarkerProgram:
    return MarkerProgram(
        program.name,
        **_evidence(program),
        description=program.description,
        cl_id=program.cl,
        aliases=list(program.aliases),
        penalty=program.penalty,
        weight=program.weight,
        min_markers=program.min_markers,
        variants=[MarkerVariant(variant.name, **_evidence(variant)) for variant in program.variants],
    )


def _evidence(program: Program | Variant) -> dict[str, Any]:
    return {
        "positive_markers": [_text(m) for m in program.markers if m.sign > 0],
        "negative_markers": [_text(m) for m in program.markers if m.sign < 0],
        "weights": {_text(m): m.weight for m in program.markers if m.weight != 1},
    }


def _text(marker: Marker) -> str:
    plain = marker.modality == "rna" and not marker.gene.startswith(("protein:", "rna:"))
    return marker.gene if plain else f"{marker.modality}:{marker.gene}"


def _float(value: float | None) -> float | None:
    return None if value is None else float(value)
