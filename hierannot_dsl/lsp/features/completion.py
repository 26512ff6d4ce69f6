"""What may be written at a place: keywords and fields, genes, names of nodes, marker sets and hierarchies."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from lsprotocol import types

from hierannot_dsl.catalog.uses import genes_of
from hierannot_dsl.lsp.mentions import hierarchy_called
from hierannot_dsl.lsp.unfinished import unfinished
from hierannot_dsl.semantics.fields import FIELDS
from hierannot_dsl.semantics.paths import Index
from hierannot_dsl.semantics.placement import ALLOWED, WORDS
from hierannot_dsl.source import Span
from hierannot_dsl.syntax import nodes
from hierannot_dsl.syntax.format import BARE_GENE, quoted
from hierannot_dsl.syntax.within import around, body_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hierannot_dsl.lsp.analysis import Analysis
    from hierannot_dsl.lsp.unfinished import Unfinished
    from hierannot_dsl.lsp.workspace import Workspace
    from hierannot_dsl.semantics.entries import Entry, Resolved
    from hierannot_dsl.syntax.nodes import Item

Choice: TypeAlias = "tuple[str, types.CompletionItemKind, str]"

OPTIONS = types.CompletionOptions(trigger_characters=['"', "+", "-", ">", " "])
MOST_SHOWN = 200
PLACES: dict[type[nodes.Statement], str] = {
    nodes.HierarchyDecl: "a hierarchy",
    nodes.VariantDecl: "a variant",
    nodes.MarkerSetDecl: "a marker set",
    nodes.InDecl: "an `in` block",
    nodes.TestDecl: "a test",
    nodes.ReplaceDecl: "a node",
}


def completion(workspace: Workspace, params: types.CompletionParams) -> types.CompletionList | None:
    """What may stand at the cursor, from the panel, the document, what it builds on, and the catalog."""
    analysis = workspace.analysis(params.text_document.uri)
    offset = analysis.positions.offset(params.position)
    text = analysis.source.text
    before = text[text.rfind("\n", 0, offset) + 1 : offset]
    wanted = unfinished(before)
    if wanted is None:
        return None
    typed, choices = wanted.word, _choices(wanted, offset, analysis, workspace)
    folded = typed.lstrip('"').casefold()
    fitting = [choice for choice in choices if folded in choice[0].casefold()]
    fitting.sort(key=lambda choice: not choice[0].casefold().startswith(folded))  # else in their order
    end = offset
    if typed.startswith('"') and text[offset : offset + 1] == '"':
        end += 1  # the editor has put in the closing quote already
    place = analysis.positions.range(Span(analysis.source.name, offset - len(typed), end))
    items = [
        types.CompletionItem(
            label=label,
            kind=kind,
            detail=detail or None,
            sort_text=f"{number:04}",
            filter_text=quoted(label) if typed.startswith('"') else None,
            text_edit=types.TextEdit(place, _written(label, kind, typed)),
        )
        for number, (label, kind, detail) in enumerate(fitting[:MOST_SHOWN])
    ]
    return types.CompletionList(is_incomplete=len(fitting) > MOST_SHOWN, items=items)


def _written(label: str, kind: types.CompletionItemKind, typed: str) -> str:
    is_bare = kind is not types.CompletionItemKind.Class and BARE_GENE.fullmatch(label.rpartition(":")[2])
    return label if is_bare and not typed.startswith('"') else quoted(label)


def _choices(wanted: Unfinished, offset: int, analysis: Analysis, workspace: Workspace) -> Iterable[Choice]:
    """What a word may become, that which is likely first."""
    statements = _around(offset, analysis)
    hierarchy = next((item for item in statements if isinstance(item, nodes.HierarchyDecl)), None)
    resolved = analysis.library.hierarchies.get(hierarchy.name.text) if hierarchy else None
    match wanted.kind:
        case "gene":
            return _genes(wanted.edit, statements, resolved, analysis, workspace)
        case "hierarchy":
            return _hierarchies(analysis, workspace)
        case "marker set":
            sets = resolved.marker_sets if resolved else {}
            return ((name, types.CompletionItemKind.Variable, "marker set") for name in sets)
        case "path":
            return _names(wanted, statements, resolved, analysis, workspace)
        case "replacement":
            return ((word, types.CompletionItemKind.Keyword, "") for word in ("node", "use"))
        case "statement":
            return _statements(statements)
        case "value":
            fields = FIELDS.get(_place(statements), {})
            values = fields[wanted.field].choices if wanted.field in fields else ()
            return ((value, types.CompletionItemKind.EnumMember, "") for value in values)


def _around(offset: int, analysis: Analysis) -> list[Item]:
    """The blocks that a place is inside of."""
    found = []
    for item in around(Span(analysis.source.name, offset, offset), analysis.file):
        body = body_of(item)
        if body is not None and body.span.start < offset:
            found.append(item)
    return found


def _place(statements: list[Item]) -> str:
    if not statements:
        return "a file"
    item = statements[-1]
    return f"a {item.kind}" if isinstance(item, nodes.NodeDecl) else PLACES.get(type(item), "a node")


def _statements(statements: list[Item]) -> Iterator[Choice]:
    place = _place(statements)
    allowed = ALLOWED[place]
    for kind in allowed:
        if kind in WORDS and kind is not nodes.MarkerDecl:
            yield WORDS[kind], types.CompletionItemKind.Keyword, ""
    if nodes.NodeDecl in allowed:
        yield from ((word, types.CompletionItemKind.Keyword, "") for word in ("node", "contrast", "use"))
    if place.startswith("an `in` block"):
        yield "set", types.CompletionItemKind.Keyword, ""
    for name, field in FIELDS.get(place.replace("an `in` block", "a node"), {}).items():
        yield name, types.CompletionItemKind.Property, field.wanted


def _genes(
    edit: str,
    statements: list[Item],
    resolved: Resolved | None,
    analysis: Analysis,
    workspace: Workspace,
) -> Iterator[Choice]:
    kind = types.CompletionItemKind.Variable
    holder = statements[-1] if statements else None
    if edit and resolved and isinstance(holder, nodes.InDecl):
        names = tuple(name.text for name in holder.path.names)
        for index in resolved.before:
            for entry in index.fitting(names):
                yield from ((m.gene, kind, "+" if m.sign > 0 else "-") for m in entry.markers)
        return
    items = body_of(holder).items if holder and body_of(holder) else ()  # type: ignore[union-attr]  # asked before
    there = {item.gene.text for item in items if isinstance(item, nodes.MarkerDecl)}
    panel = workspace.panel
    seen = set(there)
    for gene in sorted(panel.genes) if panel else ():
        if gene not in seen:
            seen.add(gene)
            yield gene, kind, f"panel {panel.name}" if panel else ""
    for gene in sorted({*genes_of(analysis.library.hierarchies.values()), *workspace.catalog_genes()} - seen):
        yield gene, kind, "not on the panel" if panel else ""


def _hierarchies(analysis: Analysis, workspace: Workspace) -> Iterator[Choice]:
    names = {*analysis.library.hierarchies, *workspace.loader.names(analysis.source)}
    return ((name, types.CompletionItemKind.Module, "") for name in sorted(names))


def _names(
    wanted: Unfinished,
    statements: list[Item],
    resolved: Resolved | None,
    analysis: Analysis,
    workspace: Workspace,
) -> Iterator[Choice]:
    """Names of the tree that a path speaks of; after ``>`` those of the children."""
    trees: tuple[Index, ...] = ()
    if wanted.used:
        other = hierarchy_called(wanted.used, analysis.library, workspace)
        trees = (Index.of(other.roots),) if other else ()
    elif statements and isinstance(statements[-1], nodes.TestDecl):
        of = statements[-1].hierarchy
        last = next(iter([*analysis.library.hierarchies.values()][::-1]), None)
        own = resolved or last
        other = hierarchy_called(of.text, analysis.library, workspace) if of else own
        trees = (Index.of(other.roots),) if other else ()
    elif resolved:
        trees = resolved.before
    seen: set[str] = set()
    for index in trees:
        for entry in _entries(index, wanted.path):
            if entry.name.text not in seen:
                seen.add(entry.name.text)
                yield entry.name.text, types.CompletionItemKind.Class, entry.kind


def _entries(index: Index, path: tuple[str, ...]) -> Iterator[Entry]:
    if path:
        for above in index.fitting(path):
            yield from above.children
    else:
        yield from (entry for entries in index.by_name.values() for entry in entries)
