"""Retention report -> Markdown for a pull request: a verdict, a table of nodes, what to do."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from hierannot_dsl.emit.retention_words import DOES, genes_told, nearest_siblings, nodes_told
from hierannot_dsl.panel.report import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hierannot_dsl.panel.compare import PanelComparison
    from hierannot_dsl.panel.design import PanelDesign
    from hierannot_dsl.panel.report import NodeRetention, RetentionReport

WORDS = {Status.FULL: "full", Status.FALLBACK: "fallback", Status.DISABLED: "**disabled**"}
NAMELESS = str.maketrans({c: f"\\{c}" for c in "\\`*_[]<>|#~"})


def retention_markdown(report: RetentionReport, design: PanelDesign | None = None) -> str:
    """The report as lines that end in a line feed each; names and symbols are shown as they are."""
    counted = Counter(row.status for row in report.nodes)
    nearest = nearest_siblings(report)
    lines = [
        f"### {_plain(report.hierarchy)} on {_plain(report.panel)} ({genes_told(report.n_genes)})",
        "",
        f"{nodes_told(len(report.nodes))}: {counted[Status.FULL]} full, "
        f"{counted[Status.FALLBACK]} fallback to parent, {counted[Status.DISABLED]} disabled.",
        "",
        *_table(
            ("node", "status", "positive", "negative", "beyond its parent", "nearest sibling", "why"),
            (
                (
                    "&emsp;" * (row.level - 1) + _plain(row.name),
                    WORDS[row.status],
                    _of(row.positive.present, row.positive.total),
                    _of(row.negative.present, row.negative.total),
                    _of(row.effective.present, row.effective.total),
                    _plain("{} beyond {}".format(*nearest[row.name])) if row.name in nearest else "",
                    _plain(row.reason),
                )
                for row in report.nodes
            ),
        ),
    ]
    if report.advice:
        lines += ["", "**What to do**", ""]
        for advice in report.advice:
            named = " and ".join(f"**{_plain(name)}**" for name in advice.nodes)
            lines.append(f"- {DOES[advice.kind]} {named}: {_plain(advice.why)}")
    lines += _measured(report)
    if design is not None:
        told = (
            f"nodes stand out by {design.separation:.2f} of {design.n_nodes}, by {design.whole:.2f} with all"
        )
        lines += ["", f"**Genes to add** ({told} markers)", ""]
        lines += _table(
            ("gene", "gain", "separation", "helps"),
            (
                (_plain(a.gene), f"{a.gain:.3f}", f"{a.separation:.2f}", _plain(", ".join(a.nodes)))
                for a in design.additions
            ),
        )
    lines += ["", "<details><summary>Markers that the panel lacks</summary>", ""]
    lines += [f"- {_plain(row.name)}: {_lost(row)}" for row in report.nodes if _lost(row)]
    return "".join(f"{line}\n" for line in [*lines, "", "</details>"])


def comparison_markdown(comparison: PanelComparison) -> str:
    """Several panels as a table of nodes by panels."""
    panels = comparison.reports
    head = ("node", *(f"{_plain(report.panel)} ({report.n_genes:,})" for report in panels))
    rows = (
        ("&emsp;" * (node.level - 1) + _plain(node.name), *(_cell(row) for row in node.rows))
        for node in comparison.nodes
    )
    lines = [f"### {_plain(comparison.hierarchy)} on {len(panels)} panels", "", *_table(head, rows)]
    return "".join(f"{line}\n" for line in lines)


def _measured(report: RetentionReport) -> Iterator[str]:
    if report.measured is None:
        return
    yield from ("", f"**Measured** ({report.measured.draws} draws of each cluster)", "")
    yield from _table(
        ("node", "right on the panel", "right on all genes", "mistaken for"),
        (
            (
                _plain(row.name),
                f"{row.on_panel.accuracy:.0%}",
                f"{row.on_all.accuracy:.0%}",
                _plain(", ".join(f"{name} {count}" for name, count in row.mistaken_for)),
            )
            for row in report.measured.nodes
        ),
    )


def _cell(row: NodeRetention) -> str:
    return f"{WORDS[row.status]} {_of(row.positive.present, row.positive.total)}".strip()


def _lost(row: NodeRetention) -> str:
    lost = {m.gene: "+" if m.sign > 0 else "-" for m in row.markers if not m.symbol}
    return " ".join(f"`{sign}{gene}`" for gene, sign in sorted(lost.items(), key=lambda g: (g[1], g[0])))


def _of(present: int, total: int) -> str:
    return f"{present}/{total}" if total else ""


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    titles = list(head)
    yield f"| {' | '.join(titles)} |"
    yield f"|{' --- |' * len(titles)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _plain(text: str) -> str:
    """A name as Markdown shows it: nothing of it is taken for a mark."""
    return text.translate(NAMELESS)
