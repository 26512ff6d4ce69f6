"""A node, contrast or variant -> what is known of it: its place, its evidence, and who wrote which of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.catalog.written import written_in
from hierannot_dsl.semantics.fields import FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hierannot_dsl.catalog.programs import Spot
    from hierannot_dsl.catalog.written import Written
    from hierannot_dsl.semantics.entries import Entry, MarkerEntry, Resolved
    from hierannot_dsl.syntax.nodes import File


@dataclass(frozen=True)
class MarkerLine:
    """One marker of a program.

    Attributes
    ----------
    written
        How it came in.
    counts
        Whether it is counted when the program is scored: a positive marker is not if the program's parent has
        it too, unless that leaves none.
    """

    marker: MarkerEntry
    written: Written
    counts: bool


@dataclass(frozen=True)
class MarkerList:
    """The markers of a program itself (`variant` is ``""``) or of one of its variants, by sign and symbol."""

    variant: str
    lines: tuple[MarkerLine, ...]

    def of_sign(self, sign: int) -> tuple[MarkerLine, ...]:
        return tuple(line for line in self.lines if line.marker.sign == sign)


@dataclass(frozen=True)
class Use:
    """A hierarchy that has the program: as what, and whether it says something else there."""

    hierarchy: str
    kind: str
    differs: bool


@dataclass(frozen=True)
class Card:
    """What is known of one program.

    Attributes
    ----------
    written_by
        The hierarchy whose block it is.
    lists
        Its markers, then those of its variants.
    uses
        Hierarchies that have it, by name.
    """

    spot: Spot
    written_by: str
    lists: tuple[MarkerList, ...]
    uses: tuple[Use, ...]

    @property
    def entry(self) -> Entry:
        return self.spot.entry

    @property
    def inherited(self) -> bool:
        return self.written_by != self.spot.hierarchy.name.text


def card_of(spot: Spot, files: Mapping[str, File], hierarchies: Iterable[Resolved]) -> Card:
    """Collect what is known of a program.

    Parameters
    ----------
    spot
        The program.
    files
        The sources of its hierarchy as they are written, by name.
    hierarchies
        Where to look for others that have it.
    """
    entry = spot.entry
    above = spot.index.parent.get(spot.parent) if entry.kind == "variant" and spot.parent else spot.parent
    lists = [_marker_list("", entry, above, files)] if entry.markers else []
    lists += [_marker_list(variant.name.text, variant, above, files) for variant in entry.of_kind("variant")]
    return Card(spot, written_in(entry.span, files).by, tuple(lists), _uses(entry, hierarchies))


def _marker_list(variant: str, holder: Entry, above: Entry | None, files: Mapping[str, File]) -> MarkerList:
    shared = {marker.key for marker in above.markers if marker.sign > 0} if above else set()
    positives = {marker.key for marker in holder.markers if marker.sign > 0}
    shared = shared if positives - shared else set()
    ordered = sorted(holder.markers, key=lambda marker: (-marker.sign, marker.gene, marker.modality))
    return MarkerList(
        variant,
        tuple(
            MarkerLine(marker, written_in(marker.span, files), marker.sign < 0 or marker.key not in shared)
            for marker in ordered
        ),
    )


def _uses(entry: Entry, hierarchies: Iterable[Resolved]) -> tuple[Use, ...]:
    """Hierarchies with a program from the same block."""
    original = _said(entry)
    found = {
        Use(hierarchy.name.text, other.kind, _said(other) != original)
        for hierarchy in hierarchies
        for other in hierarchy.walk()
        if other.span == entry.span
    }
    return tuple(sorted(found, key=lambda use: (use.hierarchy, use.kind)))


def _said(entry: Entry) -> tuple[object, ...]:
    # Without the fields that only nodes have: a contrast is no other for lacking them.
    shared = FIELDS["a contrast"]
    fields = {name: field.values for name, field in entry.fields.items() if name in shared}
    variants = tuple(_said(variant) for variant in entry.of_kind("variant"))
    return (entry.name.text, frozenset(entry.markers), frozenset(fields.items()), variants)
