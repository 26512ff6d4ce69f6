"""Hierarchy -> its tree for Graphviz."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from hierannot_dsl.emit.tree_rows import marker_lists

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hierannot_dsl.emit.tree_rows import TreeRow
    from hierannot_dsl.model.hierarchy import Hierarchy

LINE = 40


def tree_dot(hierarchy: Hierarchy, rows: Sequence[TreeRow], *, markers: bool = False) -> str:
    """The tree as a digraph from left to right; contrasts are dashed."""
    lines = [f"digraph {_quoted([hierarchy.name])} {{", "  rankdir=LR", "  node [shape=box]"]
    for number, row in enumerate(rows):
        style = ", style=dashed" if row.is_contrast else ""
        lines.append(f"  n{number} [label={_quoted(label_lines(row, markers=markers))}{style}]")
        if row.parent is not None:
            lines.append(f"  n{row.parent} -> n{number}" + (" [style=dashed]" if row.is_contrast else ""))
    return "\n".join([*lines, "}"]) + "\n"


def label_lines(row: TreeRow, *, markers: bool) -> list[str]:
    """What stands in a box: the name, the counts and, on request, the markers."""
    return [row.program.name, row.counts, *(_marker_lines(row) if markers else ())]


def _marker_lines(row: TreeRow) -> Iterator[str]:
    for variant, sign, genes in marker_lists(row.program):
        lead = f"{variant}: " if variant else ""
        yield from textwrap.wrap(
            f"{lead}{sign} {genes}", LINE, break_long_words=False, break_on_hyphens=False
        )


def _quoted(lines: list[str]) -> str:
    escaped = [line.replace("\\", "\\\\").replace('"', '\\"') for line in lines]
    return '"' + "\\n".join(escaped) + '"'
