"""Hierarchy -> the canonical text of a `.hier` file that says the same, with nothing left to look up."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from hierannot_dsl.syntax.format import BARE_GENE, INDENT, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hierannot_dsl.model.hierarchy import Contrast, Hierarchy, Marker, Node, Program

# Fields in the order in which the specification lists them: those that stand in quotes, and bare ones.
TEXTS = ("title", "tissue", "license")
WORDS = ("version", "species", "category", "uberon")
REPEATED = {"keywords": "keyword", "authors": "author", "references": "reference", "not_for": "not_for"}
GATES = ("rescue", "min_score", "min_margin", "min_raw")


def hier_text(hierarchy: Hierarchy) -> str:
    """A file that holds this hierarchy alone; it builds on no other.

    Raises
    ------
    ValueError
        If a node is not callable, which the language has no words for.
    """
    lines = ["hier 1", f"hierarchy {hierarchy.name} {{", *_indented(_hierarchy(hierarchy)), "}"]
    return "".join(f"{line}\n" for line in lines)


def _hierarchy(hierarchy: Hierarchy) -> Iterator[str]:
    yield from _paragraphs(
        list(_hierarchy_fields(hierarchy)), *_fork(hierarchy.roots, hierarchy.contrasts, hierarchy.modality)
    )


def _hierarchy_fields(hierarchy: Hierarchy) -> Iterator[str]:
    for field in ("title", "version", "species", "category", "tissue", "uberon", "license"):
        value = getattr(hierarchy, field)
        if value is not None:
            yield f"{field} {quoted(value) if field in TEXTS else _word(value)}"
    if hierarchy.modality != "rna":
        yield f"modality {hierarchy.modality}"
    for field, keyword in REPEATED.items():
        yield from (f"{keyword} {quoted(value)}" for value in getattr(hierarchy, field))


def _fork(nodes: Sequence[Node], contrasts: Sequence[Contrast], modality: str) -> Iterator[list[str]]:
    for node in nodes:
        yield _block(f"node {quoted(node.name)}", _node(node, modality))
    for contrast in contrasts:
        yield _block(f"contrast {quoted(contrast.name)}", _contrast(contrast, modality))


def _node(node: Node, modality: str) -> Iterator[str]:
    if not node.callable:
        msg = f"{node.name!r} is not callable, which a .hier file cannot say: write .json"
        raise ValueError(msg)
    own = [f"color {quoted(node.color)}"] if node.color is not None else []
    own += [f"role {node.role}"] if node.role != "optional" else []
    own += [f"{field} {_number(getattr(node, field))}" for field in GATES if getattr(node, field) is not None]
    fields = [*_shared_fields(node), *own]
    yield from _paragraphs(
        fields, *_evidence(node, modality), *_fork(node.children, node.contrasts, modality)
    )


def _contrast(contrast: Contrast, modality: str) -> Iterator[str]:
    yield from _paragraphs(list(_shared_fields(contrast)), *_evidence(contrast, modality))


def _shared_fields(program: Program) -> Iterator[str]:
    if program.cl is not None:
        yield f"cl {_word(program.cl)}"
    if program.description is not None:
        yield f"description {quoted(program.description)}"
    yield from (f"alias {quoted(alias)}" for alias in program.aliases)
    if program.penalty is not None:
        yield f"penalty {_number(program.penalty)}"
    if program.weight != 1:
        yield f"weight {_number(program.weight)}"
    if program.min_markers is not None:
        yield f"min_markers {program.min_markers}"


def _evidence(program: Program, modality: str) -> Iterator[list[str]]:
    yield _markers(program.markers, modality)
    for variant in program.variants:
        yield _block(f"variant {quoted(variant.name)}", iter(_markers(variant.markers, modality)))


def _markers(markers: Sequence[Marker], modality: str) -> list[str]:
    written = [(-marker.sign, _gene(marker, modality), marker) for marker in markers]
    return [_marker(gene, marker) for _, gene, marker in sorted(written, key=lambda each: each[:2])]


def _marker(gene: str, marker: Marker) -> str:
    words = ["+" if marker.sign > 0 else "-", gene]
    words += ["=", _number(marker.weight)] if marker.weight != 1 else []
    words += [f"@{each.kind}:{each.reference}" for each in marker.evidence]
    words += [quoted(marker.note)] if marker.note is not None else []
    return " ".join(words)


def _gene(marker: Marker, modality: str) -> str:
    symbol = marker.gene if BARE_GENE.fullmatch(marker.gene) else quoted(marker.gene)
    return symbol if marker.modality == modality else f"{marker.modality}:{symbol}"


def _word(value: str) -> str:
    """A value without spaces as it stands; anything else in quotes."""
    return quoted(value) if not value or set(value) & set(' \t"#{}') else value


def _number(value: float) -> str:
    """The shortest decimal number that is read as this one, without an exponent."""
    text = format(Decimal(repr(float(value))), "f")
    return text.removesuffix(".0")


def _block(head: str, inside: Iterator[str]) -> list[str]:
    return [f"{head} {{", *_indented(inside), "}"]


def _indented(lines: Iterator[str]) -> Iterator[str]:
    return (f"{INDENT}{line}" if line else "" for line in lines)


def _paragraphs(*parts: list[str]) -> Iterator[str]:
    """The lines of parts that hold any, with an empty line between two."""
    for number, part in enumerate(filter(None, parts)):
        if number:
            yield ""
        yield from part
