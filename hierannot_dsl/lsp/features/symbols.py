"""What documents declare: their outlines, and a search through all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from hierannot_dsl.lsp.places import program_of
from hierannot_dsl.syntax import nodes
from hierannot_dsl.syntax.within import body_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hierannot_dsl.lsp.positions import Positions
    from hierannot_dsl.lsp.workspace import Workspace
    from hierannot_dsl.source import Span
    from hierannot_dsl.syntax.nodes import Item, Word

MOST_FOUND = 500
KINDS = {
    "hierarchy": types.SymbolKind.Module,
    "node": types.SymbolKind.Class,
    "contrast": types.SymbolKind.Interface,
    "variant": types.SymbolKind.EnumMember,
    "markers": types.SymbolKind.Array,
    "in": types.SymbolKind.Namespace,
    "test": types.SymbolKind.Method,
}


def document_symbols(workspace: Workspace, params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
    """The outline of a document: hierarchies, and in them what their blocks hold."""
    analysis = workspace.analysis(params.text_document.uri)
    return list(_symbols(analysis.file.items, analysis.positions))


def workspace_symbols(
    workspace: Workspace, params: types.WorkspaceSymbolParams
) -> list[types.WorkspaceSymbol]:
    """Hierarchies, nodes and marker sets whose names hold the letters of a query in their order."""
    found: list[types.WorkspaceSymbol] = []
    query = params.query.casefold()
    for source in workspace.sources():
        file = workspace.parse(source).value
        positions = None
        for kind, word, holder in _declared(file.items if file else (), ""):
            if _fits(query, word.text.casefold()):
                positions = positions or workspace.positions(source)
                place = types.Location(workspace.files.uri_of(source.name), positions.range(word.span))
                found.append(
                    types.WorkspaceSymbol(place, word.text, KINDS[kind], container_name=holder or None)
                )
                if len(found) == MOST_FOUND:
                    return found
    return found


def _symbols(items: Iterable[Item], positions: Positions) -> Iterator[types.DocumentSymbol]:
    for item in items:
        named = _named(item)
        body = body_of(item)
        if named is None or body is None:
            continue
        kind, name, span = named
        yield types.DocumentSymbol(
            name=name or '""',  # the protocol wants a name
            kind=KINDS[kind],
            range=positions.range(item.span),
            selection_range=positions.range(span),
            detail="" if kind in ("node", "in") else kind,
            children=list(_symbols(body.items, positions)),
        )


def _named(item: Item) -> tuple[str, str, Span] | None:
    """Kind and name of a statement that an outline shows, and where that name is."""
    program = program_of(item)
    if program is not None:
        kind = program.kind if isinstance(program, nodes.NodeDecl) else "variant"
        return kind, program.name.text, program.name.span
    match item:
        case nodes.HierarchyDecl(name=name):
            return "hierarchy", name.text, name.span
        case nodes.MarkerSetDecl(name=name):
            return "markers", name.text, name.span
        case nodes.TestDecl(name=name):
            return "test", name.text, name.span
        case nodes.InDecl(path=path):
            return "in", f"in {' > '.join(name.text for name in path.names)}", path.span
    return None


def _declared(items: Iterable[Item], holder: str) -> Iterator[tuple[str, Word, str]]:
    for item in items:
        named = _named(item)
        body = body_of(item)
        if named is None or body is None:
            continue
        kind, name, span = named
        if kind not in ("in", "test"):
            yield kind, nodes.Word(name, quoted=False, span=span), holder
        yield from _declared(body.items, name)


def _fits(query: str, name: str) -> bool:
    letters = iter(name)
    return all(letter in letters for letter in query if letter != " ")
