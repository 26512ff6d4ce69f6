"""What changed between hierarchies -> lines for a terminal, one program a paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hierannot_dsl.emit.diff_words import (
    below_told,
    count,
    field_told,
    headline,
    marker_fate,
    marker_written,
    path_told,
    same_told,
    signed,
    summary,
    title,
    version_told,
)
from hierannot_dsl.emit.layout import Layout

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hierannot_dsl.compare.breaking import Judgement
    from hierannot_dsl.compare.comparison import Comparison
    from hierannot_dsl.compare.effects import LabelEffect, PanelEffect
    from hierannot_dsl.compare.model import FieldChange, HierarchyDiff, ProgramChange

ADDED, REMOVED, CHANGED = "32", "31", "33"
SHOWN = 12


def diff_text(
    comparison: Comparison, layout: Layout | None = None, *, same: Sequence[Comparison] = ()
) -> str:
    """What changed, as lines that end in a line feed each; `same` are others in which the same did."""
    look = layout or Layout()
    parts = [list(_hierarchy(comparison, look))]
    parts += [list(_program(change, look)) for change in comparison.diff.programs]
    parts += [list(_panel(effect, look)) for effect in comparison.panels]
    parts += [list(_labels(effect, look)) for effect in comparison.labels]
    if comparison.judgement is not None:
        parts.append(list(_judgement(comparison.judgement, comparison.diff, look)))
    if same:
        parts.append([look.paint(f"the same in {len(same)} more:", "1")])
        parts += [list(look.wrapped("  ", same_told(one), indent=4)) for one in same]
    return "".join(f"{line}\n" for part in parts for line in part)


def _hierarchy(comparison: Comparison, look: Layout) -> Iterator[str]:
    yield look.paint(f"{title(comparison)}: {summary(comparison.diff)}", "1")
    for field in comparison.diff.fields:
        yield from _field(field, look)


def _program(change: ProgramChange, look: Layout) -> Iterator[str]:
    kind = "contrast " if change.kind == "contrast" else ""
    with_it = below_told(change)
    if change.after is None:
        line = f"removed {kind}{path_told(change.before)}{with_it}"
        yield from (look.paint(one, REMOVED) for one in look.wrapped("- ", line, indent=4))
        return
    if change.before is None:
        line = f"added {kind}{path_told(change.after)}{with_it}"
        yield from (look.paint(one, ADDED) for one in look.wrapped("+ ", line, indent=4))
        genes = " ".join(signed(marker) for marker in change.markers[:SHOWN])
        more = f" and {len(change.markers) - SHOWN} more" if len(change.markers) > SHOWN else ""
        if genes:
            yield from look.wrapped("    ", genes + more, indent=4)
        return
    yield from (look.paint(one, CHANGED) for one in look.wrapped("~ ", kind + headline(change), indent=4))
    for field in change.fields:
        yield from _field(field, look)
    for marker in change.markers:
        yield f"    {marker_written(marker)}{marker_fate(marker)}"


def _field(field: FieldChange, look: Layout) -> Iterator[str]:
    yield from look.wrapped("    ", field_told(field), indent=6)


def _panel(effect: PanelEffect, look: Layout) -> Iterator[str]:
    yield look.paint(f"panel {effect.panel}: " + (count(len(effect.nodes), "node") + " changed"), "1")
    for node in effect.nodes:
        mark = look.paint("!", REMOVED) if node.lost else " "
        yield f"  {mark} {node.name}: {node.after} (was {node.before})"


def _labels(effect: LabelEffect, look: Layout) -> Iterator[str]:
    told = f"{len(effect.changed)} of {count(effect.n_clusters, 'cluster')} with another label"
    yield look.paint(f"{effect.data}: {told}", "1")
    for one in effect.changed:
        yield f"    {one.cluster}: {one.after} (was {one.before})"


def _judgement(judgement: Judgement, diff: HierarchyDiff, look: Layout) -> Iterator[str]:
    if judgement.breakages:
        yield look.paint(f"breaking: {count(len(judgement.breakages), 'change')}", REMOVED)
        for one in judgement.breakages:
            yield from look.wrapped(f"  {one.rule}: ", one.told, indent=4)
    else:
        yield "breaking: nothing"
    yield from look.wrapped("version: ", version_told(judgement, diff), indent=4)
