"""Move a program of a file under another node, and everything in the file that calls it by its path."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.outcome import Outcome
from hierannot_dsl.refactor.change import Changed, change
from hierannot_dsl.refactor.mistakes import NameTaken, OutOfReach
from hierannot_dsl.refactor.references import references
from hierannot_dsl.refactor.relocate import relocation
from hierannot_dsl.refactor.said import pictures
from hierannot_dsl.refactor.target import affected_by, find_target
from hierannot_dsl.refactor.text import appended, at_end_of, cut, declaration_of, path_text, with_comments
from hierannot_dsl.semantics.mistakes import MovedIntoItself, NotANode
from hierannot_dsl.syntax import nodes
from hierannot_dsl.syntax.edits import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hierannot_dsl.diagnostics.model import Diagnostic
    from hierannot_dsl.refactor.references import Reference
    from hierannot_dsl.refactor.said import Picture, Said
    from hierannot_dsl.refactor.target import Target
    from hierannot_dsl.semantics.entries import Entry
    from hierannot_dsl.semantics.load import Library, Loader


def move(
    library: Library,
    loader: Loader,
    path: tuple[str, ...],
    under: tuple[str, ...],
    *,
    within: str | None = None,
) -> Outcome[Changed]:
    """Put a program, with all below it, at the end of another node's children.

    What the file declares is moved as text, its comments with it: into the block of the other node, or into
    an `in` block where that one is inherited. What is inherited gets a `move` edit. Paths of edits, grafts
    and tests in the file follow.

    Parameters
    ----------
    library
        The file, without errors.
    loader
        Finds what it builds on.
    path, within
        As `find_target` takes them.
    under
        Path of the other node, in the same hierarchy.
    """
    found = find_target(library, path, within)
    if found.value is None:
        return Outcome(None, found.diagnostics)
    target = found.value
    at_goal = find_target(library, under, target.hierarchy.name.text)
    if at_goal.value is None:
        return Outcome(None, at_goal.diagnostics)
    goal = at_goal.value
    if target.parent is not None and target.parent.span == goal.entry.span:
        return Outcome(Changed(library.source, 0))
    mistake = _mistake_in(target, goal)
    if mistake:
        return Outcome(None, (mistake,))
    far = target if target.path_before_edits() is None else goal
    outcome: Outcome[Changed] = Outcome(None, (OutOfReach(None, far.name, far.hierarchy.name.text),))
    before = pictures(library)
    for as_text, edits in _ways(library, target, goal):
        affected = affected_by(target, library, everywhere=as_text)

        def only_moved(after: Mapping[str, Picture], affected: frozenset[str] = affected) -> bool:
            return after.keys() == before.keys() and all(
                _only_moved(before[of], after[of], target.entry, goal.entry)
                if of in affected
                else before[of] == after[of]
                for of in before
            )

        calls = partial(_followers, target=target, goal=goal, affected=affected, as_text=as_text)
        called = f"moving `{target.name}` under `{goal.name}`"
        followers = [edit for reference in references(library) for edit in calls(reference)]
        outcome = change(library, loader, (*edits, *followers), expect=only_moved, called=called)
        if outcome.value is not None:
            return Outcome(replace(outcome.value, calls=calls), outcome.diagnostics)
    return outcome


def _mistake_in(target: Target, goal: Target) -> Diagnostic | None:
    entry, under = target.entry, goal.entry
    if under.kind != "node":
        return NotANode(None, under.name.text, under.kind)
    if any(below.span == under.span and below.kind == "node" for below in entry.walk()):
        return MovedIntoItself(None, entry.name.text, under.name.text)
    for variant in under.of_kind("variant") if entry.kind == "variant" else ():
        if variant.name.text == entry.name.text:
            return NameTaken(None, entry.name.text, under.name.text, variant.name.span)
    return None


def _ways(library: Library, target: Target, goal: Target) -> Iterator[tuple[bool, list[Edit]]]:
    """Edits that may do it, the plainest first; whether lines are moved, not one statement written."""
    path, under = target.path_before_edits(), goal.path_before_edits()
    moved = _move_statement(library, target)
    if moved is not None:
        if _comes_from(target, goal):
            siblings = declaration_of(target.hierarchy, library.file).body.items
            lines = with_comments(moved, siblings, library.source)
            if len(lines) == 1 and not moved.comment:
                yield False, [cut(lines, library.source)]
        place = moved.under.span
        if under is not None:
            yield False, [Edit(place.start, place.end, under)]
        return
    relocated = relocation(library, target, goal)
    if relocated is not None:
        yield True, relocated
    if path is not None and under is not None:
        declared = declaration_of(target.hierarchy, library.file)
        _, indent = at_end_of(declared.body, library.source)
        line = f"{indent}move {path} under {under}\n"
        yield False, [appended(declared.body, library.source, line, alike=nodes.MoveDecl)]


def _move_statement(library: Library, target: Target) -> nodes.MoveDecl | None:
    """The `move` that has brought the program where it is."""
    for reference in references(library):
        statement = reference.statement
        if (
            isinstance(statement, nodes.MoveDecl)
            and reference.of == target.hierarchy.name.text
            and reference.names == statement.path.names
            and reference.entries[-1].span == target.entry.span
        ):
            return statement
    return None


def _comes_from(target: Target, goal: Target) -> bool:
    """Whether the program stood under the other node before the edits."""
    return any(
        index.parent[entry].span == goal.entry.span
        for index in target.hierarchy.before
        for entry in index.by_name.get(target.name, ())
        if entry.span == target.entry.span and entry in index.parent
    )


def _followers(
    reference: Reference, *, target: Target, goal: Target, affected: frozenset[str], as_text: bool
) -> Iterator[Edit]:
    """A path through what stood above the program, led through what will stand there.

    One of an edit in its own hierarchy means the tree before the edits, which an edit leaves as it is.
    """
    own_edit = reference.of == target.hierarchy.name.text and not reference.finished
    blocks = [entry.span for entry in reference.entries]
    at = blocks.index(target.entry.span) if target.entry.span in blocks else 0
    if at and (as_text or (reference.of in affected and not own_edit)):
        above = goal.index.ancestry(goal.entry)[-at:]
        first, last = reference.names[0].span, reference.names[at - 1].span
        yield Edit(first.start, last.end, path_text(above))


def _only_moved(before: Picture, after: Picture, target: Entry, goal: Entry) -> bool:
    """Whether nothing but the place of a program has changed; where it is not there, nothing at all."""
    moved, under = _written_at(target, before), _written_at(goal, before)
    if moved is None or under is None:
        return before == after

    def without(said: Said) -> Said:
        return replace(said, children=tuple(child for child in said.children if not _is(child, target)))

    def before_it_came(said: Said) -> Said:
        if (said.name, said.kind) != (under.name, under.kind) or moved not in said.children:
            return said
        at = said.children.index(moved)
        return replace(said, children=(*said.children[:at], *said.children[at + 1 :]))

    stayed = tuple([said.changed(without) for said in before if not _is(said, target)])
    return stayed == tuple([said.changed(before_it_came) for said in after]) != after


def _written_at(entry: Entry, picture: Picture) -> Said | None:
    return next((said for root in picture for said in root.walk() if _is(said, entry)), None)


def _is(said: Said, entry: Entry) -> bool:
    """Whether this is what the entry is; a contrast that was made of a node is from the same block."""
    return said.block == entry.span and said.kind == entry.kind
