"""Declared nodes, contrasts and variants -> entries, with what they include and graft put in place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from hierannot_dsl.semantics.entries import Entry, EntryKind, MarkerSet, Modality
from hierannot_dsl.semantics.fields import Report, read_fields
from hierannot_dsl.semantics.markers import read_markers
from hierannot_dsl.semantics.placement import check_placement, of_kind
from hierannot_dsl.syntax import nodes

Graft: TypeAlias = Callable[[nodes.UseDecl], tuple[Entry, ...]]


@dataclass(frozen=True)
class Scope:
    """What a declaration may refer to, and whom it reports to."""

    modality: Modality
    marker_sets: Mapping[str, MarkerSet]
    graft: Graft
    report: Report


def declare(declared: nodes.NodeDecl | nodes.VariantDecl, scope: Scope) -> Entry:
    """One `node`, `contrast` or `variant` block with all that stands in it."""
    kind: EntryKind = "variant" if isinstance(declared, nodes.VariantDecl) else declared.kind
    place = f"a {kind}"
    items = check_placement(declared.body.items, place, scope.report)
    check_name(declared.name, kind, scope.report)
    owner = declared.name.text
    return Entry(
        kind=kind,
        name=declared.name,
        span=declared.span,
        fields=read_fields(of_kind(items, nodes.FieldDecl), place, scope.report),
        markers=read_markers(items, owner, scope.modality, scope.marker_sets, scope.report),
        children=declare_programs(items, scope),
        damaged=any(isinstance(item, nodes.Damaged) for item in items),
    )


def declare_programs(items: Iterable[nodes.Item], scope: Scope) -> tuple[Entry, ...]:
    """The nodes, contrasts, variants and grafts among `items`, in document order."""
    programs: list[Entry] = []
    for item in items:
        if isinstance(item, nodes.NodeDecl | nodes.VariantDecl):
            programs.append(declare(item, scope))
        elif isinstance(item, nodes.UseDecl):
            programs.extend(scope.graft(item))
    return tuple(programs)


def check_name(name: nodes.Word, what: str, report: Report) -> None:
    if not name.text or name.text.strip() != name.text:
        from hierannot_dsl.semantics.meaning import EmptyName

        report(EmptyName(name.span, what))
