"""A resolved hierarchy as rules look at it: forks, siblings, ancestors, and the evidence of a program."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.semantics.entries import Entry, MarkerEntry, Resolved

Signed: TypeAlias = tuple[str, str, int]


@dataclass(frozen=True)
class Fork:
    """What competes at one place: nodes and the contrasts beside them, below `parent`; None for the roots."""

    parent: Entry | None
    nodes: tuple[Entry, ...]
    contrasts: tuple[Entry, ...]

    @property
    def siblings(self) -> tuple[Entry, ...]:
        return (*self.nodes, *self.contrasts)


@dataclass(frozen=True)
class Tree:
    """One resolved hierarchy."""

    resolved: Resolved

    @property
    def name(self) -> str:
        return self.resolved.name.text

    def field(self, name: str) -> str | None:
        """The value of a field of the hierarchy itself."""
        entry = self.resolved.fields.get(name)
        return str(entry.values[0]) if entry else None

    @cached_property
    def species(self) -> str | None:
        species = self.field("species")
        return species.casefold() if species else None

    @cached_property
    def programs(self) -> tuple[Entry, ...]:
        """Nodes and contrasts, in document order."""
        return tuple(entry for entry in self.resolved.walk() if entry.kind != "variant")

    @property
    def nodes(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.programs if entry.kind == "node")

    @cached_property
    def parents(self) -> dict[Entry, Entry]:
        return {child: entry for entry in self.programs for child in entry.children}

    def ancestors(self, entry: Entry) -> Iterator[Entry]:
        """The nodes above an entry, its parent first."""
        above = self.parents.get(entry)
        while above is not None:
            yield above
            above = self.parents.get(above)

    @cached_property
    def forks(self) -> tuple[Fork, ...]:
        """Every fork at which something stands, the roots first."""
        roots = self.resolved.roots
        first = Fork(
            None,
            tuple(root for root in roots if root.kind == "node"),
            tuple(root for root in roots if root.kind == "contrast"),
        )
        below = (Fork(node, node.of_kind("node"), node.of_kind("contrast")) for node in self.nodes)
        return tuple(fork for fork in (first, *below) if fork.siblings)


def lists(program: Entry) -> Iterator[tuple[Entry, tuple[MarkerEntry, ...]]]:
    """The marker lists of a program: its own and those of its variants, where there are any."""
    for entry in (program, *program.of_kind("variant")):
        if entry.markers:
            yield entry, entry.markers


def markers(program: Entry) -> Iterator[MarkerEntry]:
    """Every marker of a program and its variants."""
    for _, listed in lists(program):
        yield from listed


def positives(program: Entry) -> frozenset[tuple[str, str]]:
    """Keys of the genes that speak for a program or one of its variants."""
    return frozenset(marker.key for marker in markers(program) if marker.sign > 0)


def strength(program: Entry) -> int:
    """How many positive markers a program has: its own, or those of its richest variant if they are more."""
    return max((sum(m.sign > 0 for m in listed) for _, listed in lists(program)), default=0)


def evidence(program: Entry) -> tuple[frozenset[Signed], frozenset[frozenset[Signed]]]:
    """What a program says, weights aside: equal for two programs that no cluster can tell apart."""
    own = frozenset((*marker.key, marker.sign) for marker in program.markers)
    variants = frozenset(
        frozenset((*marker.key, marker.sign) for marker in variant.markers)
        for variant in program.of_kind("variant")
    )
    return own, variants
