"""What words are, for colours that tell a gene from a node and an old symbol from an approved one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from hierannot_dsl.lint.declared import declared_markers
from hierannot_dsl.lsp.places import gene_of, program_of, words_of
from hierannot_dsl.symbols.table import builtin_table
from hierannot_dsl.syntax import nodes
from hierannot_dsl.syntax.within import body_of, statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hierannot_dsl.lsp.analysis import Analysis
    from hierannot_dsl.lsp.workspace import Workspace
    from hierannot_dsl.source import Span
    from hierannot_dsl.syntax.nodes import Item

TYPES = (
    "namespace",
    "class",
    "interface",
    "enumMember",
    "variable",
    "property",
    "string",
    "number",
    "decorator",
    "comment",
)
MODIFIERS = ("declaration", "deprecated")
LEGEND = types.SemanticTokensLegend(list(TYPES), list(MODIFIERS))
DECLARED, OLD = 1, 2


def semantic_tokens(workspace: Workspace, params: types.SemanticTokensParams) -> types.SemanticTokens:
    """The words of a whole document."""
    analysis = workspace.analysis(params.text_document.uri)
    return _encoded(_tokens(analysis, 0, len(analysis.source.text)), analysis)


def semantic_tokens_in(workspace: Workspace, params: types.SemanticTokensRangeParams) -> types.SemanticTokens:
    """The words of a part of a document."""
    analysis = workspace.analysis(params.text_document.uri)
    start, end = analysis.positions.offsets(params.range)
    found = (token for token in _tokens(analysis, start, end) if start <= token[0].start < end)
    return _encoded(found, analysis)


def _encoded(tokens: Iterable[tuple[Span, str, int]], analysis: Analysis) -> types.SemanticTokens:
    """Five numbers for each token, its place counted from the one before."""
    data: list[int] = []
    line = column = 0
    for span, kind, modifiers in sorted(tokens, key=lambda token: token[0].start):
        place = analysis.positions.position(span.start)
        column = column if place.line == line else 0
        length = analysis.positions.length(span.start, span.end)
        data += [place.line - line, place.character - column, length, TYPES.index(kind), modifiers]
        line, column = place.line, place.character
    return types.SemanticTokens(data)


def _tokens(analysis: Analysis, start: int, end: int) -> Iterator[tuple[Span, str, int]]:
    symbols = builtin_table()
    old = {
        marker.span
        for marker in declared_markers(analysis.file)
        if start <= marker.span.start < end
        and symbols.approved(marker.gene, species=marker.species or "human")
    }
    for item in statements(analysis.file.items):
        if item.span.start >= end:
            return
        if item.span.end < start:
            continue
        if isinstance(item, nodes.CommentLine):
            yield item.span, "comment", 0
            continue
        yield from _of_statement(item, old)
        body = body_of(item)
        for comment in (item.comment, body.closing if body else None):
            if comment:
                yield comment.span, "comment", 0


def _of_statement(item: Item, old: set[Span]) -> Iterator[tuple[Span, str, int]]:
    program = program_of(item)
    gene = gene_of(item)
    for word in words_of(item):
        if word is gene:
            yield word.span, "variable", OLD * (word.span in old)
        elif program is not None and word is program.name:
            kind = program.kind if isinstance(program, nodes.NodeDecl) else "variant"
            yield word.span, {"node": "class", "contrast": "interface"}.get(kind, "enumMember"), DECLARED
        else:
            yield word.span, *_kind(item, word)
    if isinstance(item, nodes.MarkerDecl) and item.weight:
        yield item.weight.span, "number", 0
    if isinstance(item, nodes.ExpressDecl):
        yield item.value.span, "number", 0


def _kind(item: Item, word: nodes.Word) -> tuple[str, int]:
    match item:
        case nodes.FieldDecl(keyword=keyword):
            return ("property" if word is keyword else "string", 0)
        case nodes.MarkerDecl(note=note):
            return ("string" if word is note else "decorator", 0)
        case nodes.HierarchyDecl(name=name) | nodes.MarkerSetDecl(name=name):
            return ("namespace", DECLARED * (word is name))
        case nodes.IncludeDecl():
            return ("namespace", 0)
        case nodes.VersionDecl() | nodes.ProfileDecl():
            return ("number" if isinstance(item, nodes.VersionDecl) else "string", 0)
        case nodes.PanelKeepsDecl(file=file, count=count):
            return ("string" if word is file else "number" if word is count else "class", 0)
        case nodes.TestDecl(name=name) if word is name:
            return ("string", DECLARED)
    return ("class" if word.quoted else "namespace", 0)
