"""Edits of an inherited tree, as a set: every path means the tree before any of them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from hierannot_dsl.semantics.declare import Scope, check_name, declare, declare_programs
from hierannot_dsl.semantics.entries import Entry, FieldEntry
from hierannot_dsl.semantics.fields import merge_fields, read_fields
from hierannot_dsl.semantics.markers import edit_markers, read_markers
from hierannot_dsl.semantics.paths import Index, resolve_path
from hierannot_dsl.semantics.placement import check_placement, head, of_kind
from hierannot_dsl.semantics.size import fits
from hierannot_dsl.syntax import nodes

if TYPE_CHECKING:
    from collections.abc import Iterable

_MOST_SHOWN = 3


@dataclass
class Edits:
    """What happens to which entry. An entry that goes away is in `dropped` or in `replaced`, not in both."""

    dropped: dict[Entry, nodes.Statement] = field(default_factory=dict)
    replaced: dict[Entry, nodes.ReplaceDecl] = field(default_factory=dict)
    renamed: dict[Entry, nodes.RenameDecl] = field(default_factory=dict)
    moved: dict[Entry, tuple[nodes.MoveDecl, Entry]] = field(default_factory=dict)
    inside: dict[Entry, list[nodes.InDecl]] = field(default_factory=dict)

    def gone(self, entry: Entry) -> nodes.Statement | None:
        return self.dropped.get(entry) or self.replaced.get(entry)

    def below(self, entry: Entry) -> tuple[Entry, ...]:
        """The children of an entry once all has moved."""
        return (*(child for child in entry.children if child not in self.moved), *self.arriving(entry))

    def arriving(self, under: Entry) -> tuple[Entry, ...]:
        return tuple(entry for entry, (_, target) in self.moved.items() if target is under)


def apply_edits(
    roots: tuple[Entry, ...],
    indices: tuple[Index, ...],
    items: Iterable[nodes.Item],
    name: nodes.Word,
    scope: Scope,
    *,
    damaged: bool,
) -> tuple[Entry, ...]:
    """The roots after the edits among `items`.

    A path means an entry of the first of `indices` that has one: what is inherited or grafted goes before
    what this hierarchy declares itself. With `damaged` trees a path that leads nowhere is not reported: its
    target may be what could not be read.
    """
    edits = _collect(items, indices, name.text, scope, damaged=damaged)
    # Two that move under one node arrive in the order of the tree: edits have none.
    tree = (entry for root in roots for entry in root.walk())
    edits.moved = {entry: edits.moved[entry] for entry in tree if entry in edits.moved}
    _check_circles(edits, indices, scope)
    staying = [root for root in roots if root not in edits.moved]
    if edits.moved and not fits(staying, name, scope.report, below=edits.below):
        edits.moved.clear()
    _check_what_goes(edits, indices, scope)
    return _apply_all(roots, edits, scope)


def _collect(
    items: Iterable[nodes.Item], indices: tuple[Index, ...], hierarchy: str, scope: Scope, *, damaged: bool
) -> Edits:
    edits = Edits()

    def target(path: nodes.Path) -> Entry | None:
        return resolve_path(path.names, path.span, indices, hierarchy, None if damaged else scope.report)

    def twice(path: nodes.Path, entry: Entry, first: nodes.Statement) -> None:
        from hierannot_dsl.semantics.meaning import EditedTwice

        scope.report(EditedTwice(path.span, f"`{entry.name.text}`", head(first)))

    for item in items:
        if not isinstance(
            item, nodes.InDecl | nodes.ReplaceDecl | nodes.DropDecl | nodes.RenameDecl | nodes.MoveDecl
        ):
            continue
        entry = target(item.path)
        if entry is None:
            _read_anyway(item, scope)
            continue
        match item:
            case nodes.InDecl():
                edits.inside.setdefault(entry, []).append(item)
            case nodes.DropDecl() | nodes.ReplaceDecl():
                first = edits.gone(entry)
                if first is not None:
                    twice(item.path, entry, first)
                elif isinstance(item, nodes.DropDecl):
                    edits.dropped[entry] = item
                else:
                    edits.replaced[entry] = item
            case nodes.RenameDecl():
                check_name(item.name, entry.kind, scope.report)
                if entry in edits.renamed:
                    twice(item.path, entry, edits.renamed[entry])
                else:
                    edits.renamed[entry] = item
            case nodes.MoveDecl():
                under = target(item.under)
                if under is None:
                    continue
                if entry in edits.moved:
                    twice(item.path, entry, edits.moved[entry][0])
                elif under.kind != "node":
                    from hierannot_dsl.semantics.mistakes import NotANode

                    scope.report(NotANode(item.under.span, under.name.text, under.kind))
                elif any(below is under for below in entry.walk()):
                    from hierannot_dsl.semantics.mistakes import MovedIntoItself

                    scope.report(MovedIntoItself(item.span, entry.name.text, under.name.text))
                else:
                    edits.moved[entry] = (item, under)
    return edits


def _read_anyway(edit: nodes.Statement, scope: Scope) -> None:
    """Report what is wrong in an edit by itself, where it is not known what it would change."""
    if isinstance(edit, nodes.ReplaceDecl) and isinstance(edit.replacement, nodes.NodeDecl):
        declare(edit.replacement, scope)
    elif isinstance(edit, nodes.RenameDecl):
        check_name(edit.name, "node", scope.report)
    elif isinstance(edit, nodes.InDecl):
        items = check_placement(edit.body.items, "an `in` block", scope.report)
        read_fields(of_kind(items, nodes.FieldDecl), "a node", scope.report)
        new = [item for item in of_kind(items, nodes.MarkerDecl) if not item.is_set]
        read_markers(new, edit.path.names[-1].text, scope.modality, scope.marker_sets, scope.report)
        declare_programs(items, scope)


def _check_circles(edits: Edits, indices: tuple[Index, ...], scope: Scope) -> None:
    """Report moves that together lead in a circle, and leave their nodes where they are."""
    parent = {child: above for index in indices for child, above in index.parent.items()}
    settled: set[Entry] = set()
    for start in tuple(edits.moved):
        way: dict[Entry, None] = {}
        step: Entry | None = start
        while step is not None and step not in settled and step not in way:
            way[step] = None
            step = edits.moved[step][1] if step in edits.moved else parent.get(step)
        settled.update(way)
        if step in way:
            from hierannot_dsl.semantics.mistakes import MovedIntoItself

            steps = list(way)
            circle = [entry for entry in steps[steps.index(step) :] if entry in edits.moved]
            moves = sorted((edits.moved.pop(entry) for entry in circle), key=lambda move: move[0].span.start)
            *others, (move, under) = moves
            places = tuple(other.span for other, _ in others[-_MOST_SHOWN:])
            scope.report(MovedIntoItself(move.span, move.path.names[-1].text, under.name.text, places))


def _check_what_goes(edits: Edits, indices: tuple[Index, ...], scope: Scope) -> None:
    """Report edits of entries that other edits remove, at them or above them."""
    parent = {child: above for index in indices for child, above in index.parent.items()}
    edited: list[tuple[Entry, nodes.Statement]] = [
        *((entry, block) for entry, blocks in edits.inside.items() for block in blocks),
        *edits.renamed.items(),
        *((under, move) for move, under in edits.moved.values()),
        *((entry, move) for entry, (move, _) in edits.moved.items() if edits.gone(entry)),
        *((parent[entry], statement) for entry, statement in edits.dropped.items() if entry in parent),
        *((parent[entry], statement) for entry, statement in edits.replaced.items() if entry in parent),
    ]
    for entry, statement in edited:
        above: Entry | None = entry
        while above is not None:
            going = edits.gone(above)
            if going is not None:
                from hierannot_dsl.semantics.meaning import EditOfWhatGoes

                scope.report(EditOfWhatGoes(head(statement), entry.name.text, head(going)))
                break
            above = None if above in edits.moved else parent.get(above)


def _apply_all(entries: Iterable[Entry], edits: Edits, scope: Scope) -> tuple[Entry, ...]:
    after: list[Entry] = []
    for entry in entries:
        if entry in edits.moved or entry in edits.dropped:
            continue
        if entry in edits.replaced:
            after.extend(_replacement(edits.replaced[entry].replacement, scope))
        else:
            after.append(_apply(entry, edits, scope))
    return tuple(after)


def _replacement(replacement: nodes.NodeDecl | nodes.UseDecl, scope: Scope) -> tuple[Entry, ...]:
    if isinstance(replacement, nodes.UseDecl):
        return scope.graft(replacement)
    return (declare(replacement, scope),)


def _apply(entry: Entry, edits: Edits, scope: Scope) -> Entry:
    arriving = tuple(_apply(moved, edits, scope) for moved in edits.arriving(entry))
    edited = replace(entry, children=(*_apply_all(entry.children, edits, scope), *arriving))
    if entry in edits.inside:
        edited = _edit_inside(edited, edits.inside[entry], scope)
    if entry in edits.renamed:
        edited = _rename(edited, edits.renamed[entry])
    return edited


def _edit_inside(entry: Entry, blocks: list[nodes.InDecl], scope: Scope) -> Entry:
    block_place = "an `in` block" + ("" if entry.kind == "node" else f" of a {entry.kind}")
    items = tuple(
        item for block in blocks for item in check_placement(block.body.items, block_place, scope.report)
    )
    place = f"a {entry.kind}"
    owner = entry.name.text
    edited = read_fields(of_kind(items, nodes.FieldDecl), place, scope.report)
    return replace(
        entry,
        fields=merge_fields(entry.fields, edited, place),
        markers=edit_markers(entry.markers, items, owner, scope.modality, scope.marker_sets, scope.report),
        children=(*entry.children, *declare_programs(items, scope)),
    )


def _rename(entry: Entry, to: nodes.RenameDecl) -> Entry:
    if entry.kind == "variant":
        return replace(entry, name=to.name)
    alias = FieldEntry((entry.name.text,), to.span)  # the old name still finds the node
    return replace(
        entry, name=to.name, fields=merge_fields(entry.fields, {"alias": alias}, f"a {entry.kind}")
    )
