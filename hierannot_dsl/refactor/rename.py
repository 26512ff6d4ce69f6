"""Rename a program of a file, and everything in the file that calls it by its name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.outcome import Outcome
from hierannot_dsl.refactor.change import Changed, change
from hierannot_dsl.refactor.mistakes import NameTaken, OutOfReach, UnfitName
from hierannot_dsl.refactor.references import references
from hierannot_dsl.refactor.said import pictures
from hierannot_dsl.refactor.target import affected_by, find_target
from hierannot_dsl.refactor.text import appended, at_end_of, cut, declaration_of, with_comments
from hierannot_dsl.semantics.meaning import EmptyName
from hierannot_dsl.source import Source
from hierannot_dsl.syntax import nodes
from hierannot_dsl.syntax.edits import Edit
from hierannot_dsl.syntax.format import quoted
from hierannot_dsl.syntax.parse import parse
from hierannot_dsl.syntax.within import around, statements

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.diagnostics.model import Diagnostic
    from hierannot_dsl.refactor.references import Reference
    from hierannot_dsl.refactor.said import Said
    from hierannot_dsl.refactor.target import Target
    from hierannot_dsl.semantics.entries import Entry
    from hierannot_dsl.semantics.load import Library, Loader


def rename(
    library: Library, loader: Loader, path: tuple[str, ...], name: str, *, within: str | None = None
) -> Outcome[Changed]:
    """Give a program another name.

    One that the file declares, or renames already, gets it where it has its name; one that is inherited gets
    a `rename` edit in the hierarchy. Paths of edits, grafts and tests in the file follow.

    Parameters
    ----------
    library
        The file, without errors.
    loader
        Finds what it builds on.
    path, within
        As `find_target` takes them.
    name
        The new name.
    """
    found = find_target(library, path, within)
    if found.value is None:
        return Outcome(None, found.diagnostics)
    target = found.value
    if name == target.name:
        return Outcome(Changed(library.source, 0))
    own = target.entry.name.span.source == library.source.name
    affected = affected_by(target, library, everywhere=own)
    mistake = _mistake_in(name, library, target, affected)
    if mistake:
        return Outcome(None, (mistake,))

    def calls(reference: Reference) -> Iterator[Edit]:
        other_tree = reference.finished or reference.of != target.hierarchy.name.text
        if own or (other_tree and reference.of in affected):
            for word, entry in zip(reference.names, reference.entries, strict=True):
                if entry.name.span == target.entry.name.span:
                    yield Edit(word.span.start, word.span.end, quoted(name))

    edits = [edit for reference in references(library) for edit in calls(reference)]
    undone = _rename_undone(library, target, name)
    if own:
        place = target.entry.name.span
        edits.append(undone or Edit(place.start, place.end, quoted(name)))
    else:
        line = _rename_line(library, target, name)
        if line is None:
            reach = OutOfReach(None, target.name, target.hierarchy.name.text)
            return Outcome(None, (reach,))
        edits.append(line)

    def renamed(said: Said) -> Said:
        if said.named == target.entry.name.span:
            if undone is not None:
                said = _without_alias(said, name)
            elif not own and said.kind != "variant":
                said = _with_alias(said, target.name)
            return replace(said, name=name)
        # Where an edit has renamed it already, what it is renamed from stays an alias.
        return _other_alias(said, target.name, name) if said.block == target.entry.span else said

    wanted = {
        of: tuple([said.changed(renamed) for said in picture]) if of in affected else picture
        for of, picture in pictures(library).items()
    }
    called = f"renaming `{target.name}` to `{name}`"
    outcome = change(library, loader, edits, expect=lambda said: said == wanted, called=called)
    return outcome.then(lambda changed: Outcome(replace(changed, calls=calls)))


def _mistake_in(name: str, library: Library, target: Target, affected: frozenset[str]) -> Diagnostic | None:
    if not name or name.strip() != name:
        return EmptyName(None, target.entry.kind)
    if " > " in name or not _is_writable(name):
        return UnfitName(None, name)
    for of in sorted(affected):
        for entry in _rivals(target, of, library):
            if entry.name.text == name:
                return NameTaken(None, name, of, entry.name.span)
    return None


def _is_writable(name: str) -> bool:
    """Whether a file with the name can be read, and then says it."""
    read = parse(Source("name", f"hierarchy h {{\n  node {quoted(name)} {{\n  }}\n}}\n"))
    named = [
        item.name.text
        for item in statements(read.value.items if read.value else ())
        if isinstance(item, nodes.NodeDecl)
    ]
    return not read.diagnostics and named == [name]


def _rivals(target: Target, of: str, library: Library) -> Iterator[Entry]:
    """Programs that may not have the same name."""
    if target.entry.kind == "variant":
        yield from target.parent.of_kind("variant") if target.parent else ()
        return
    entries = [entry for entry in library.hierarchies[of].walk() if entry.kind != "variant"]
    if any(entry.span == target.entry.span for entry in entries):
        yield from entries


def _rename_line(library: Library, target: Target, name: str) -> Edit | None:
    """The edit that renames an inherited program, at the end of its hierarchy."""
    written = target.path_before_edits()
    if written is None:
        return None
    declared = declaration_of(target.hierarchy, library.file)
    _, indent = at_end_of(declared.body, library.source)
    line = f"{indent}rename {written} to {quoted(name)}\n"
    return appended(declared.body, library.source, line, alike=nodes.RenameDecl)


def _rename_undone(library: Library, target: Target, name: str) -> Edit | None:
    """Take out the edit that has given the program its name, where it gets back the one it had."""
    statement = next(reversed(list(around(target.entry.name.span, library.file))), None)
    if not isinstance(statement, nodes.RenameDecl) or statement.path.names[-1].text != name:
        return None
    siblings = declaration_of(target.hierarchy, library.file).body.items
    lines = with_comments(statement, siblings, library.source)
    return cut(lines, library.source) if len(lines) == 1 and not statement.comment else None


def _with_alias(said: Said, alias: str) -> Said:
    fields = dict(said.fields)
    fields["alias"] = (*fields.get("alias", ()), alias)
    return replace(said, fields=tuple(sorted(fields.items())))


def _without_alias(said: Said, alias: str) -> Said:
    fields = {
        name: values if name != "alias" else tuple(value for value in values if value != alias)
        for name, values in said.fields
    }
    return replace(said, fields=tuple(sorted((name, values) for name, values in fields.items() if values)))


def _other_alias(said: Said, old: str, new: str) -> Said:
    fields = dict(said.fields)
    if "alias" in fields:
        fields["alias"] = tuple(new if alias == old else alias for alias in fields["alias"])
    return replace(said, fields=tuple(sorted(fields.items())))
