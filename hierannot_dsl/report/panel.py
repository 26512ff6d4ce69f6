"""Retention report -> what the page of a panel tells, as data, and the page."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from hierannot_dsl.emit.retention_words import DOES, FATES, MARKS, genes_told, nearest_siblings
from hierannot_dsl.panel.fate import Fate
from hierannot_dsl.panel.report import Status
from hierannot_dsl.report.page import render_page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hierannot_dsl.panel.compare import PanelComparison
    from hierannot_dsl.panel.design import PanelDesign
    from hierannot_dsl.panel.report import MarkerRetention, NodeRetention, RetentionReport
    from hierannot_dsl.panel.separation import PairSeparation, Side

STATUSES = {
    Status.FULL: ("kept", MARKS[Status.FULL], "full"),
    Status.FALLBACK: ("between", MARKS[Status.FALLBACK], "called by its parent's name"),
    Status.DISABLED: ("lost", MARKS[Status.DISABLED], "not scored"),
}


@dataclass(frozen=True)
class MarkerGroup:
    """Markers of one node that met the same fate, each as it is shown, such as ``+CD3D``."""

    told: str
    fate: str
    genes: tuple[str, ...]


@dataclass(frozen=True)
class PanelNode:
    """A node or a contrast in the tree.

    Attributes
    ----------
    look, mark, status
        Class, mark and words of its status.
    nearest
        How many markers tell it from its nearest sibling, and which that is; None without a rival.
    called
        The label that its cells get at best; empty for none.
    """

    row: NodeRetention
    look: str
    mark: str
    status: str
    nearest: tuple[int, str] | None
    called: str
    groups: tuple[MarkerGroup, ...]
    children: tuple[PanelNode, ...]


@dataclass(frozen=True)
class ForkTable:
    """What tells the nodes of one fork apart: `sides` by row and column, None on the diagonal.

    `told` has every side once, with the siblings beyond which a node has just these markers.
    """

    parent: str
    nodes: tuple[str, ...]
    sides: tuple[tuple[Side | None, ...], ...]
    told: tuple[tuple[Side, tuple[str, ...]], ...]
    few: int


@dataclass(frozen=True)
class PanelFacts:
    """Everything that the page of a panel shows."""

    report: RetentionReport
    statuses: Mapping[str, tuple[str, str, int]]
    tree: tuple[PanelNode, ...]
    contrasts: tuple[PanelNode, ...]
    forks: tuple[ForkTable, ...]
    fates: Mapping[str, int]
    design: PanelDesign | None
    comparison: PanelComparison | None
    record: tuple[tuple[str, str], ...]


def panel_facts(
    report: RetentionReport,
    *,
    design: PanelDesign | None = None,
    comparison: PanelComparison | None = None,
    record: Mapping[str, str] | None = None,
) -> PanelFacts:
    """Gather what the page tells.

    Parameters
    ----------
    report
        Of the panel.
    design
        Genes that would help most, where they were asked for.
    comparison
        The same hierarchy on this panel and others.
    record
        Further facts for the record, such as hashes.
    """
    counted = Counter(row.status for row in report.nodes)
    called, nearest = report.called(), nearest_siblings(report)
    totals = report.totals()
    policy = report.policy
    rules = {
        "least positive markers": str(policy.min_positive),
        "shares are taken of at most": f"{policy.long_list} markers" if policy.long_list else "all markers",
        "major nodes": "are scored with enough markers, whatever their share"
        if policy.preserve_major
        else "by share",
    }
    return PanelFacts(
        report=report,
        statuses={words: (look, mark, counted[status]) for status, (look, mark, words) in STATUSES.items()},
        tree=tuple(_node(row, report, called, nearest) for row in report.children("")),
        contrasts=tuple(_node(row, report, called, nearest) for row in report.contrasts),
        forks=tuple(_forks(report.pairs)),
        fates={FATES[fate]: totals[fate] for fate in Fate if totals[fate]},
        design=design,
        comparison=comparison,
        record=(*(record or {}).items(), *rules.items()),
    )


def panel_page(facts: PanelFacts) -> str:
    """The page of a panel, as one HTML document."""
    return render_page(
        "panel.html.j2", {"facts": facts, "STATUSES": STATUSES, "DOES": DOES, "genes_told": genes_told}
    )


def _node(
    row: NodeRetention,
    report: RetentionReport,
    called: Mapping[str, str],
    nearest: Mapping[str, tuple[int, str]],
) -> PanelNode:
    look, mark, words = STATUSES[row.status]
    below = report.children(row.name) if row.kind == "node" else ()
    return PanelNode(
        row=row,
        look=look,
        mark=mark,
        status=words,
        nearest=nearest.get(row.name),
        called=called.get(row.name, ""),
        groups=tuple(_groups(row)),
        children=tuple(_node(child, report, called, nearest) for child in below),
    )


def _groups(row: NodeRetention) -> list[MarkerGroup]:
    found = []
    for fate in Fate:
        markers = row.with_fate(fate)
        if markers:
            shown = tuple(dict.fromkeys(_shown(marker) for marker in markers))
            found.append(MarkerGroup(FATES[fate], fate.value, shown))
    return found


def _shown(marker: MarkerRetention) -> str:
    sign = "+" if marker.sign > 0 else "\N{MINUS SIGN}"
    weight = f" = {marker.weight:g}" if marker.weight != 1 else ""
    meant = f" → {marker.symbol}" if marker.symbol not in ("", marker.gene) else ""
    doubt = "" if marker.fate is Fate.REPEATED else "?"
    could = f" ({' or '.join(marker.candidates)}{doubt})" if marker.candidates and not marker.symbol else ""
    return f"{sign}{marker.gene}{weight}{meant}{could}"


def _forks(pairs: Sequence[PairSeparation]) -> list[ForkTable]:
    """Forks of which at least two nodes compete."""
    found = []
    for parent in dict.fromkeys(pair.parent for pair in pairs if pair.competing):
        here = [pair for pair in pairs if pair.competing and pair.parent == parent]
        nodes = tuple(dict.fromkeys(side.node for pair in here for side in (pair.first, pair.second)))
        sides: dict[tuple[str, str], Side] = {}
        for pair in here:
            sides[pair.first.node, pair.second.node] = pair.first
            sides[pair.second.node, pair.first.node] = pair.second
        rows = tuple(tuple(sides.get((one, other)) for other in nodes) for one in nodes)
        few = sum(side.is_few for side in sides.values())
        found.append(ForkTable(parent, nodes, rows, _told(nodes, sides), few))
    return found


def _told(
    nodes: tuple[str, ...], sides: Mapping[tuple[str, str], Side]
) -> tuple[tuple[Side, tuple[str, ...]], ...]:
    others: dict[Side, list[str]] = {}
    for one, other in product(nodes, nodes):
        if (one, other) in sides:
            others.setdefault(sides[one, other], []).append(other)
    return tuple((side, tuple(names)) for side, names in others.items())
