"""What is known of the word under the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from hierannot_dsl.catalog.uses import uses_of
from hierannot_dsl.lint.locate import place_of
from hierannot_dsl.lsp.features.hints import left
from hierannot_dsl.lsp.mentions import mention_at
from hierannot_dsl.lsp.places import gene_of, place_at
from hierannot_dsl.panel.fate import Fate
from hierannot_dsl.semantics.fields import FIELDS
from hierannot_dsl.semantics.markers import split_symbol
from hierannot_dsl.semantics.paths import Index
from hierannot_dsl.symbols.table import builtin_table
from hierannot_dsl.syntax import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.lsp.analysis import Analysis
    from hierannot_dsl.lsp.mentions import Mention
    from hierannot_dsl.lsp.panels import Retained
    from hierannot_dsl.lsp.places import Place
    from hierannot_dsl.lsp.workspace import Workspace
    from hierannot_dsl.panel.report import MarkerRetention
    from hierannot_dsl.semantics.entries import Entry, Fields, MarkerEntry, Resolved

MOST_SHOWN = 8
KINDS = {"previous": "previous symbol", "alias": "alias", "protein": "protein", "excel": "spreadsheet damage"}


def hover(workspace: Workspace, params: types.HoverParams) -> types.Hover | None:
    """Tell what the word under the cursor is.

    Of a gene its other names, its evidence, its other uses and what the panel has of it; of a node its path,
    its evidence and what the panel leaves of it; of a hierarchy, a marker set or a field what it is.
    """
    analysis = workspace.analysis(params.text_document.uri)
    place = place_at(analysis.positions.offset(params.position), analysis.file)
    if place.word is None:
        return None
    mention = mention_at(place.word, analysis.library, workspace)
    if mention is not None:
        about = _about(mention, place, analysis, workspace)
    elif place.word is gene_of(place.statement):
        about = _about_gene(place.word, place, analysis, workspace)
    else:
        about = _about_field(place)
    text = "\n\n".join(about)
    if not text:
        return None
    content = types.MarkupContent(types.MarkupKind.Markdown, text)
    return types.Hover(content, analysis.positions.range(place.word.span))


def _about_gene(word: nodes.Word, place: Place, analysis: Analysis, workspace: Workspace) -> Iterator[str]:
    prefix, gene = split_symbol(word)
    yield f"**{_plain(gene)}**" + (f" ({prefix})" if prefix else "")
    yield from _names(gene, _species(place, analysis))
    if isinstance(place.statement, nodes.MarkerDecl):
        yield from _evidence(place.statement)
    for retained in _retained(place, analysis, workspace):
        fates = (m for row in retained.rows.values() for m in row.markers if m.gene == gene)
        marker = next((m for m in fates if not prefix or m.modality == prefix), None)
        yield from [_fate(marker, retained)] if marker else []
    holder = place_of(word.span, analysis.file).node
    uses = [
        f"{'+' if use.sign > 0 else '-' if use.sign < 0 else 'test'} {_plain(use.name)}"
        + (f" = {use.weight:g}" if use.weight not in (None, 1) else "")
        + (" (dropped)" if use.how == "dropped" else "")
        for use in uses_of(word.text, analysis.library.hierarchies.values(), analysis.library.files)
        if use.span != word.span or not use.name.endswith(holder)  # a set's line counts for who includes it
    ]
    uses = list(dict.fromkeys(uses))
    if uses:
        more = f", and {len(uses) - MOST_SHOWN} more" if len(uses) > MOST_SHOWN else ""
        yield f"Also: {', '.join(uses[:MOST_SHOWN])}{more}"


def _names(gene: str, species: str) -> Iterator[str]:
    table = builtin_table()
    meanings = table.lookup(gene, species=species)
    if meanings:
        said = [f"{' and '.join(m.approved)} ({KINDS[m.kind]})" for m in meanings]
        yield f"No approved symbol; stands for {' or '.join(said)}"
    others = table.other_names(gene, species=species)
    if others:
        yield "Also known as " + ", ".join(f"{_plain(m.alias)} ({KINDS[m.kind]})" for m in others)


def _evidence(marker: nodes.MarkerDecl) -> Iterator[str]:
    said = [f"weight {marker.weight.text}"] if marker.weight else []
    said += [f"@{_plain(word.text)}" for word in marker.evidence]
    said += [_plain(marker.note.text)] if marker.note else []
    if said:
        yield ", ".join(said)


def _fate(marker: MarkerRetention, retained: Retained) -> str:
    match marker.fate:
        case Fate.KEPT:
            said = "measured"
        case Fate.RENAMED:
            said = f"measured as {_plain(marker.symbol)} ({marker.source})"
        case Fate.ABSENT:
            said = "not measured"
        case Fate.REPEATED:
            said = f"measured as {_plain(marker.candidates[0])}, which the list names already: counted once"
        case _:
            candidates = f": {', '.join(map(_plain, marker.candidates))}" if marker.candidates else ""
            said = f"not measured, {marker.fate.value.replace('_', ' ')}{candidates}"
    return f"Panel {_plain(retained.panel)}: {said}"


def _about(mention: Mention, place: Place, analysis: Analysis, workspace: Workspace) -> Iterator[str]:
    match mention.kind:
        case "hierarchy":
            yield from _about_hierarchy(mention, analysis, workspace)
        case "marker set":
            yield from _about_set(mention, place, analysis)
        case _:
            yield from _about_program(mention, place, analysis, workspace)


def _about_program(mention: Mention, place: Place, analysis: Analysis, workspace: Workspace) -> Iterator[str]:
    entry = mention.entry
    if entry is None:
        yield f"**{_plain(mention.word.text)}**"
        return
    resolved = next((one for one in _around(place, analysis) if _has(one, entry)), None)
    ancestry = Index.of(resolved.roots).ancestry(_has(resolved, entry) or entry) if resolved else (entry,)
    entry = ancestry[-1]
    yield f"**{' > '.join(_plain(step.name.text) for step in ancestry)}** ({entry.kind})"
    yield from _fields(entry.fields, ("description",))
    facts = [str(entry.fields["cl"].values[0])] if "cl" in entry.fields else []
    facts += [_count(entry.markers)] if entry.markers else []
    for kind in ("variant", "node", "contrast"):
        number = len(entry.of_kind(kind))
        word = "child" if kind == "node" else kind
        plural = "ren" if kind == "node" else "s"
        facts += [f"{number} {word}{plural if number > 1 else ''}"] if number else []
    if facts:
        yield ", ".join(facts)
    if entry.span.source != analysis.source.name:
        yield f"From {_plain(entry.span.source)}"
    for retained in _retained(place, analysis, workspace):
        row = retained.rows.get(entry.name.text)
        if row is not None:
            yield f"Panel {_plain(retained.panel)}: {left(row)}" + (f" ({row.reason})" if row.reason else "")


def _about_hierarchy(mention: Mention, analysis: Analysis, workspace: Workspace) -> Iterator[str]:
    library = analysis.library
    if mention.name.source != analysis.source.name:
        source = library.sources.get(mention.name.source)
        found = source or next((s for s in workspace.sources() if s.name == mention.name.source), None)
        loaded = workspace.load(found).value if found else None
        library = loaded or library
    resolved = library.hierarchies.get(mention.word.text)
    declared = next(
        item
        for item in (*library.file.items, None)
        if item is None or (isinstance(item, nodes.HierarchyDecl) and item.span == mention.block)
    )
    base = declared.base.text if isinstance(declared, nodes.HierarchyDecl) and declared.base else ""
    yield f"**{mention.word.text}**" + (f" extends {base}" if base else "")
    if resolved is None:
        return
    yield from _fields(resolved.fields, ("title",))
    facts = [f"version {resolved.fields['version'].values[0]}"] if "version" in resolved.fields else []
    kinds = [entry.kind for entry in resolved.walk()]
    facts += [f"{kinds.count('node')} nodes", f"{kinds.count('contrast')} contrasts"]
    yield ", ".join(facts)
    if library is not analysis.library:
        yield f"From {_plain(mention.name.source)}"


def _about_set(mention: Mention, place: Place, analysis: Analysis) -> Iterator[str]:
    yield f"**{mention.word.text}** (marker set)"
    for resolved in _around(place, analysis):
        named = resolved.marker_sets.get(mention.word.text)
        if named is not None:
            yield _count(named.markers)
            genes = [f"{'+' if m.sign > 0 else '-'} {_plain(m.gene)}" for m in named.markers]
            yield ", ".join(genes[:MOST_SHOWN]) + (", ..." if len(genes) > MOST_SHOWN else "")
            return


def _about_field(place: Place) -> Iterator[str]:
    if isinstance(place.statement, nodes.FieldDecl) and place.word is place.statement.keyword:
        name = place.word.text
        for where, fields in FIELDS.items():
            if name in fields:
                repeats = ", on as many lines as wanted" if fields[name].repeats else ""
                yield f"`{name}` of {where}: {fields[name].wanted}{repeats}"


def _fields(fields: Fields, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        if name in fields:
            yield _plain(str(fields[name].values[0]))


def _count(markers: tuple[MarkerEntry, ...]) -> str:
    positive = sum(marker.sign > 0 for marker in markers)
    return f"{positive} positive, {len(markers) - positive} negative markers"


def _around(place: Place, analysis: Analysis) -> list[Resolved]:
    """The hierarchies of the document, the one around a place first."""
    around = place.hierarchy.name.text if place.hierarchy else ""
    return sorted(analysis.library.hierarchies.values(), key=lambda one: one.name.text != around)


def _has(resolved: Resolved, entry: Entry) -> Entry | None:
    return next((one for one in resolved.walk() if one.span == entry.span), None)


def _retained(place: Place, analysis: Analysis, workspace: Workspace) -> Iterator[Retained]:
    """What the panel leaves of the hierarchy around a place, where a panel is set."""
    for resolved in _around(place, analysis)[:1]:
        retained = workspace.retained(analysis, resolved)
        if retained is not None:
            yield retained


def _species(place: Place, analysis: Analysis) -> str:
    for resolved in _around(place, analysis)[:1]:
        if "species" in resolved.fields:
            return str(resolved.fields["species"].values[0]).casefold()
    return "human"


def _plain(text: str) -> str:
    """A text in which Markdown sees no marks."""
    return "".join(f"\\{letter}" if letter in r"\`*_{}[]<>()#+!|~" else letter for letter in text)
