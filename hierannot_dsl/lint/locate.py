"""A place in a source -> the statements it belongs to, and edits of whole lines that keep their comments."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.fix import Fix
from hierannot_dsl.source import Span
from hierannot_dsl.syntax import nodes
from hierannot_dsl.syntax.format import BARE_GENE
from hierannot_dsl.syntax.within import around

if TYPE_CHECKING:
    from hierannot_dsl.syntax.nodes import File


@dataclass(frozen=True)
class Place:
    """Where something stands, in the words of its author; what is empty does not apply.

    `hierarchy`, `node` (or contrast, variant, marker set) and `gene` are the innermost around a place.
    """

    hierarchy: str = ""
    node: str = ""
    gene: str = ""


def place_of(span: Span | None, file: File) -> Place:
    """What a place belongs to; it stays the same when lines move."""
    hierarchy = node = gene = ""
    for item in around(span, file) if span else ():
        match item:
            case nodes.HierarchyDecl(name=name):
                hierarchy = name.text
            case nodes.NodeDecl(name=name) | nodes.VariantDecl(name=name) | nodes.MarkerSetDecl(name=name):
                node = name.text
            case nodes.ReplaceDecl(replacement=nodes.NodeDecl(name=name)):
                node = name.text
            case nodes.InDecl(path=path):
                node = path.names[-1].text
            case nodes.MarkerDecl(gene=symbol) | nodes.DropMarkerDecl(gene=symbol):
                gene = symbol.text
    return Place(hierarchy, node, gene)


def marker_at(span: Span | None, file: File) -> nodes.MarkerDecl | None:
    """The marker line that holds a place."""
    holders = list(around(span, file)) if span else []
    return holders[-1] if holders and isinstance(holders[-1], nodes.MarkerDecl) else None


def removal(span: Span | None, file: File, description: str, *, safe: bool) -> Fix | None:
    """Take out the marker line at a place; a comment at its end stays, on a line of its own.

    None where the line says more than a gene (a note, evidence): that is for a person to move.
    """
    line = marker_at(span, file)
    if line is None or line.note or line.evidence:
        return None
    text = file.source.text
    start, end = line.span.start, line.span.end
    if line.comment:
        return Fix(description, ((Span(file.source.name, start, line.comment.span.start), ""),), safe)
    start = text.rfind("\n", 0, start) + 1
    end = text.find("\n", end) + 1 or len(text)
    if text[start:end].strip() != text[line.span.start : line.span.end]:
        return None
    return Fix(description, ((Span(file.source.name, start, end), ""),), safe)


def renaming(span: Span | None, file: File, symbol: str, *, safe: bool) -> Fix | None:
    """Write another symbol in the marker line at a place; a modality prefix stays."""
    line = marker_at(span, file)
    if line is None:
        return None
    prefix = "" if line.gene.quoted else "".join(re.findall(r"^\w+:", line.gene.text))
    written = symbol if BARE_GENE.fullmatch(symbol) else f'"{symbol}"'
    return Fix(f"write `{symbol}`", ((line.gene.span, prefix + written),), safe)


def revaluing(span: Span | None, file: File, value: str, *, safe: bool) -> Fix | None:
    """Write another value in the field at a place, as it was written: in quotes or bare."""
    holders = list(around(span, file)) if span else []
    if not holders or not isinstance(holders[-1], nodes.FieldDecl):
        return None
    old = holders[-1].values[0]
    written = f'"{value}"' if old.quoted else value
    return Fix(f"write `{value}`", ((old.span, written),), safe)
