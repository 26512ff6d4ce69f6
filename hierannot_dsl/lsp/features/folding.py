"""What an editor may fold: blocks, and runs of comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from hierannot_dsl.syntax import nodes
from hierannot_dsl.syntax.within import body_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hierannot_dsl.lsp.workspace import Workspace
    from hierannot_dsl.source import Source
    from hierannot_dsl.syntax.nodes import Item


def folding_ranges(workspace: Workspace, params: types.FoldingRangeParams) -> list[types.FoldingRange]:
    """Blocks of more than one line, their closing brace left in sight, and comments of several lines."""
    analysis = workspace.analysis(params.text_document.uri)
    positions, source = analysis.positions, analysis.source
    found = []
    for start, end, kind in _folds(analysis.file.items, source):
        first, last = positions.position(start).line, positions.position(end).line
        last -= kind is None
        if last > first:
            found.append(types.FoldingRange(first, last, kind=kind))
    return found


def _folds(items: Iterable[Item], source: Source) -> Iterator[tuple[int, int, types.FoldingRangeKind | None]]:
    run: list[nodes.CommentLine] = []
    for item in (*items, None):
        if isinstance(item, nodes.CommentLine) and (
            not run or not source.text[run[-1].span.end : item.span.start].strip(" \t\r").count("\n") > 1
        ):
            run.append(item)
            continue
        if len(run) > 1:
            yield run[0].span.start, run[-1].span.start, types.FoldingRangeKind.Comment
        run = [item] if isinstance(item, nodes.CommentLine) else []
        body = body_of(item) if item else None
        if item is not None and body is not None:
            yield item.span.start, body.span.end, None
            yield from _folds(body.items, source)
