"""Where what a name names is declared, and everywhere it is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from hierannot_dsl.catalog.uses import uses_of
from hierannot_dsl.lsp.mentions import mention_at, mentions
from hierannot_dsl.lsp.places import gene_of, place_at
from hierannot_dsl.syntax.format import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.lsp.analysis import Analysis
    from hierannot_dsl.lsp.mentions import Mention
    from hierannot_dsl.lsp.workspace import Workspace
    from hierannot_dsl.semantics.load import Library
    from hierannot_dsl.source import Source, Span


def definition(workspace: Workspace, params: types.DefinitionParams) -> list[types.Location]:
    """Where the name under the cursor is declared; from an edit that renames it, where it is renamed from."""
    analysis = workspace.analysis(params.text_document.uri)
    word = place_at(analysis.positions.offset(params.position), analysis.file).word
    mention = mention_at(word, analysis.library, workspace)
    if mention is None or word is None:
        return []
    span = mention.name if mention.name != word.span else mention.block
    return _locations([_first_line(span, workspace, analysis)], workspace, analysis)


def references(workspace: Workspace, params: types.ReferenceParams) -> list[types.Location]:
    """Every place that names what is under the cursor, in the documents and folders that are open."""
    analysis = workspace.analysis(params.text_document.uri)
    place = place_at(analysis.positions.offset(params.position), analysis.file)
    mention = mention_at(place.word, analysis.library, workspace)
    if mention is not None:
        found = named_in(mention, analysis, workspace)
        spans = [one.word.span for _, one in found]
        if not params.context.include_declaration:
            spans = [span for span in spans if span != mention.name]
        return _locations(spans, workspace, analysis)
    gene = gene_of(place.statement)
    if gene is None or place.word is not gene:
        return []
    spans = [
        use.span
        for library in _libraries(gene.text, analysis, workspace)
        for use in uses_of(gene.text, library.hierarchies.values(), library.files)
    ]
    return _locations(list(dict.fromkeys(spans)), workspace, analysis)


def named_in(mention: Mention, analysis: Analysis, workspace: Workspace) -> Iterator[tuple[Library, Mention]]:
    """Every mention of the same thing, document by document."""
    seen: set[Span] = set()
    for library in _libraries(mention.word.text, analysis, workspace):
        for other in mentions(library, workspace):
            if other.block == mention.block and other.kind == mention.kind and other.word.span not in seen:
                seen.add(other.word.span)
                yield library, other


def _libraries(name: str, analysis: Analysis, workspace: Workspace) -> Iterator[Library]:
    """The document, what it builds on, and all others that may name something."""
    yield analysis.library
    written = (name, quoted(name)[1:-1])
    others = {source.name: source for source in (*analysis.library.sources.values(), *workspace.sources())}
    for source in others.values():
        if source.name != analysis.source.name and any(text in source.text for text in written):
            library = workspace.load(source).value
            if library is not None:
                yield library


def _first_line(span: Span, workspace: Workspace, analysis: Analysis) -> Span:
    """Of a block the name that its first line declares."""
    library = analysis.library
    file = library.files.get(span.source)
    if file is None:
        return span
    for item in place_at(span.start, file).statements:
        if item.span == span:
            name = getattr(getattr(item, "replacement", item), "name", None)
            return name.span if name is not None else span
    return span


def _locations(spans: list[Span], workspace: Workspace, analysis: Analysis) -> list[types.Location]:
    sources: dict[str, Source] = dict(analysis.library.sources)
    if any(span.source not in sources for span in spans):
        sources |= {source.name: source for source in workspace.sources()}
    positions = {
        span.source: workspace.positions(sources[span.source]) for span in spans if span.source in sources
    }
    return [
        types.Location(workspace.files.uri_of(span.source), positions[span.source].range(span))
        for span in spans
        if span.source in positions
    ]
