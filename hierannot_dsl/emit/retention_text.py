"""Retention report -> a page for a terminal: what a panel keeps, what that changes, what would mend it."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

from hierannot_dsl.emit.forks_text import (
    NAMED,
    advice_lines,
    contents_lines,
    design_lines,
    fork_lines,
    measured_lines,
)
from hierannot_dsl.emit.layout import Layout
from hierannot_dsl.emit.retention_words import FATES, MARKS, genes_told, nearest_siblings, nodes_told
from hierannot_dsl.panel.fate import LETTER_CASE, Fate
from hierannot_dsl.panel.report import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hierannot_dsl.panel.design import PanelDesign
    from hierannot_dsl.panel.report import MarkerRetention, NodeRetention, RetentionReport

MANY = 20
PLAIN_MARKS = {Status.FULL: " ", Status.FALLBACK: "^", Status.DISABLED: "x"}
COLORS = {Status.FULL: "", Status.FALLBACK: "33", Status.DISABLED: "31"}
WORDS = {Status.FULL: "", Status.FALLBACK: "fallback", Status.DISABLED: "disabled"}


def retention_text(
    report: RetentionReport, layout: Layout | None = None, *, design: PanelDesign | None = None
) -> str:
    """The report as lines that end in a line feed each, the last one too."""
    look = layout or Layout()
    parts = (
        _changes(report, look),
        fork_lines(report, look),
        measured_lines(report, look),
        advice_lines(report, look),
        design_lines(design, look),
        _contrasts(report, look),
        contents_lines(report, look),
        list(_symbols(report, look)),
    )
    return "\n".join(
        [retention_tree(report, look), *("".join(f"{line}\n" for line in p) for p in parts if p)]
    )


def retention_tree(report: RetentionReport, layout: Layout | None = None) -> str:
    """The first part of `retention_text`: the count of nodes by status, and what each one keeps."""
    look = layout or Layout()
    return "".join(f"{line}\n" for line in (*_head(report), "", *_tree(report, look)))


def _head(report: RetentionReport) -> list[str]:
    policy, n_genes = report.policy, report.n_genes
    if n_genes <= policy.small_panel:
        size = f"a small panel (up to {policy.small_panel:,})"
    elif n_genes <= policy.medium_panel:
        size = f"a medium panel (up to {policy.medium_panel:,})"
    else:
        size = f"a large panel (over {policy.medium_panel:,})"
    counted = Counter(row.status for row in report.nodes)
    return [
        f"{report.hierarchy} on {report.panel}: {genes_told(n_genes)}, {size}",
        f"{nodes_told(len(report.nodes))}: {counted[Status.FULL]} full, "
        f"{counted[Status.FALLBACK]} fallback to parent, {counted[Status.DISABLED]} disabled",
    ]


def _tree(report: RetentionReport, look: Layout) -> Iterator[str]:
    names = {row.name: "  " * (row.level - 1) + row.name for row in report.nodes}
    width = max(map(len, names.values()), default=0)
    nearest = nearest_siblings(report)
    yield f"  {'':<{width}}  positive markers   negative   nearest sibling"
    for row in report.nodes:
        positive, negative = row.positive, row.negative
        bar = look.bar(positive.fraction) if positive.total else " " * 10
        kept = f"{positive.present}/{positive.total}" if positive.total else "group"
        against = f"{negative.present}/{negative.total}" if negative.total else ""
        line = f"{_mark(row.status, look)} {names[row.name]:<{width}}  {bar} {kept:>6}  {against:>6}"
        beyond = "{:>2} beyond {}".format(*nearest[row.name]) if row.name in nearest else ""
        told = WORDS[row.status] or look.cut(beyond, look.width - len(line) - 5)
        yield look.paint(f"{line}     {told}".rstrip(), COLORS[row.status])


def _mark(status: Status, look: Layout) -> str:
    return look.mark(MARKS[status], PLAIN_MARKS[status])


def _changes(report: RetentionReport, look: Layout) -> list[str]:
    called = {name: label or "unknown" for name, label in report.called().items()}
    passed = {row.parent for row in report.nodes if row.status is not Status.DISABLED}
    lines: list[str] = []
    for row in report.nodes:
        if row.status is Status.FULL and not (row.reason and row.positive.total):
            continue
        lines += _change(row, called[row.name], report, look, is_passed=row.name in passed)
    return ["What that changes", *lines] if lines else ["Nothing is lost: every node can be called."]


def _change(
    row: NodeRetention, called: str, report: RetentionReport, look: Layout, *, is_passed: bool
) -> Iterator[str]:
    if row.status is Status.FULL:
        told = "stays, on thin evidence"
    elif row.status is Status.FALLBACK:
        told = f"competes, and is called {called}"
    elif is_passed:
        told = "is not scored: cells pass through it to what stands below, and it is never called"
    else:
        told = f"is not scored: its cells are called {called} at best"
    mark = _mark(row.status, look)
    first, *others = look.wrapped(f"{mark} {row.name} ", told, indent=4)
    yield first.replace(mark, look.paint(mark, COLORS[row.status]), 1)
    yield from others
    yield from look.wrapped("    ", row.reason, indent=4)
    yield from _way_back(row, report)


def _way_back(row: NodeRetention, report: RetentionReport) -> Iterator[str]:
    """How many more positive markers, of which set, lift the node over every floor: the least there is."""
    floor = report.policy.fallback_below(row.role, report.n_genes)
    ways = []
    for variant in dict.fromkeys(marker.variant for marker in row.markers):
        positive = [
            m for m in row.markers if m.variant == variant and m.sign > 0 and m.fate is not Fate.REPEATED
        ]
        missing = sum(not marker.symbol for marker in positive)
        wanted = max(report.policy.needed(floor, len(positive)), row.least)
        more = wanted - len(positive) + missing
        if wanted <= len(positive) and more > 0:
            ways.append((more, missing, variant))
    if ways:
        more, missing, variant = min(ways)
        of_variant = f" of `{variant}`" if variant else ""
        its = "the" if variant else "its"
        yield f"    full again with {more} of {its} {missing} missing markers{of_variant}"


def _contrasts(report: RetentionReport, look: Layout) -> list[str]:
    if not report.contrasts:
        return []
    lost = [row for row in report.contrasts if row.status is Status.DISABLED]
    kept = len(report.contrasts) - len(lost)
    lines = [f"Contrasts (never a label): {kept} of {len(report.contrasts)} are scored"]
    if lost:
        named = (f"{row.name} ({row.effective.present}/{row.effective.total})" for row in lost)
        lines += look.wrapped("  too little left of: ", ", ".join(named), indent=4)
    return lines


def _symbols(report: RetentionReport, look: Layout) -> Iterator[str]:
    totals = report.totals()
    told = [f"{totals[fate]:,} {FATES[fate]}" for fate in Fate if totals[fate] or fate is Fate.KEPT]
    yield from look.wrapped(f"{sum(totals.values()):,} marker symbols: ", ", ".join(told), indent=4)
    markers = list(chain.from_iterable(row.markers for row in report.rows))
    of_source = {(m.source, f"{m.gene} -> {m.symbol}") for m in markers if m.fate is Fate.RENAMED}
    for source in sorted({source for source, _ in of_source}):
        renamed = sorted(told for one, told in of_source if one == source)
        # By letter case the other name is plain: a panel of another species would fill pages.
        shown = renamed[:NAMED] if source == LETTER_CASE and len(renamed) > MANY else renamed
        more = f" and {len(renamed) - len(shown):,} more" if len(shown) < len(renamed) else ""
        yield from look.wrapped(f"  renamed, by {source}: ", ", ".join(shown) + more, indent=4)
    for fate in (Fate.AMBIGUOUS, Fate.DAMAGED, Fate.PROTEIN_NAME):
        for gene, candidates in sorted({(m.gene, m.candidates) for m in markers if m.fate is fate}):
            meant = f" ({' or '.join(candidates)})" if candidates else ""
            yield f"  {fate.replace('_', ' ')}, so not used: {gene}{meant}"
    for row in report.rows:
        for marker in row.with_fate(Fate.REPEATED):
            yield f"  repeated, so counted once in {row.name}: {marker.gene} ({marker.candidates[0]})"
    others = _genes(m for m in markers if m.fate is Fate.WRONG_SPECIES)
    if others:
        yield from look.wrapped("  of another species, so not used: ", ", ".join(others), indent=4)
    for row in report.nodes:
        absent = [m for m in row.markers if m.fate is Fate.ABSENT]
        if absent:
            signed = [f"+{gene}" for gene in _genes(m for m in absent if m.sign > 0)]
            signed += [f"-{gene}" for gene in _genes(m for m in absent if m.sign < 0)]
            yield from look.wrapped(f"  absent, {row.name}: ", " ".join(signed), indent=4)


def _genes(markers: Iterable[MarkerRetention]) -> list[str]:
    return sorted({marker.gene for marker in markers})
