"""Reports on several panels -> a matrix of nodes by panels for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hierannot_dsl.emit.layout import Layout
from hierannot_dsl.emit.retention_words import MARKS, genes_told
from hierannot_dsl.panel.report import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.panel.compare import PanelComparison
    from hierannot_dsl.panel.report import NodeRetention

PLAIN_MARKS = {Status.FULL: "+", Status.FALLBACK: "^", Status.DISABLED: "x"}
NAMED = 12


def comparison_text(comparison: PanelComparison, layout: Layout | None = None) -> str:
    """The matrix, what the marks mean, and for two panels what differs."""
    look = layout or Layout()
    letters = [chr(ord("A") + at) if at < 26 else str(at + 1) for at in range(len(comparison.reports))]
    lines = [f"{comparison.hierarchy} on {len(letters)} panels"]
    for letter, report in zip(letters, comparison.reports, strict=True):
        full = sum(row.status is Status.FULL for row in report.nodes)
        few = len(report.weak_sides())
        hard = f", {few} hard to tell from a sibling" if few else ""
        told = f"{genes_told(report.n_genes)}, {full} of {len(report.nodes)} nodes full{hard}"
        lines += look.wrapped(f"  {letter}  {report.panel}: ", told, indent=5)
    lines += ["", *_matrix(comparison, letters, look)]
    ways = ", ".join(f"{_mark(status, look)} {status.replace('_', ' ')}" for status in Status)
    lines += ["", f"{ways}; positive markers present", ""]
    for letter, genes in zip(letters, comparison.only, strict=True):
        more = f" and {len(genes) - NAMED} more" if len(genes) > NAMED else ""
        told = (" ".join(genes[:NAMED]) + more) or "none"
        lines += look.wrapped(f"Markers on {letter} alone ({len(genes)}): ", told, indent=4)
    return "".join(f"{line}\n" for line in lines)


def _matrix(comparison: PanelComparison, letters: list[str], look: Layout) -> Iterator[str]:
    names = ["  " * (node.level - 1) + node.name for node in comparison.nodes]
    width = max(map(len, names), default=0)
    yield f"{'':<{width}}" + "".join(f"  {letter:>7}" for letter in letters)
    for name, node in zip(names, comparison.nodes, strict=True):
        yield f"{name:<{width}}" + "".join(f"  {_cell(row, look):>7}" for row in node.rows)


def _cell(row: NodeRetention, look: Layout) -> str:
    kept = f"{row.positive.present}/{row.positive.total}" if row.positive.total else "group"
    return f"{_mark(row.status, look)} {kept}"


def _mark(status: Status, look: Layout) -> str:
    return look.mark(MARKS[status], PLAIN_MARKS[status])
