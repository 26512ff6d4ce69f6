"""What the hierarchies of a file say, without places: to compare a file before and after a refactor."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias

Fields: TypeAlias = tuple[tuple[str, tuple[object, ...]], ...]

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from hierannot_dsl.semantics.entries import Entry, FieldEntry, MarkerEntry, Resolved
    from hierannot_dsl.semantics.load import Library
    from hierannot_dsl.source import Span


@dataclass(frozen=True)
class Said:
    """What a program says.

    `block` is where it is written, and `named` where its name is: for those who look for it, not compared.
    """

    kind: str
    name: str
    fields: Fields
    markers: frozenset[tuple[object, ...]]
    children: tuple[Said, ...]
    block: Span | None = field(default=None, compare=False)
    named: Span | None = field(default=None, compare=False)

    def walk(self) -> Iterator[Said]:
        """Yield this and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()

    def changed(self, change: Callable[[Said], Said]) -> Said:
        """The same after `change` of every program, from the innermost out."""
        return change(replace(self, children=tuple([child.changed(change) for child in self.children])))


Picture: TypeAlias = tuple[Said, ...]


def pictures(library: Library) -> Mapping[str, Picture]:
    """What each hierarchy of the file says: its own fields and sets, then its roots."""
    return {
        name: (_head(resolved), *map(_said, resolved.roots)) for name, resolved in library.hierarchies.items()
    }


def _head(resolved: Resolved) -> Said:
    sets = tuple(
        Said("markers", name, (), _markers(named.markers), ()) for name, named in resolved.marker_sets.items()
    )
    return Said("hierarchy", resolved.name.text, _fields(resolved.fields), frozenset(), sets)


def _said(entry: Entry) -> Said:
    children = tuple([_said(child) for child in entry.children])
    fields, markers = _fields(entry.fields), _markers(entry.markers)
    return Said(entry.kind, entry.name.text, fields, markers, children, entry.span, entry.name.span)


def _fields(fields: Mapping[str, FieldEntry]) -> Fields:
    return tuple(sorted((name, given.values) for name, given in fields.items()))


def _markers(markers: tuple[MarkerEntry, ...]) -> frozenset[tuple[object, ...]]:
    return frozenset((*m.key, m.sign, m.weight, m.evidence, m.note) for m in markers)
