"""Texts before and after -> edits of the lines that differ, so that cursors and marks elsewhere stay."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import accumulate
from typing import TYPE_CHECKING

from lsprotocol import types

from hierannot_dsl.source import Span
from hierannot_dsl.syntax.incremental import lines_alike

if TYPE_CHECKING:
    from hierannot_dsl.diagnostics.fix import Fix
    from hierannot_dsl.lsp.positions import Positions
    from hierannot_dsl.source import Source

MOST_COMPARED = 2000


def text_edits(source: Source, after: str, positions: Positions) -> list[types.TextEdit]:
    """What turns a text into another one."""
    old, new = source.text.splitlines(keepends=True), after.splitlines(keepends=True)
    first, last = lines_alike(old, new)
    changed, instead = old[first : len(old) - last], new[first : len(new) - last]
    starts = [0, *accumulate(map(len, old))]
    if not changed and not instead:
        return []
    parts = [(0, len(changed), 0, len(instead))]
    if max(len(changed), len(instead)) <= MOST_COMPARED:
        matcher = SequenceMatcher(None, changed, instead, autojunk=False)
        parts = [code[1:] for code in matcher.get_opcodes() if code[0] != "equal"]
    return [
        types.TextEdit(
            positions.range(Span(source.name, starts[first + start], starts[first + end])),
            "".join(instead[to:to_end]),
        )
        for start, end, to, to_end in parts
    ]


def edits_of(fix: Fix, positions: Positions) -> list[types.TextEdit]:
    return [types.TextEdit(positions.range(span), text) for span, text in fix.edits]
