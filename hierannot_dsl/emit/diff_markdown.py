"""What changed between hierarchies -> Markdown for a pull request."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hierannot_dsl.compare.group import same_changes
from hierannot_dsl.emit.diff_words import (
    below_told,
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

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hierannot_dsl.compare.comparison import Comparison
    from hierannot_dsl.compare.model import ProgramChange

SPECIAL = "\\`*_{}[]<>#|&~"


def diff_markdown(comparisons: Sequence[Comparison]) -> str:
    """What changed, as Markdown; names and genes are escaped."""
    groups = same_changes(comparisons)
    return "\n".join("".join(f"{line}\n" for line in _group(group)) for group in groups)


def _group(group: Sequence[Comparison]) -> Iterator[str]:
    first, *others = group
    yield from _comparison(first)
    if others:
        yield from ("", f"The same in {len(others)} more:", "")
        yield from (f"- {plain(same_told(one))}" for one in others)


def _comparison(comparison: Comparison) -> Iterator[str]:
    diff, judgement = comparison.diff, comparison.judgement
    yield f"### {plain(title(comparison))}: {summary(diff)}"
    yield ""
    if judgement is not None:
        mark = "**Breaking.**" if judgement.breakages else "Nothing breaks."
        yield f"{mark} Version: {plain(version_told(judgement, diff))}."
        yield ""
        for one in judgement.breakages:
            yield f"- `{one.rule}`: {plain(one.told)}"
        if judgement.breakages:
            yield ""
    for field in diff.fields:
        yield f"- {plain(field_told(field))}"
    for change in diff.programs:
        yield from _program(change)
    for panel in filter(lambda effect: effect.nodes, comparison.panels):
        yield from ("", f"| node on {plain(panel.panel)} | before | after |", "|---|---|---|")
        for node in panel.nodes:
            lost = " (lost)" if node.lost else ""
            yield f"| {plain(node.name)} | {plain(node.before)} | {plain(node.after)}{lost} |"
    for labels in filter(lambda effect: effect.changed, comparison.labels):
        told = f"{len(labels.changed)} of {labels.n_clusters} with another label"
        yield from ("", f"| cluster of {plain(labels.data)}: {told} | before | after |", "|---|---|---|")
        for label in labels.changed:
            yield f"| {plain(label.cluster)} | {plain(label.before)} | {plain(label.after)} |"


def _program(change: ProgramChange) -> Iterator[str]:
    kind = "contrast " if change.kind == "contrast" else ""
    with_it = below_told(change)
    if change.after is None:
        yield f"- removed {kind}**{plain(path_told(change.before))}**{with_it}"
        return
    if change.before is None:
        genes = " ".join(map(signed, change.markers))
        listed = f": {code(genes)}" if genes else ""
        yield f"- added {kind}**{plain(path_told(change.after))}**{with_it}{listed}"
        return
    yield f"- {kind}**{plain(headline(change))}**"
    for field in change.fields:
        yield f"  - {plain(field_told(field))}"
    for marker in change.markers:
        # A line that began with the sign of a marker would be a list in the list, and the sign its bullet.
        yield f"  - {code(marker_written(marker))}{plain(marker_fate(marker))}"


def plain(text: str) -> str:
    """Text that Markdown shows as it is."""
    return "".join(f"\\{sign}" if sign in SPECIAL else sign for sign in text)


def code(text: str) -> str:
    """Text that Markdown shows as code, backticks in it too."""
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    gap = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{gap}{text}{gap}{fence}"
