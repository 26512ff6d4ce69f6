"""What `hierc compile` prints: one report, or several side by side, in the format that was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hierannot_dsl.compiler import CompiledHierarchy
    from hierannot_dsl.emit.layout import Layout
    from hierannot_dsl.panel.design import PanelDesign

FORMATS = ("human", "json", "csv", "markdown")


def printed_report(
    compiled: CompiledHierarchy, format_: str, *, look: Layout, design: PanelDesign | None
) -> str:
    """The report of a hierarchy on one panel, with the genes that would help most where there are any."""
    report = compiled.report
    if format_ == "json":
        from hierannot_dsl.emit.retention_json import retention_json

        return retention_json(report, design)
    if format_ == "csv":
        from hierannot_dsl.emit.retention_csv import retention_csv

        return retention_csv(report)
    if format_ == "markdown":
        from hierannot_dsl.emit.retention_markdown import retention_markdown

        return retention_markdown(report, design)
    from hierannot_dsl.emit.retention_text import retention_text

    return retention_text(report, look, design=design)


def printed_comparison(compiled: Sequence[CompiledHierarchy], format_: str, *, look: Layout) -> str:
    """A hierarchy on several panels, nodes by panels."""
    from hierannot_dsl.panel.compare import compare_panels

    comparison = compare_panels([one.report for one in compiled])
    if format_ == "json":
        from hierannot_dsl.emit.retention_json import comparison_json

        return comparison_json(comparison)
    if format_ == "csv":
        from hierannot_dsl.emit.retention_csv import comparison_csv

        return comparison_csv(comparison)
    if format_ == "markdown":
        from hierannot_dsl.emit.retention_markdown import comparison_markdown

        return comparison_markdown(comparison)
    from hierannot_dsl.emit.panels_text import comparison_text

    return comparison_text(comparison, look)
