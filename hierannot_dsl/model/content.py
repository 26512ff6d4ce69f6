"""Hierarchy -> content hash: one number for everything in a hierarchy that can change a label."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hierannot_dsl.model.hierarchy import Contrast, Hierarchy, Marker, Node, Program

FIELDS = ("cl", "penalty", "min_markers", "rescue", "min_score", "min_margin", "min_raw")


def content_hash(hierarchy: Hierarchy) -> str:
    """SHA-256 in hexadecimal of what can change a label, or the ontology term exported beside it.

    What enters: names, CL ids, markers with sign, weight and modality, variants, the fields that weigh
    or gate a node, its role (panel rules read it), whether it is callable, the order and nesting of
    nodes, and the contrasts of each fork. What stays out: name, version and every other field of the
    hierarchy itself, descriptions, aliases, colors, evidence, notes, comments, and the order of markers,
    variants and contrasts. Contrasts of a fork without nodes stay out too: they have nobody to compete with.

    A field that was not written is left out, not written as its default, so that a field which a later
    version adds leaves the hashes of older hierarchies alone.
    """
    content = _fork(hierarchy.roots, hierarchy.contrasts)
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _fork(nodes: tuple[Node, ...], contrasts: tuple[Contrast, ...]) -> dict[str, Any]:
    if not nodes:
        return {}
    fork: dict[str, Any] = {"nodes": [_node(node) for node in nodes]}
    if contrasts:
        fork["contrasts"] = [_program(contrast) for contrast in sorted(contrasts, key=lambda c: c.name)]
    return fork


def _node(node: Node) -> dict[str, Any]:
    content = _program(node) | _fork(node.children, node.contrasts)
    if node.role != "optional":
        content["role"] = node.role
    if not node.callable:
        content["callable"] = False
    return content


def _program(program: Program) -> dict[str, Any]:
    content: dict[str, Any] = {"name": program.name, "markers": _markers(program.markers)}
    written = {name: getattr(program, name, None) for name in FIELDS}
    content |= {name: _number(value) for name, value in written.items() if value is not None}
    if program.weight != 1:
        content["weight"] = _number(program.weight)
    if program.variants:
        variants = sorted(program.variants, key=lambda v: v.name)
        content["variants"] = [[variant.name, _markers(variant.markers)] for variant in variants]
    return content


def _markers(markers: tuple[Marker, ...]) -> list[list[Any]]:
    return sorted([m.sign, m.gene, _number(m.weight), m.modality] for m in markers)


def _number(value: float | str) -> float | str:
    # 1 and 1.0 are one weight, however R or JSON brought it here.
    return value if isinstance(value, str) else float(value)
