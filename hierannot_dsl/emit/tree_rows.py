"""Hierarchy -> the rows that a picture of it shows, in document order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.model.hierarchy import Contrast, Node

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.model.hierarchy import Hierarchy, Marker, Program

SIGNS = {1: "+", -1: "-"}


@dataclass(frozen=True)
class TreeRow:
    """One program of a tree.

    Attributes
    ----------
    level
        1 at a root.
    parent
        Number of the parent's row; None at a root.
    """

    program: Node | Contrast
    level: int
    parent: int | None

    @property
    def is_contrast(self) -> bool:
        return isinstance(self.program, Contrast)

    @property
    def children(self) -> tuple[Node, ...]:
        return self.program.children if isinstance(self.program, Node) else ()

    @property
    def counts(self) -> str:
        """How many genes speak for and against it, such as ``+3, -1``."""
        return f"+{len(self.program.positives)}, -{len(self.program.negatives)}"


def tree_rows(
    hierarchy: Hierarchy, *, depth: int | None = None, contrasts: bool = False
) -> tuple[TreeRow, ...]:
    """The nodes of a hierarchy, each followed by what is below it.

    Parameters
    ----------
    hierarchy
        What is shown.
    depth
        How many levels are shown, the roots being the first; all where it is None.
    contrasts
        Whether the contrasts of a fork are shown, after the nodes beside which they stand.
    """
    rows: list[TreeRow] = []

    def fork(parent: int | None, level: int, place: Hierarchy | Node) -> list[TreeRow]:
        nodes = place.children if isinstance(place, Node) else place.roots
        shown: list[Node | Contrast] = [*nodes, *(place.contrasts if contrasts else ())]
        return [] if depth is not None and level > depth else [TreeRow(p, level, parent) for p in shown]

    waiting = fork(None, 1, hierarchy)[::-1]
    while waiting:
        row = waiting.pop()
        if isinstance(row.program, Node):
            waiting += fork(len(rows), row.level + 1, row.program)[::-1]
        rows.append(row)
    return tuple(rows)


def marker_lists(program: Program) -> Iterator[tuple[str, str, str]]:
    """What a program lists: the variant (``""``: its own), the sign, and its genes with their weights."""
    for variant, markers in (("", program.markers), *((v.name, v.markers) for v in program.variants)):
        for sign, written in SIGNS.items():
            genes = " ".join(_gene(marker) for marker in markers if marker.sign == sign)
            if genes:
                yield variant, written, genes


def _gene(marker: Marker) -> str:
    prefix = "protein:" if marker.modality == "protein" else ""
    return f"{prefix}{marker.gene}" + (f"={marker.weight:g}" if marker.weight != 1 else "")
