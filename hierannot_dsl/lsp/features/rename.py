"""Another name for a node or a marker set, everywhere it is named."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from lsprotocol import types

from hierannot_dsl.catalog.builtins import FOLDER
from hierannot_dsl.diagnostics.model import Severity
from hierannot_dsl.lsp.edits import text_edits
from hierannot_dsl.lsp.features.definition import named_in
from hierannot_dsl.lsp.mentions import mention_at
from hierannot_dsl.lsp.places import place_at
from hierannot_dsl.refactor.neighbours import Instead
from hierannot_dsl.refactor.rename import rename as renamed
from hierannot_dsl.semantics.load import load
from hierannot_dsl.semantics.paths import Index
from hierannot_dsl.source import Source
from hierannot_dsl.syntax.edits import Edit, Edited
from hierannot_dsl.syntax.format import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hierannot_dsl.diagnostics.model import Diagnostic
    from hierannot_dsl.lsp.analysis import Analysis
    from hierannot_dsl.lsp.mentions import Mention
    from hierannot_dsl.lsp.workspace import Workspace
    from hierannot_dsl.semantics.load import Loader

OPTIONS = types.RenameOptions(prepare_provider=True)


class Refused(Exception):
    """Raised where something cannot be renamed; its message is for the user."""


def prepare_rename(
    workspace: Workspace, params: types.PrepareRenameParams
) -> types.PrepareRenamePlaceholder | None:
    """The name under the cursor, if it can be given another one."""
    analysis = workspace.analysis(params.text_document.uri)
    word = place_at(analysis.positions.offset(params.position), analysis.file).word
    mention = mention_at(word, analysis.library, workspace)
    if mention is None or word is None:
        return None
    _check_kind(mention)
    place = analysis.positions.range(word.span)
    if word.quoted:
        place = types.Range(
            types.Position(place.start.line, place.start.character + 1),
            types.Position(place.end.line, place.end.character - 1),
        )
    return types.PrepareRenamePlaceholder(place, word.text)


def rename(workspace: Workspace, params: types.RenameParams) -> types.WorkspaceEdit | None:
    """The edits after which what is under the cursor has another name, in all documents that name it.

    What a built-in declares gets a `rename` edit in the document.

    Raises
    ------
    Refused
        If the document has mistakes, the name is taken, or a document would have mistakes afterwards.
    """
    analysis = workspace.analysis(params.text_document.uri)
    word = place_at(analysis.positions.offset(params.position), analysis.file).word
    mention = mention_at(word, analysis.library, workspace)
    if mention is None:
        return None
    _check_kind(mention)
    if len(params.new_name.splitlines()) > 1:
        msg = "a name stands on one line"
        raise Refused(msg)
    change = _renamed_program if mention.kind == "program" else _renamed_set
    after = change(mention, params.new_name, analysis, workspace)
    before = {name: _source(name, analysis, workspace) for name in after}
    _check(before, after, workspace)
    return types.WorkspaceEdit(
        changes={
            workspace.files.uri_of(name): text_edits(source, after[name].text, workspace.positions(source))
            for name, source in before.items()
        }
    )


def _check_kind(mention: Mention) -> None:
    if mention.kind == "hierarchy":
        msg = f"the hierarchy `{mention.word.text}` is looked up by the name of its file: rename both by hand"
        raise Refused(msg)


def _renamed_program(
    mention: Mention, name: str, analysis: Analysis, workspace: Workspace
) -> dict[str, Source]:
    builtin = mention.name.source.startswith(f"{FOLDER}/")
    owner = analysis.source.name if builtin else mention.name.source
    outcome = workspace.load(_source(owner, analysis, workspace))
    library = outcome.value
    if library is None or outcome.failed:
        msg = f"{owner} has mistakes: mend them first"
        raise Refused(msg)
    for resolved in library.hierarchies.values():
        index = Index.of(resolved.roots)
        for entry in resolved.walk():
            if entry.name.span == mention.name:
                path = tuple(step.name.text for step in index.ancestry(entry))
                within = None if owner == mention.name.source else resolved.name.text
                changed = renamed(library, workspace.loader, path, name, within=within)
                if changed.value is None:
                    raise Refused("; ".join(one.message() for one in changed.diagnostics))
                after = {owner: changed.value.source}
                return (
                    after
                    if builtin
                    else after | _elsewhere(mention, quoted(name), owner, analysis, workspace)
                )
    msg = f"`{mention.word.text}` is not in a hierarchy of {owner}"
    raise Refused(msg)


def _renamed_set(mention: Mention, name: str, analysis: Analysis, workspace: Workspace) -> dict[str, Source]:
    if mention.name.source.startswith(f"{FOLDER}/"):
        msg = f"`{mention.word.text}` is declared by a built-in hierarchy"
        raise Refused(msg)
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name):
        msg = "the name of a marker set is a letter, then letters, digits and `_`"
        raise Refused(msg)
    return _elsewhere(mention, name, "", analysis, workspace)


def _elsewhere(
    mention: Mention, written: str, but: str, analysis: Analysis, workspace: Workspace
) -> dict[str, Source]:
    """Documents that name it by the same name, but for one of them, with the new name instead."""
    edits: dict[str, list[Edit]] = {}
    sources: dict[str, Source] = {}
    for library, other in named_in(mention, analysis, workspace):
        source = library.source
        if source.name != but and not source.name.startswith(f"{FOLDER}/") and other.name == mention.name:
            span = other.word.span
            edits.setdefault(source.name, []).append(Edit(span.start, span.end, written))
            sources[source.name] = source
    return {name: Source(name, Edited(sources[name].text, found).text) for name, found in edits.items()}


def _source(name: str, analysis: Analysis, workspace: Workspace) -> Source:
    found = analysis.library.sources.get(name)
    return found or next(source for source in workspace.sources() if source.name == name)


def _check(before: Mapping[str, Source], after: Mapping[str, Source], workspace: Workspace) -> None:
    """Refuse what would leave a document with more mistakes than it has."""
    loader: Loader = workspace.loader
    for source in after.values():
        loader = Instead(loader, source)
    for name, source in after.items():
        old = _mistakes(workspace.load(before[name]).diagnostics)
        new = _mistakes(load(source, loader).diagnostics)
        if new.total() > old.total():
            _, said = next(iter(new - old))
            msg = f"{name} would have a mistake then: {said}"
            raise Refused(msg)


def _mistakes(found: Iterable[Diagnostic]) -> Counter[tuple[str, str]]:
    """Codes and messages of what is wrong; places would not do, an edit moves them."""
    return Counter((one.code, one.message()) for one in found if one.severity is Severity.ERROR)
