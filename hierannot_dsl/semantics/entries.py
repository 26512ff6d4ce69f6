"""Resolved syntax: what a hierarchy holds after inheriting, grafting and editing, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from hierannot_dsl.semantics.paths import Index
    from hierannot_dsl.source import Span
    from hierannot_dsl.syntax.nodes import Word

Value: TypeAlias = str | float | int
EntryKind: TypeAlias = Literal["node", "contrast", "variant"]
Modality: TypeAlias = Literal["rna", "protein"]
Sign: TypeAlias = Literal[1, -1]


@dataclass(frozen=True)
class FieldEntry:
    """The values of one field, in order; a field that cannot repeat has one."""

    values: tuple[Value, ...]
    span: Span


Fields: TypeAlias = Mapping[str, FieldEntry]


def modality_of(fields: Fields) -> Modality:
    """What bare symbols are under the fields of a hierarchy."""
    return "protein" if "modality" in fields and fields["modality"].values[0] == "protein" else "rna"


@dataclass(frozen=True)
class MarkerEntry:
    """One marker. `span` covers its symbol, `included` says that it came through a named set."""

    gene: str
    sign: Sign
    weight: float
    modality: Modality
    evidence: tuple[tuple[str, str], ...]
    note: str | None
    span: Span
    included: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """What makes two markers the same gene."""
        return (self.modality, self.gene)


@dataclass(frozen=True, eq=False)
class Entry:
    """A node, contrast or variant, with everything below it. Compared by identity: edits address one of them.

    `children` holds all three kinds in document order: a path may name any of them.
    """

    kind: EntryKind
    name: Word
    span: Span
    fields: Fields = field(default_factory=dict)
    markers: tuple[MarkerEntry, ...] = ()
    children: tuple[Entry, ...] = ()
    damaged: bool = False

    def of_kind(self, kind: EntryKind) -> tuple[Entry, ...]:
        return tuple(child for child in self.children if child.kind == kind)

    def walk(self) -> Iterator[Entry]:
        """Yield this entry and all below it, in document order."""
        stack = [self]
        while stack:
            entry = stack.pop()
            yield entry
            stack.extend(reversed(entry.children))


@dataclass(frozen=True)
class MarkerSet:
    """A named list of markers, to be included in nodes."""

    name: Word
    markers: tuple[MarkerEntry, ...]
    span: Span


@dataclass(frozen=True)
class Resolved:
    """One hierarchy with nothing left to look up.

    `damaged` says that something of it, or of what it builds on, could not be read or found: that a name is
    absent from it proves nothing. `before` are the trees that the paths of its edits mean: what is inherited
    and grafted, then what it declares itself.
    """

    name: Word
    fields: Fields
    roots: tuple[Entry, ...]
    marker_sets: Mapping[str, MarkerSet]
    span: Span
    damaged: bool
    before: tuple[Index, ...] = ()

    def walk(self) -> Iterator[Entry]:
        for root in self.roots:
            yield from root.walk()
