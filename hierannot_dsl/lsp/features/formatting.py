"""The canonical layout of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hierannot_dsl.lsp.edits import text_edits
from hierannot_dsl.syntax.rewrite import rewrite

if TYPE_CHECKING:
    from lsprotocol import types

    from hierannot_dsl.lsp.workspace import Workspace


def formatting(workspace: Workspace, params: types.DocumentFormattingParams) -> list[types.TextEdit] | None:
    """What `hierc fmt` would change, but for the ends of lines; nothing where lines cannot be read."""
    analysis = workspace.analysis(params.text_document.uri)
    source = analysis.source
    text = rewrite(source).value
    if text is None:
        return None
    if 2 * source.text.count("\r\n") > source.text.count("\n"):
        # How lines end is the editor's own setting for a document, and no edit of ours would change it.
        text = text.replace("\n", "\r\n")
    return text_edits(source, text, analysis.positions)
