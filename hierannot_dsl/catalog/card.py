"""A node, contrast or variant -> what is known of it: its place, its evidence, and who wrote which of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from hierannot_dsl.semantics.fields import FIELDS
from hierannot_dsl.syntax import nodes
from hierannot_dsl.syntax.within import around

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hierannot_dsl.catalog.programs import Spot
    from hierannot_dsl.semantics.entries import Entry, MarkerEntry, Resolved
    from hierannot_dsl.source import Span

Writing: TypeAlias = Literal["own", "included", "added", "set"]


@dataclass(frozen=True)
class MarkerLine:
    """One marker of a program.

    Attributes
    ----------
    writing
        How it came in: in the program's own block, from a named set, or by an edit that added it or gave it
        another weight.
    by
        The hierarchy that wrote it so.
    named_set
        The named set that it is included from, ``""`` for others.
    counts
        Whether it is counted when the program is scored: a positive marker is not if the program's parent has
        it too, unless that leaves none.
    """

    marker: MarkerEntry
    writing: Writing
    by: str
    named_set: str
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


def card_of(spot: Spot, files: Mapping[str, nodes.File], hierarchies: Iterable[Resolved]) -> Card:
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
    return Card(spot, _writer(entry.span, files), tuple(lists), _uses(entry, hierarchies))


def _marker_list(
    variant: str, holder: Entry, above: Entry | None, files: Mapping[str, nodes.File]
) -> MarkerList:
    shared = {marker.key for marker in above.markers if marker.sign > 0} if above else set()
    positives = {marker.key for marker in holder.markers if marker.sign > 0}
    shared = shared if positives - shared else set()
    ordered = sorted(holder.markers, key=lambda marker: (-marker.sign, marker.gene, marker.modality))
    return MarkerList(
        variant,
        tuple(_line(marker, files, counts=marker.sign < 0 or marker.key not in shared) for marker in ordered),
    )


def _line(marker: MarkerEntry, files: Mapping[str, nodes.File], *, counts: bool) -> MarkerLine:
    *holders, statement = around(marker.span, files[marker.span.source])
    writing: Writing = "own"
    named_set = ""
    if isinstance(holders[-1], nodes.MarkerSetDecl):
        writing, named_set = "included", holders[-1].name.text
    elif isinstance(holders[-1], nodes.InDecl):
        is_set = isinstance(statement, nodes.MarkerDecl) and statement.is_set
        writing = "set" if is_set else "added"
    return MarkerLine(marker, writing, _writer(marker.span, files), named_set, counts)


def _writer(span: Span, files: Mapping[str, nodes.File]) -> str:
    outermost = next(around(span, files[span.source]))
    return outermost.name.text if isinstance(outermost, nodes.HierarchyDecl) else ""


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
