"""Hierarchy -> its tree for Mermaid, which Markdown pages draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hierannot_dsl.emit.tree_dot import label_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hierannot_dsl.emit.tree_rows import TreeRow

# What means something to Mermaid or to HTML, by its entity.
ENTITIES = {"#": "#35;", "&": "#38;", '"': "#34;", "<": "#60;", ">": "#62;", "`": "#96;", "\\": "#92;"}


def tree_mermaid(rows: Sequence[TreeRow], *, markers: bool = False) -> str:
    """The tree as a flowchart from left to right; contrasts are dashed."""
    lines = ["flowchart LR"]
    for number, row in enumerate(rows):
        text = "<br/>".join(_escaped(line) for line in label_lines(row, markers=markers))
        lines.append(f'  n{number}["{text}"]' + (":::contrast" if row.is_contrast else ""))
        if row.parent is not None:
            lines.append(f"  n{row.parent} {'-.->' if row.is_contrast else '-->'} n{number}")
    if any(row.is_contrast for row in rows):
        lines.append("  classDef contrast stroke-dasharray: 4 3")
    return "\n".join(lines) + "\n"


def _escaped(line: str) -> str:
    return "".join(ENTITIES.get(character, character) for character in line)
