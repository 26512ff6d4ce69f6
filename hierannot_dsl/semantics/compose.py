"""Declared hierarchies -> resolved ones: inherit, graft in place, then apply the edits as a set."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from hierannot_dsl.semantics.declare import Scope, declare_programs
from hierannot_dsl.semantics.edits import apply_edits
from hierannot_dsl.semantics.entries import Entry, MarkerSet, Modality, Resolved, modality_of
from hierannot_dsl.semantics.fields import FIELDS, Report, read_fields
from hierannot_dsl.semantics.markers import read_markers
from hierannot_dsl.semantics.paths import Index, resolve_path
from hierannot_dsl.semantics.placement import check_placement, of_kind
from hierannot_dsl.semantics.size import fits, includes_fit
from hierannot_dsl.syntax import nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hierannot_dsl.diagnostics.model import Diagnostic


class Resolve(Protocol):
    """Finds another hierarchy, resolved; None where there is none, which has been reported then."""

    def __call__(self, name: nodes.Word) -> Resolved | None: ...


def compose(declared: nodes.HierarchyDecl, resolve: Resolve, report: Report, *, damaged: bool) -> Resolved:
    """One hierarchy with everything it builds on.

    Inherited are nodes, contrasts and marker sets, never the hierarchy's own fields. A whole hierarchy is
    grafted by `use` without the contrasts of its root fork: they speak of what stands beside its roots, not
    of where the graft stands. `contrast use` takes all its roots, as contrasts.
    """
    items = check_placement(declared.body.items, "a hierarchy", report)
    fields = read_fields(of_kind(items, nodes.FieldDecl), "a hierarchy", report)
    base = resolve(declared.base) if declared.base else None
    lost = damaged or (declared.base is not None and base is None) or (base is not None and base.damaged)
    modality = modality_of(fields)
    marker_sets = _marker_sets(items, base.marker_sets if base else {}, modality, report)
    nothing = Resolved(declared.name, fields, (), marker_sets, declared.span, damaged=True)
    if not includes_fit(items, marker_sets, declared.name, report):
        return nothing

    def graft(use: nodes.UseDecl) -> tuple[Entry, ...]:
        nonlocal lost
        used = resolve(use.hierarchy)
        lost = lost or used is None or used.damaged
        return () if used is None else _grafted(use, used, report)

    def tell(found: Diagnostic) -> None:
        nonlocal lost
        from hierannot_dsl.semantics.mistakes import AmbiguousPath, UnknownMarkerSet, UnknownNode

        if isinstance(found, UnknownMarkerSet) and declared.base is not None and base is None:
            return  # the base that is not there may have it
        lost = lost or isinstance(found, UnknownNode | AmbiguousPath)
        report(found)

    scope = Scope(modality, marker_sets, graft, tell)
    inherited = base.roots if base else ()
    placed: list[Entry] = []
    grafted: list[Entry] = []
    for item in items:
        programs = declare_programs((item,), scope)
        placed.extend(programs)
        if isinstance(item, nodes.UseDecl):
            grafted.extend(programs)
    if not fits((*inherited, *placed), declared.name, report):
        return nothing
    borrowed = frozenset(grafted)
    known = (Index.of((*inherited, *grafted)), Index.of(entry for entry in placed if entry not in borrowed))
    roots = apply_edits((*inherited, *placed), known, items, declared.name, scope, damaged=lost)
    if not fits(roots, declared.name, report):
        return nothing
    resolved = Resolved(declared.name, fields, roots, marker_sets, declared.span, lost, known)
    _check_names(resolved, report)
    return resolved


def _own(entry: Entry, resolved: Resolved) -> bool:
    place, own = entry.name.span, resolved.span
    return place.source == own.source and own.start <= place.start < own.end


def _marker_sets(
    items: Iterable[nodes.Item], inherited: Mapping[str, MarkerSet], modality: Modality, report: Report
) -> Mapping[str, MarkerSet]:
    sets = dict(inherited)
    for declared in of_kind(items, nodes.MarkerSetDecl):
        body = check_placement(declared.body.items, "a marker set", report)
        name = declared.name.text
        markers = read_markers(body, name, modality, {}, report)
        if name in sets:
            from hierannot_dsl.semantics.mistakes import DuplicateMarkerSet

            report(DuplicateMarkerSet(declared.name.span, name, sets[name].name.span))
        else:
            sets[name] = MarkerSet(declared.name, markers, declared.span)
    return sets


def _grafted(use: nodes.UseDecl, used: Resolved, report: Report) -> tuple[Entry, ...]:
    taken: tuple[Entry, ...]
    if use.path:
        silent = None if used.damaged else report
        span = use.path[0].span.to(use.path[-1].span)
        branch = resolve_path(use.path, span, (Index.of(used.roots),), used.name.text, silent)
        taken = () if branch is None else (branch,)
    elif use.as_contrast:
        taken = used.roots
    else:
        taken = tuple(root for root in used.roots if root.kind == "node")
        if not taken and not used.damaged:
            from hierannot_dsl.semantics.mistakes import NothingToUse

            report(NothingToUse(use.span, used.name.text))
    return tuple(_as_contrast(entry) for entry in taken) if use.as_contrast else taken


def _as_contrast(entry: Entry) -> Entry:
    """The program of a node alone: markers and variants, without children and what only nodes have."""
    fields = {name: value for name, value in entry.fields.items() if name in FIELDS["a contrast"]}
    return replace(entry, kind="contrast", fields=fields, children=entry.of_kind("variant"))


def _check_names(resolved: Resolved, report: Report) -> None:
    """Report names that stand twice; of a damaged hierarchy, where an edit is lost, only among its own."""
    first: dict[str, Entry] = {}
    for entry in resolved.walk():
        if entry.kind == "variant":
            continue
        name = entry.name.text
        both_own = name in first and _own(entry, resolved) and _own(first[name], resolved)
        if name in first and (both_own or not resolved.damaged):
            from hierannot_dsl.semantics.mistakes import DuplicateName

            report(DuplicateName(entry.name.span, name, resolved.name.text, first[name].name.span))
        first.setdefault(name, entry)
        variants: dict[str, Entry] = {}
        for variant in entry.of_kind("variant"):
            earlier = variants.setdefault(variant.name.text, variant)
            if earlier is not variant:
                span, other = variant.name.span, earlier.name.span
                from hierannot_dsl.semantics.mistakes import DuplicateVariant

                report(DuplicateVariant(span, variant.name.text, name, other))
