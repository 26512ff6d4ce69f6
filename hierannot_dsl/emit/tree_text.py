"""Hierarchy -> its tree as text: a line for each node, two spaces a level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hierannot_dsl.cells import visible
from hierannot_dsl.emit.tree_rows import marker_lists

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hierannot_dsl.emit.layout import Layout
    from hierannot_dsl.emit.tree_rows import TreeRow


def tree_text(rows: Iterable[TreeRow], layout: Layout, *, markers: bool = False) -> str:
    """The tree, contrasts marked ``~``.

    `markers` are told below their node, those of one sign in one paragraph.
    """
    return "".join(f"{line}\n" for row in rows for line in _lines(row, layout, markers=markers))


def _lines(row: TreeRow, layout: Layout, *, markers: bool) -> Iterator[str]:
    indent = "  " * (row.level - 1)
    if row.is_contrast:
        yield f"{indent}~ {visible(row.program.name)} ({row.counts})"
    else:
        yield f"{indent}- {visible(row.program.name)} ({row.counts}, children={len(row.children)})"
    told = ""
    for variant, sign, genes in marker_lists(row.program) if markers else ():
        if variant != told:
            yield f"{indent}    {variant}:"
        told = variant
        start = f"{indent}    {'  ' if variant else ''}{sign} "
        yield from layout.wrapped(start, genes, indent=len(start))
