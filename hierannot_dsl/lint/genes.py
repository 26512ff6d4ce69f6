"""Which markers of one list are the same gene, whatever they are called."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from hierannot_dsl.lint.tree import lists

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.lint.subject import Subject
    from hierannot_dsl.semantics.entries import MarkerEntry


@dataclass(frozen=True)
class Pair:
    """Two markers of one list that name one gene.

    `older` is the one whose name gives way: it is not the approved symbol, or else it comes second.
    """

    older: MarkerEntry
    other: MarkerEntry
    program: str
    approved: str | None


def namesakes(subject: Subject) -> Iterator[Pair]:
    """Pairs of markers in one list that are one gene; a name that may be several genes is none of them."""
    for tree in subject.trees:
        species = tree.species or subject.usual_species
        for program in tree.programs:
            for owner, markers in lists(program):
                groups: dict[tuple[str, str], list[tuple[MarkerEntry, str | None]]] = defaultdict(list)
                for marker in markers:
                    approved = subject.symbols.approved(marker.gene, species=species)
                    groups[marker.modality, (approved or marker.gene).casefold()].append((marker, approved))
                for group in groups.values():
                    for (first, one), (second, two) in combinations(group, 2):
                        approved = one or two
                        older, other = (first, second) if second.gene == approved else (second, first)
                        if not _explained(older, other):
                            yield Pair(older, other, owner.name.text, approved)


def _explained(older: MarkerEntry, other: MarkerEntry) -> bool:
    return other.gene in (older.note or "").replace(",", " ").split()
