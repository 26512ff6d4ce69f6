"""The canonical layout of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hierannot_dsl.lsp.edits import text_edits
from hierannot_dsl.syntax.rewrite import rewrite

if TYPE_CHECKING:
    from lsprotocol import types

    from hierannot_dsl.lsp.workspace import Workspace


def formatting(workspace: Workspace, params: types.DocumentFormattingParams) -> list[types.TextEdit] | None:
    """What `hierc fmt` would change; nothing where lines cannot be read."""
    analysis = workspace.analysis(params.text_document.uri)
    text = rewrite(analysis.source).value
    return None if text is None else text_edits(analysis.source, text, analysis.positions)
