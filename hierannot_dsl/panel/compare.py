"""Reports of one hierarchy on several panels -> where they differ, node by node."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hierannot_dsl.panel.report import NodeRetention, RetentionReport


@dataclass(frozen=True)
class NodeOnPanels:
    """A node on each of several panels, in the order of the panels."""

    name: str
    level: int
    rows: tuple[NodeRetention, ...]

    @property
    def differs(self) -> bool:
        """Whether its status is not the same everywhere."""
        return len({row.status for row in self.rows}) > 1


@dataclass(frozen=True)
class PanelComparison:
    """One hierarchy on several panels.

    Attributes
    ----------
    reports
        A report for each panel, in the order they were given.
    nodes
        A row for every node in document order.
    only
        Of each panel, the marker symbols that it alone measures, sorted.
    """

    hierarchy: str
    reports: tuple[RetentionReport, ...]
    nodes: tuple[NodeOnPanels, ...]
    only: tuple[tuple[str, ...], ...]


def compare_panels(reports: Sequence[RetentionReport]) -> PanelComparison:
    """Put reports side by side.

    Raises
    ------
    ValueError
        If they are not of one hierarchy, or there is none.
    """
    if not reports or any(_names(report) != _names(reports[0]) for report in reports):
        msg = "the reports are not all of one hierarchy"
        raise ValueError(msg)
    rows = zip(*(report.nodes for report in reports), strict=True)
    kept = [_measured(report) for report in reports]
    only = (sorted(mine.difference(*kept[:at], *kept[at + 1 :])) for at, mine in enumerate(kept))
    return PanelComparison(
        hierarchy=reports[0].hierarchy,
        reports=tuple(reports),
        nodes=tuple(NodeOnPanels(row[0].name, row[0].level, row) for row in rows),
        only=tuple(map(tuple, only)),
    )


def _names(report: RetentionReport) -> list[str]:
    return [row.name for row in report.nodes]


def _measured(report: RetentionReport) -> set[str]:
    return {marker.gene for row in report.rows for marker in row.markers if marker.symbol}
