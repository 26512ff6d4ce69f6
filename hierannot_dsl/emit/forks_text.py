"""Retention report -> lines on its forks: what is hard to tell apart, what was measured, what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hierannot_dsl.emit.retention_words import DOES
from hierannot_dsl.panel.fate import LETTER_CASE, Fate
from hierannot_dsl.panel.unmeasured import most_spelled_like

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hierannot_dsl.emit.layout import Layout
    from hierannot_dsl.panel.design import PanelDesign
    from hierannot_dsl.panel.measured import Measured
    from hierannot_dsl.panel.report import RetentionReport

NAMED = 5


def fork_lines(report: RetentionReport, look: Layout) -> list[str]:
    """Pairs of scored siblings of which one has fewer than two markers that the other has not."""
    weak = report.weak_sides()
    if not weak:
        return []
    lines = ["Siblings that are hard to tell apart"]
    for side, other in weak:
        left = f"by {side.markers[0]} alone" if side.markers else "by nothing"
        lines += look.wrapped(f"  {side.node} ", f"from {other}: {left} (of {side.total})", indent=4)
    return lines


def measured_lines(report: RetentionReport, look: Layout) -> list[str]:
    """How many draws of each node were decided rightly."""
    measured = report.measured
    if measured is None:
        return []
    told = (
        f"{measured.draws} draws of {measured.depth:,} transcripts from each cluster of {measured.profiles}, "
        f"{measured.n_genes:,} genes of the panel; right by {_truth(measured)}"
    )
    width = max([len(row.name) for row in measured.nodes], default=4)
    lines = [*look.wrapped("Measured: ", told, indent=2), f"  {'':<{width}}  panel  all genes"]
    for row in measured.nodes:
        wrong = ", ".join(f"{name} {count}" for name, count in row.mistaken_for)
        line = f"  {row.name:<{width}}  {row.on_panel.accuracy:>5.0%}      {row.on_all.accuracy:>5.0%}"
        stopped = f"stopped above {row.on_panel.stopped}" if row.on_panel.stopped else ""
        lines += look.wrapped(f"{line}   ", "; ".join(filter(None, (stopped, wrong))), indent=width + 24)
    if measured.left_out:
        lines += look.wrapped("  no node, so left out: ", ", ".join(measured.left_out), indent=4)
    return [line.rstrip() for line in lines]


def _truth(measured: Measured) -> str:
    return "the labels" if measured.truth == "labels" else "the call on all genes without noise"


def advice_lines(report: RetentionReport, look: Layout) -> list[str]:
    """What to do, a line each."""
    if not report.advice:
        return []
    lines = ["What to do"]
    for advice in report.advice:
        named = " and ".join(advice.nodes)
        lines += look.wrapped(f"  {DOES[advice.kind]} ", f"{named}: {advice.why}", indent=4)
    return lines


def design_lines(design: PanelDesign | None, look: Layout) -> list[str]:
    """Genes to add, one a line, with what each gains."""
    if design is None:
        return []
    told = f"nodes stand out by {design.separation:.2f} of {design.n_nodes}, by {design.whole:.2f} with every"
    lines = look.wrapped("Genes to add: ", f"{told} marker", indent=2)
    width = max((len(addition.gene) for addition in design.additions), default=0)
    for addition in design.additions:
        lead = f"  {addition.gene:<{width}}  +{addition.gain:.3f} to {addition.separation:.2f}  "
        lines += look.wrapped(lead, ", ".join(addition.nodes), indent=width + 22)
    return lines if design.additions else [*lines, "  no marker that is missing would tell more apart"]


def _other_species(report: RetentionReport, look: Layout) -> list[str]:
    """What to know of a panel that is spelled like another species than the markers."""
    like = report.contents.species
    genes = {marker.gene: marker for row in report.rows for marker in row.markers}
    markers = most_spelled_like(genes)
    if not like or not markers or like == markers:
        return []
    renamed = (marker for marker in genes.values() if marker.fate is Fate.RENAMED)
    by_case = sum(marker.source == LETTER_CASE for marker in renamed)
    told = (
        f"it is spelled like {like}, the markers like {markers}: {by_case:,} were matched by letter case, "
        "which is "
        "not orthology"
    )
    return look.wrapped("  species: ", told, indent=4)


def contents_lines(report: RetentionReport, look: Layout) -> list[str]:
    """What the list of genes holds that its owner may not expect."""
    held = report.contents
    parts: list[tuple[str, Iterable[str]]] = [
        ("symbols", [held.note] if held.note else []),
        ("listed twice", held.repeated),
        ("no genes, left out", held.left_out),
        ("old names", [f"{old} (now {new})" for old, new in held.old_names]),
        ("damaged by a spreadsheet", held.damaged),
        ("spelled as in another species", held.other_species),
        ("Ensembl ids", [f"{held.ensembl}"] if held.ensembl else []),
    ]
    lines = _other_species(report, look)
    for what, names in parts:
        found = list(names)
        if found:
            more = f" and {len(found) - NAMED:,} more" if len(found) > NAMED else ""
            count = "" if what in ("symbols", "Ensembl ids") else f" ({len(found):,})"
            lines += look.wrapped(f"  {what}{count}: ", ", ".join(found[:NAMED]) + more, indent=4)
    return ["On the panel", *lines] if lines else []
