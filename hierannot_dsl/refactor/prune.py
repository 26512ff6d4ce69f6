"""Nodes that a panel cannot support, taken out of a file: their lines cut, inherited ones dropped."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.outcome import Outcome
from hierannot_dsl.refactor.change import change
from hierannot_dsl.refactor.mistakes import OutOfReach, StillNamed
from hierannot_dsl.refactor.references import references
from hierannot_dsl.refactor.relocate import cut_program
from hierannot_dsl.refactor.said import pictures
from hierannot_dsl.refactor.target import find_target
from hierannot_dsl.refactor.text import appended, at_end_of, declaration_of
from hierannot_dsl.syntax import nodes
from hierannot_dsl.syntax.edits import Edit
from hierannot_dsl.syntax.within import around

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from hierannot_dsl.diagnostics.model import Diagnostic
    from hierannot_dsl.refactor.change import Changed
    from hierannot_dsl.refactor.said import Picture, Said
    from hierannot_dsl.refactor.target import Target
    from hierannot_dsl.semantics.load import Library, Loader

KINDS = {"TestDecl": "a test", "ExpectDecl": "a test", "PanelKeepsDecl": "a test", "InDecl": "an `in` block"}


def prune_file(
    library: Library, loader: Loader, names: Sequence[str], *, within: str | None = None
) -> Outcome[Changed]:
    """Take nodes out of a hierarchy of a file, with all below them.

    A node that is written in the file goes with its lines and the comments inside and above it; one that is
    inherited or grafted gets a `drop`. All other comments stay. A file in its canonical layout stays in it.

    Parameters
    ----------
    library
        The file, without errors.
    loader
        Finds what it builds on.
    names
        Names of nodes, none below another.
    within
        The hierarchy that is meant, where the file declares several.
    """
    edits: list[Edit] = []
    found: list[Diagnostic] = []
    targets: list[Target] = []
    for name in names:
        outcome = find_target(library, (name,), within)
        found += outcome.diagnostics
        if outcome.value is not None:
            targets.append(outcome.value)
            edit = _edit(library, outcome.value)
            if edit is None:
                found.append(OutOfReach(None, name, outcome.value.hierarchy.name.text))
            else:
                edits.append(edit)
    if found:
        return Outcome(None, tuple(found))
    edits = _joined(edits)
    found += _named(library, targets, edits)
    if found:
        return Outcome(None, tuple(found))
    wanted = {name: _without(picture, targets, name) for name, picture in pictures(library).items()}

    def expect(after: Mapping[str, Picture]) -> bool:
        return dict(after) == wanted

    return change(library, loader, edits, expect=expect, called="pruning", removes=edits)


def _edit(library: Library, target: Target) -> Edit | None:
    holders = list(around(target.entry.span, library.file))
    if len(holders) > 1 and holders[-1].span == target.entry.span:
        return cut_program(holders, library)[1]
    last = holders[-1] if holders else None
    if isinstance(last, nodes.ReplaceDecl) and last.replacement.span == target.entry.span:
        path = library.source.text[last.path.span.start : last.path.span.end]
        return Edit(last.span.start, last.span.end, f"drop {path}")
    path_text = target.path_before_edits()
    if path_text is None:
        return None
    declared = declaration_of(target.hierarchy, library.file)
    _, indent = at_end_of(declared.body, library.source)
    return appended(declared.body, library.source, f"{indent}drop {path_text}\n")


def _joined(edits: list[Edit]) -> list[Edit]:
    """Statements that are put in at one place stand together: only the first opens a paragraph."""
    seen: set[int] = set()
    joined = []
    for edit in edits:
        is_new = edit.start == edit.end
        joined.append(replace(edit, text=edit.text.lstrip("\n")) if is_new and edit.start in seen else edit)
        if is_new:
            seen.add(edit.start)
    return joined


def _named(library: Library, targets: list[Target], edits: list[Edit]) -> Iterator[Diagnostic]:
    """Statements that stay and name what goes."""
    blocks = {entry.span: entry.name.text for target in targets for entry in target.entry.walk()}
    for reference in references(library):
        span = reference.statement.span
        goes = any(edit.start <= span.start < edit.end for edit in edits)
        named = [blocks[entry.span] for entry in reference.entries if entry.span in blocks]
        if named and not goes:
            kind = type(reference.statement).__name__
            what = KINDS.get(kind, f"`{kind.removesuffix('Decl').lower()}`")
            yield StillNamed(span, named[-1], what)


def _without(picture: Picture, targets: list[Target], hierarchy: str) -> Picture:
    """What a hierarchy should say afterwards."""
    names = {t.name for t in targets if t.hierarchy.name.text == hierarchy}

    def less(said: Said) -> Said:
        return replace(said, children=tuple(child for child in said.children if not _is(child, names)))

    return tuple(said.changed(less) for said in picture if not _is(said, names))


def _is(said: Said, names: set[str]) -> bool:
    return said.kind == "node" and said.name in names
