"""What the panel leaves of each node, at the end of the line that declares it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from hierannot_dsl.lsp.places import program_of
from hierannot_dsl.syntax import nodes
from hierannot_dsl.syntax.within import statements

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.lsp.analysis import Analysis
    from hierannot_dsl.lsp.workspace import Workspace
    from hierannot_dsl.panel.report import NodeRetention

STATUS = {"full": "", "fallback_to_parent": ", falls back to its parent", "disabled": ", disabled"}


def inlay_hints(workspace: Workspace, params: types.InlayHintParams) -> list[types.InlayHint]:
    """Positive markers left of all, and what that means where it is not enough."""
    if params.text_document.uri not in workspace.documents:
        return []  # closed, while its hints were put off
    analysis = workspace.analysis(params.text_document.uri)
    return list(_hints(analysis, workspace, *analysis.positions.offsets(params.range)))


def _hints(analysis: Analysis, workspace: Workspace, start: int, end: int) -> Iterator[types.InlayHint]:
    for declared in analysis.file.items:
        resolved = analysis.resolved(declared) if isinstance(declared, nodes.HierarchyDecl) else None
        retained = workspace.retained(analysis, resolved) if resolved else None
        if retained is None or not isinstance(declared, nodes.HierarchyDecl):
            continue
        for item in statements(declared.body.items):
            program = program_of(item)
            row = retained.rows.get(program.name.text) if isinstance(program, nodes.NodeDecl) else None
            if program is not None and row is not None and start <= program.body.span.start <= end:
                yield types.InlayHint(
                    position=analysis.positions.position(program.body.span.start + 1),
                    label=left(row),
                    tooltip=f"{row.reason or 'enough is left'} (panel {retained.panel})",
                    padding_left=True,
                )


def left(row: NodeRetention) -> str:
    """``3 of 7 on the panel``."""
    if not row.positive.total:
        return f"group{STATUS[row.status]}"
    return f"{row.positive.present} of {row.positive.total} on the panel{STATUS[row.status]}"
