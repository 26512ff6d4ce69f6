"""Whatever is in a document and wherever the cursor is: no feature of the language server raises."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

pytest.importorskip("pygls", reason="the language server needs the extra lsp")

from lsprotocol import types

from hierannot_dsl.lsp.features.actions import FIX_ALL, code_actions
from hierannot_dsl.lsp.features.completion import completion
from hierannot_dsl.lsp.features.definition import definition, references
from hierannot_dsl.lsp.features.diagnostics import diagnostics
from hierannot_dsl.lsp.features.folding import folding_ranges
from hierannot_dsl.lsp.features.formatting import formatting
from hierannot_dsl.lsp.features.hints import inlay_hints
from hierannot_dsl.lsp.features.hover import hover
from hierannot_dsl.lsp.features.rename import Refused, prepare_rename, rename
from hierannot_dsl.lsp.features.symbols import document_symbols, workspace_symbols
from hierannot_dsl.lsp.features.tokens import semantic_tokens, semantic_tokens_in
from hierannot_dsl.lsp.workspace import Workspace
from tests.property.hier_texts import TEXTS

URI = "untitled:case"
DOCUMENT = types.TextDocumentIdentifier(URI)
DAMAGE = st.sampled_from(["", "{", "}", '"', "\r\n", "🧬", "+CD3D", " = 1,5", "\u2028", "node "])


def hierarchy(text: str) -> str:
    """A text in a hierarchy, where most of it means something."""
    return "hierarchy a {\n" + text + '\n  node "T" {\n    + CD3\n    + KIT\n  }\n}\n'


@settings(max_examples=40, deadline=None)
@given(TEXTS | TEXTS.map(hierarchy), st.floats(0, 1), DAMAGE)
@example(hierarchy('  in "T" {\n    set + CD3 = 2\n  }\n  rename "T" to "🧬"\n'), 0.2, "")
def test_no_feature_raises(text: str, where: float, damage: str) -> None:
    at = int(where * len(text))
    workspace = Workspace()
    workspace.open(URI, text, 1)
    analysis = workspace.analysis(URI)
    place = analysis.positions.position(at)
    workspace.change(URI, [types.TextDocumentContentChangePartial(types.Range(place, place), damage)], 2)
    analysis = workspace.analysis(URI)
    diagnostics(analysis.linted, analysis, workspace)
    whole = types.Range(types.Position(0, 0), types.Position(10_000, 0))
    hover(workspace, types.HoverParams(DOCUMENT, place))
    completion(workspace, types.CompletionParams(DOCUMENT, place))
    definition(workspace, types.DefinitionParams(DOCUMENT, place))
    references(workspace, types.ReferenceParams(types.ReferenceContext(True), DOCUMENT, place))
    for refusing, params in (
        (prepare_rename, types.PrepareRenameParams(DOCUMENT, place)),
        (rename, types.RenameParams(DOCUMENT, place, "another")),
    ):
        with suppress(Refused):  # which says why to the user
            refusing(workspace, params)
    document_symbols(workspace, types.DocumentSymbolParams(DOCUMENT))
    workspace_symbols(workspace, types.WorkspaceSymbolParams("t"))
    folding_ranges(workspace, types.FoldingRangeParams(DOCUMENT))
    formatting(workspace, types.DocumentFormattingParams(DOCUMENT, types.FormattingOptions(2, True)))
    semantic_tokens(workspace, types.SemanticTokensParams(DOCUMENT))
    semantic_tokens_in(workspace, types.SemanticTokensRangeParams(DOCUMENT, whole))
    inlay_hints(workspace, types.InlayHintParams(DOCUMENT, whole))
    for kind in (types.CodeActionKind.QuickFix, FIX_ALL):
        context = types.CodeActionContext([], only=[kind])
        code_actions(workspace, types.CodeActionParams(DOCUMENT, whole, context))
