"""The marker lines of one source, as they are written, with what their symbols are symbols of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.semantics.markers import split_symbol
from hierannot_dsl.syntax import nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hierannot_dsl.source import Span


@dataclass(frozen=True)
class DeclaredMarker:
    """One marker line.

    Attributes
    ----------
    gene
        The symbol without a prefix.
    species
        What the hierarchy says, in lower case; None where it says nothing.
    owner
        The node, contrast, variant or marker set whose block the line stands in.
    beside
        All symbols of that block, this one included.
    """

    line: nodes.MarkerDecl
    gene: str
    modality: str
    species: str | None
    owner: str
    beside: frozenset[str]

    @property
    def span(self) -> Span:
        return self.line.gene.span

    def note_names(self, *symbols: str) -> bool:
        """Whether the marker's note speaks of one of `symbols`: its author knows."""
        words = self.line.note.text.replace(",", " ").replace(".", " ").split() if self.line.note else ()
        return any(symbol in words for symbol in symbols)


def declared_markers(file: nodes.File) -> tuple[DeclaredMarker, ...]:
    """The marker lines of a source in document order; `set` and `drop` name what is written elsewhere."""
    return tuple(
        marker
        for item in file.items
        if isinstance(item, nodes.HierarchyDecl)
        for marker in _inside(item.body.items, _Context.of(item), item.name.text)
    )


@dataclass(frozen=True)
class _Context:
    modality: str
    species: str | None

    @classmethod
    def of(cls, hierarchy: nodes.HierarchyDecl) -> _Context:
        fields = {
            item.keyword.text: item.values[0].text
            for item in hierarchy.body.items
            if isinstance(item, nodes.FieldDecl)
        }
        species = fields.get("species")
        return cls(fields.get("modality", "rna"), species.casefold() if species else None)


def _inside(items: Iterable[nodes.Item], context: _Context, owner: str) -> Iterator[DeclaredMarker]:
    items = tuple(items)
    lines = [item for item in items if isinstance(item, nodes.MarkerDecl) and not item.is_set]
    beside = frozenset(split_symbol(line.gene)[1] for line in lines)
    for item in items:
        if isinstance(item, nodes.MarkerDecl):
            if not item.is_set:
                prefix, gene = split_symbol(item.gene)
                yield DeclaredMarker(item, gene, prefix or context.modality, context.species, owner, beside)
        else:
            program = item.replacement if isinstance(item, nodes.ReplaceDecl) else item
            if isinstance(program, nodes.NodeDecl | nodes.VariantDecl | nodes.MarkerSetDecl):
                yield from _inside(program.body.items, context, program.name.text)
            elif isinstance(program, nodes.InDecl):
                yield from _inside(program.body.items, context, program.path.names[-1].text)
