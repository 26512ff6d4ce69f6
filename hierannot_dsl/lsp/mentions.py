"""A document -> every place that names a hierarchy, a program or a marker set, with what it names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from hierannot_dsl.lsp.places import program_of
from hierannot_dsl.refactor.references import references
from hierannot_dsl.semantics.load import UnreadableSource
from hierannot_dsl.syntax import nodes
from hierannot_dsl.syntax.within import statements

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.lsp.workspace import Workspace
    from hierannot_dsl.semantics.entries import Entry, Resolved
    from hierannot_dsl.semantics.load import Library
    from hierannot_dsl.source import Span

Kind: TypeAlias = Literal["hierarchy", "program", "marker set"]


@dataclass(frozen=True)
class Mention:
    """A name, and what it names.

    Attributes
    ----------
    block
        The statement that declares what is named: two mentions of one thing have the same.
    name
        Where that thing has its name from: there, or where an edit renames it.
    entry
        Of a program: what it is at this place, before or after the edits.
    """

    word: nodes.Word
    kind: Kind
    block: Span
    name: Span
    entry: Entry | None = None


def mention_at(word: nodes.Word | None, library: Library, workspace: Workspace) -> Mention | None:
    """What a word names; None where it is no name."""
    if word is None:
        return None
    return next((one for one in mentions(library, workspace) if one.word.span == word.span), None)


def mentions(library: Library, workspace: Workspace) -> Iterator[Mention]:
    """Every name in the document itself that leads somewhere."""
    names = _Names(library, workspace)
    for item in library.file.items:
        if isinstance(item, nodes.HierarchyDecl):
            yield from names.of_hierarchy(item.name)
            yield from names.of_hierarchy(item.base)
            yield from _inside(item, library.hierarchies.get(item.name.text), names)
        elif isinstance(item, nodes.TestDecl):
            yield from names.of_hierarchy(item.hierarchy)
    for reference in references(library, others=lambda word: names.resolved(word.text)):
        for word, entry in zip(reference.names, reference.entries, strict=True):
            yield Mention(word, "program", entry.span, entry.name.span, entry)


def hierarchy_called(name: str, library: Library, workspace: Workspace) -> Resolved | None:
    """The hierarchy that a name means in a document."""
    return _Names(library, workspace).resolved(name)


def _inside(declared: nodes.HierarchyDecl, resolved: Resolved | None, names: _Names) -> Iterator[Mention]:
    entries = {entry.name.span: entry for entry in resolved.walk()} if resolved else {}
    sets = resolved.marker_sets if resolved else {}
    for item in statements(declared.body.items):
        program = program_of(item)
        word = program.name if program else item.name if isinstance(item, nodes.RenameDecl) else None
        if word is not None:
            entry = entries.get(word.span)
            if entry is not None or program is not None:
                block = entry.span if entry else program.span if program else word.span
                yield Mention(word, "program", block, word.span, entry)
        match item:
            case nodes.UseDecl(hierarchy=hierarchy):
                yield from names.of_hierarchy(hierarchy)
            case nodes.ReplaceDecl(replacement=nodes.UseDecl(hierarchy=hierarchy)):
                yield from names.of_hierarchy(hierarchy)
            case nodes.TestDecl(hierarchy=of):
                yield from names.of_hierarchy(of)
            case nodes.MarkerSetDecl(name=name, span=span):
                yield Mention(name, "marker set", span, name.span)
            case nodes.IncludeDecl(name=name) if name.text in sets:
                named = sets[name.text]
                yield Mention(name, "marker set", named.span, named.name.span)


class _Names:
    """What the names of hierarchies mean in one document."""

    def __init__(self, library: Library, workspace: Workspace) -> None:
        self._library, self._workspace = library, workspace
        self._loaded: dict[str, Library | None] = {}

    def of_hierarchy(self, word: nodes.Word | None) -> Iterator[Mention]:
        library = self._library_of(word.text) if word else None
        for item in library.file.items if library else ():
            if word and isinstance(item, nodes.HierarchyDecl) and item.name.text == word.text:
                yield Mention(word, "hierarchy", item.span, item.name.span)
                return

    def resolved(self, name: str) -> Resolved | None:
        library = self._library_of(name)
        return library.hierarchies.get(name) if library else None

    def _library_of(self, name: str) -> Library | None:
        """The document that declares a hierarchy: this one, else what the loader finds."""
        if name in self._library.hierarchies:
            return self._library
        if name not in self._loaded:
            try:
                found = self._workspace.loader.find(name, self._library.source)
            except UnreadableSource:
                found = None
            self._loaded[name] = self._workspace.load(found.source).value if found else None
        return self._loaded[name]
