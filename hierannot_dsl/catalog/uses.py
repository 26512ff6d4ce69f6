"""A gene -> every program and named set that it speaks for or against, every edit and test that names it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from hierannot_dsl.catalog.written import written_in
from hierannot_dsl.semantics.markers import MODALITIES, split_symbol
from hierannot_dsl.semantics.paths import Index
from hierannot_dsl.syntax import nodes
from hierannot_dsl.syntax.within import around, statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from hierannot_dsl.catalog.written import How
    from hierannot_dsl.semantics.entries import MarkerEntry, Resolved
    from hierannot_dsl.source import Span

Kind: TypeAlias = Literal["node", "contrast", "variant", "marker set", "test"]


@dataclass(frozen=True)
class GeneUse:
    """One use of a gene.

    Attributes
    ----------
    name
        Of what uses it; of a variant with that of its node before it.
    sign
        1 for, -1 against, 0 in a test.
    weight
        Of the marker; in a test the value that is expressed; None where an edit drops it.
    how
        As `Written` has it, or ``dropped`` by an edit.
    by
        The hierarchy that wrote the line, ``""`` for a test that stands outside of one.
    named_set
        The named set through which it came, ``""`` elsewhere.
    span
        The symbol in that line.
    """

    kind: Kind
    name: str
    sign: int
    weight: float | None
    modality: str
    how: How | Literal["dropped"]
    by: str
    named_set: str
    span: Span


def uses_of(
    gene: str, hierarchies: Iterable[Resolved], files: Mapping[str, nodes.File]
) -> tuple[GeneUse, ...]:
    """Every use of a symbol in some hierarchies, in the order of files and lines.

    Parameters
    ----------
    gene
        The symbol as it is written; with a prefix, ``protein:CD4``, in that modality only.
    hierarchies
        Where to look. What several of them have from one line is one use.
    files
        The sources of these hierarchies as they are written, by name.
    """
    prefix, colon, symbol = gene.partition(":")
    if not colon or prefix not in MODALITIES:
        prefix, symbol = "", gene
    hierarchies = tuple(hierarchies)
    found: dict[tuple[Span, Span], GeneUse] = {}
    # First the hierarchies that wrote a block: others may have borrowed it as a contrast, or renamed it.
    for at_home in (True, False):
        for hierarchy in hierarchies:
            for block, use in _markers(symbol, hierarchy, files):
                if hierarchy.span.holds(block) is at_home:
                    found.setdefault((use.span, block), use)
    names = {hierarchy.name.text for hierarchy in hierarchies}
    sources = {hierarchy.span.source for hierarchy in hierarchies}
    lines = (use for source in sources for use in _lines(symbol, files[source], files))
    uses = [*found.values(), *(use for use in lines if use.by in names or not use.by)]
    kept = (use for use in uses if not prefix or use.modality in ("", prefix))
    return tuple(sorted(kept, key=lambda use: (use.span.source, use.span.start, use.name)))


def genes_of(hierarchies: Iterable[Resolved]) -> frozenset[str]:
    """Every symbol that is a marker somewhere."""
    return frozenset(
        marker.gene for hierarchy in hierarchies for entry in hierarchy.walk() for marker in entry.markers
    )


def _markers(
    gene: str, hierarchy: Resolved, files: Mapping[str, nodes.File]
) -> Iterator[tuple[Span, GeneUse]]:
    """Uses by what a hierarchy is made of, each with the block of what uses it."""
    for named_set in hierarchy.marker_sets.values():
        for marker in named_set.markers:
            if marker.gene == gene:
                yield named_set.span, _use("marker set", named_set.name.text, marker, files)
    index: Index | None = None
    for entry in hierarchy.walk():
        for marker in entry.markers:
            if marker.gene == gene:
                index = index or Index.of(hierarchy.roots)
                *_, node = index.ancestry(entry)[:-1] or (entry,)
                name = f"{node.name.text} > {entry.name.text}" if entry.kind == "variant" else entry.name.text
                yield entry.span, _use(entry.kind, name, marker, files)


def _use(kind: Kind, name: str, marker: MarkerEntry, files: Mapping[str, nodes.File]) -> GeneUse:
    written = written_in(marker.span, files)
    # To the set itself its lines are its own.
    how: How = "own" if kind == "marker set" else written.how
    named_set = "" if kind == "marker set" else written.named_set
    return GeneUse(
        kind, name, marker.sign, marker.weight, marker.modality, how, written.by, named_set, marker.span
    )


def _lines(gene: str, file: nodes.File, files: Mapping[str, nodes.File]) -> Iterator[GeneUse]:
    """Uses that leave no marker: edits that drop one, and values that tests express."""
    for item in statements(file.items):
        if not isinstance(item, nodes.DropMarkerDecl | nodes.ExpressDecl):
            continue
        prefix, symbol = split_symbol(item.gene)
        if symbol != gene:
            continue
        *_, holder, _ = around(item.span, file)
        by, place, modality = written_in(item.span, files).by, item.gene.span, prefix or ""
        if isinstance(item, nodes.ExpressDecl) and isinstance(holder, nodes.TestDecl):
            name, value = holder.name.text, item.value.value
            yield GeneUse("test", name, 0, value, modality, "own", by, "", place)
        elif isinstance(item, nodes.DropMarkerDecl) and isinstance(holder, nodes.InDecl):
            name = " > ".join(step.text for step in holder.path.names)
            yield GeneUse("node", name, item.sign, None, modality, "dropped", by, "", place)
