"""Fixes of findings -> code actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from hierannot_dsl.lint.run import lint
from hierannot_dsl.lsp.analysis import own
from hierannot_dsl.lsp.edits import edits_of, text_edits
from hierannot_dsl.lsp.features.diagnostics import diagnostics
from hierannot_dsl.syntax.fixing import fix_source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hierannot_dsl.diagnostics.model import Diagnostic
    from hierannot_dsl.lsp.analysis import Analysis
    from hierannot_dsl.lsp.workspace import Workspace
    from hierannot_dsl.source import Source
    from hierannot_dsl.syntax.nodes import File

FIX_ALL = "source.fixAll.hier"
OPTIONS = types.CodeActionOptions(
    code_action_kinds=[types.CodeActionKind.QuickFix, FIX_ALL], resolve_provider=True
)


def code_actions(workspace: Workspace, params: types.CodeActionParams) -> list[types.CodeAction]:
    """Fixes of what is found in a range, safe ones preferred; and all safe fixes of the document at once."""
    uri = params.text_document.uri
    analysis = workspace.analysis(uri)
    only = params.context.only
    actions: list[types.CodeAction] = []
    if _wanted(types.CodeActionKind.QuickFix, only):
        actions += _quick_fixes(uri, analysis, workspace, params.range)
    if _wanted(FIX_ALL, only) and any(one.fix and one.fix.safe for one in analysis.linted):
        title = "Fix all that leaves no doubt"
        whole = types.CodeAction(title, kind=FIX_ALL, data={"uri": uri})
        actions.append(whole if workspace.resolves_actions else resolve_action(workspace, whole))
    return actions


def resolve_action(workspace: Workspace, action: types.CodeAction) -> types.CodeAction:
    """Find the edits of an action that was offered without them."""
    data = action.data
    uri = data["uri"] if isinstance(data, dict) else getattr(data, "uri", None)
    if action.edit is None and uri is not None:
        analysis = workspace.analysis(uri)

        def look(source: Source) -> tuple[File, tuple[Diagnostic, ...]]:
            outcome = workspace.load(source)
            assert outcome.value is not None
            return outcome.value.file, lint(outcome.value, found=own(outcome.diagnostics, source))

        fixed = fix_source(analysis.source, look)
        edits = text_edits(analysis.source, fixed.source.text, analysis.positions)
        action.edit = types.WorkspaceEdit(changes={uri: edits})
    return action


def _quick_fixes(
    uri: str, analysis: Analysis, workspace: Workspace, place: types.Range
) -> Iterator[types.CodeAction]:
    start, end = analysis.positions.offsets(place)
    name = analysis.source.name
    for one in analysis.linted:
        fix, span = one.fix, one.span
        if fix is None or span is None or span.start > end or span.end < start:
            continue
        if all(where.source == name for where, _ in fix.edits):
            yield types.CodeAction(
                title=fix.description[:1].upper() + fix.description[1:],
                kind=types.CodeActionKind.QuickFix,
                diagnostics=diagnostics([one], analysis, workspace),
                edit=types.WorkspaceEdit(changes={uri: edits_of(fix, analysis.positions)}),
                is_preferred=True if fix.safe else None,
            )


def _wanted(kind: str, only: Sequence[types.CodeActionKind | str] | None) -> bool:
    """Whether a client that asks for some kinds asks for this one: ``source`` asks for ``source.fixAll``."""
    return not only or any(kind == asked or kind.startswith(f"{asked}.") for asked in only)
