"""Retention report -> CSV: one row for every node and contrast."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hierannot_dsl.emit.cells import csv_text

if TYPE_CHECKING:
    from hierannot_dsl.panel.report import RetentionReport


def retention_csv(report: RetentionReport) -> str:
    """The report as a table; the columns are those of `RetentionReport.to_frame`."""
    frame = report.to_frame()
    return csv_text(list(frame.columns), frame.itertuples(index=False, name=None))
