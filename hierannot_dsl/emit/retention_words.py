"""Words and marks for what a panel leaves, which every report of it uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hierannot_dsl.panel.advice import Kind
from hierannot_dsl.panel.fate import Fate
from hierannot_dsl.panel.report import Status

if TYPE_CHECKING:
    from hierannot_dsl.panel.report import RetentionReport

MARKS = {Status.FULL: "✓", Status.FALLBACK: "↑", Status.DISABLED: "✗"}
DOES = {
    Kind.PRUNE: "prune",
    Kind.MERGE: "merge",
    Kind.TRUST: "trust only down to",
    Kind.MEND: "give markers to",
}
FATES = {
    Fate.KEPT: "on the panel",
    Fate.RENAMED: "renamed",
    Fate.ABSENT: "absent",
    Fate.AMBIGUOUS: "ambiguous",
    Fate.DAMAGED: "damaged by a spreadsheet",
    Fate.WRONG_SPECIES: "spelled as in another species",
    Fate.PROTEIN_NAME: "the name of a protein",
    Fate.OTHER_MODALITY: "of another modality",
    Fate.REPEATED: "listed under another name",
}


def genes_told(number: int) -> str:
    return f"{number:,} gene{'' if number == 1 else 's'}"


def nodes_told(number: int) -> str:
    return f"{number:,} node{'' if number == 1 else 's'}"


def nearest_siblings(report: RetentionReport) -> dict[str, tuple[int, str]]:
    """Of every scored node, the scored sibling from which fewest markers tell it, and how many do."""
    least: dict[str, tuple[int, str]] = {}
    for pair in report.pairs:
        if pair.competing:
            for side, other in ((pair.first, pair.second), (pair.second, pair.first)):
                if side.node not in least or side.count < least[side.node][0]:
                    least[side.node] = (side.count, other.node)
    return least
