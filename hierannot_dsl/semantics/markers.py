"""Marker lines -> marker entries: signs, weights, sets that are included, and edits of inherited lists."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from hierannot_dsl.diagnostics.suggest import closest
from hierannot_dsl.semantics.entries import MarkerEntry, MarkerSet, Modality
from hierannot_dsl.semantics.placement import of_kind
from hierannot_dsl.syntax import nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hierannot_dsl.semantics.fields import Report

MODALITIES: dict[str, Modality] = {"rna": "rna", "protein": "protein"}
Key: TypeAlias = tuple[str, str]


def read_markers(
    items: Iterable[nodes.Item],
    owner: str,
    modality: Modality,
    marker_sets: Mapping[str, MarkerSet],
    report: Report,
) -> tuple[MarkerEntry, ...]:
    """The markers that a block lists, then those it includes; of one gene the first stays."""
    items = tuple(items)
    listed: dict[Key, MarkerEntry] = {}
    for declared in of_kind(items, nodes.MarkerDecl):
        marker = marker_entry(declared, modality, report)
        first = listed.get(marker.key)
        if first is None:
            listed[marker.key] = marker
        elif first.sign == marker.sign:
            from hierannot_dsl.semantics.meaning import DuplicateMarker

            report(DuplicateMarker(marker.span, marker.gene, owner, first.span))
        else:
            from hierannot_dsl.semantics.meaning import OppositeSigns

            report(OppositeSigns(marker.span, marker.gene, owner, first.span))
    included = _included(items, owner, frozenset(listed), marker_sets, report)
    return (*listed.values(), *included)


def marker_entry(declared: nodes.MarkerDecl, modality: Modality, report: Report) -> MarkerEntry:
    """One marker line; a weight that could not be read counts as 1, having been reported."""
    prefix, gene = split_symbol(declared.gene)
    if prefix is not None and prefix not in MODALITIES:
        from hierannot_dsl.semantics.meaning import UnknownModality

        report(UnknownModality(declared.gene.span, prefix, closest(prefix, MODALITIES)))
    weight = declared.weight.value if declared.weight else None
    evidence = tuple(_evidence(word.text) for word in declared.evidence)
    note = declared.note.text if declared.note else None
    return MarkerEntry(
        gene,
        declared.sign,
        weight or 1.0,
        MODALITIES.get(prefix or "", modality),
        evidence,
        note,
        declared.gene.span,
    )


def split_symbol(word: nodes.Word) -> tuple[str | None, str]:
    """Modality prefix (None where there is none) and symbol; a quoted symbol has no prefix."""
    if word.quoted or ":" not in word.text:
        return None, word.text
    prefix, _, gene = word.text.partition(":")
    return prefix, gene


def _evidence(text: str) -> tuple[str, str]:
    kind, _, reference = text.removeprefix("@").partition(":")
    return kind, reference


def _included(
    items: tuple[nodes.Item, ...],
    owner: str,
    listed: frozenset[Key],
    marker_sets: Mapping[str, MarkerSet],
    report: Report,
) -> tuple[MarkerEntry, ...]:
    included: dict[Key, MarkerEntry] = {}
    for include in of_kind(items, nodes.IncludeDecl):
        name = include.name.text
        if name not in marker_sets:
            from hierannot_dsl.semantics.mistakes import UnknownMarkerSet

            report(UnknownMarkerSet(include.name.span, name, closest(name, marker_sets)))
            continue
        for marker in marker_sets[name].markers:
            if marker.key in listed:
                continue
            first = included.setdefault(marker.key, marker)
            if (first.sign, first.weight) != (marker.sign, marker.weight):
                from hierannot_dsl.semantics.meaning import ConflictingIncludes

                report(ConflictingIncludes(include.name.span, marker.gene, owner, first.span))
    return tuple(replace(marker, included=True) for marker in included.values())


def edit_markers(
    markers: tuple[MarkerEntry, ...],
    items: tuple[nodes.Item, ...],
    owner: str,
    modality: Modality,
    marker_sets: Mapping[str, MarkerSet],
    report: Report,
) -> tuple[MarkerEntry, ...]:
    """Apply the marker lines of an `in` block as a set: drops and sets must hit, additions must be new."""
    there: dict[Key, MarkerEntry] = {marker.key: marker for marker in markers}
    touched: dict[Key, nodes.Statement] = {}
    dropped: set[Key] = set()
    weighted: dict[Key, MarkerEntry] = {}
    for item in items:
        if isinstance(item, nodes.DropMarkerDecl):
            prefix, gene = split_symbol(item.gene)
            key: Key = (MODALITIES.get(prefix or "", modality), gene)
            sign = item.sign
        elif isinstance(item, nodes.MarkerDecl) and item.is_set:
            entry = marker_entry(item, modality, report)
            key, sign = entry.key, item.sign
            weighted[key] = entry
        else:
            continue
        present = there.get(key)
        if present is None or present.sign != sign:
            near = () if present else closest(key[1], [m.gene for m in markers if m.sign == sign])
            from hierannot_dsl.semantics.mistakes import MarkerNotThere

            report(MarkerNotThere(item.gene.span, key[1], sign, owner, present is not None, near))
        elif key in touched:
            from hierannot_dsl.semantics.meaning import EditedTwice

            report(EditedTwice(item.span, f"`{key[1]}` of `{owner}`", touched[key].span))
        else:
            touched[key] = item
            if isinstance(item, nodes.DropMarkerDecl):
                dropped.add(key)
    kept = tuple(_reweighted(m, weighted.get(m.key)) for m in markers if m.key not in dropped)
    additions = [i for i in items if not (isinstance(i, nodes.MarkerDecl) and i.is_set)]
    return _added(kept, read_markers(additions, owner, modality, marker_sets, report), owner, report)


def _reweighted(marker: MarkerEntry, edit: MarkerEntry | None) -> MarkerEntry:
    if edit is None or edit.sign != marker.sign:
        return marker
    evidence, note = edit.evidence or marker.evidence, edit.note or marker.note
    return replace(marker, weight=edit.weight, evidence=evidence, note=note, span=edit.span)


def _added(
    kept: tuple[MarkerEntry, ...], new: tuple[MarkerEntry, ...], owner: str, report: Report
) -> tuple[MarkerEntry, ...]:
    there = {marker.key: marker for marker in kept}
    added = []
    for marker in new:
        first = there.get(marker.key)
        if first is None:
            added.append(marker)
        elif marker.included:
            continue  # an explicit marker wins over an include
        elif first.sign == marker.sign:
            from hierannot_dsl.semantics.mistakes import MarkerAlreadyThere

            report(MarkerAlreadyThere(marker.span, marker.gene, owner, first.span))
        else:
            from hierannot_dsl.semantics.meaning import OppositeSigns

            report(OppositeSigns(marker.span, marker.gene, owner, first.span))
    return (*kept, *added)
