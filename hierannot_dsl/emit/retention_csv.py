"""Retention report -> CSV: one row for every node and contrast."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hierannot_dsl.emit.cells import csv_text

if TYPE_CHECKING:
    from hierannot_dsl.panel.compare import PanelComparison
    from hierannot_dsl.panel.report import RetentionReport


def retention_csv(report: RetentionReport) -> str:
    """The report as a table; the columns are those of `RetentionReport.to_frame`."""
    frame = report.to_frame()
    return csv_text(list(frame.columns), frame.itertuples(index=False, name=None))


def comparison_csv(comparison: PanelComparison) -> str:
    """Nodes by panels: the status and the positive markers present of each panel, side by side."""
    columns = ["node", "level"]
    for report in comparison.reports:
        columns += [f"{report.panel} status", f"{report.panel} positive"]
    rows = []
    for node in comparison.nodes:
        row: list[object] = [node.name, node.level]
        for kept in node.rows:
            row += [str(kept.status), kept.positive.present]
        rows.append(row)
    return csv_text(columns, rows)
