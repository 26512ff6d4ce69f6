"""What changed between hierarchies -> Markdown for a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hierannot_dsl.compare.group import same_changes
from hierannot_dsl.emit.diff_words import (
    field_told,
    headline,
    marker_told,
    path_told,
    same_told,
    signed,
    summary,
    version_step,
    version_verdict,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hierannot_dsl.compare.comparison import Comparison
    from hierannot_dsl.compare.model import ProgramChange

SPECIAL = "\\`*_{}[]<>#|&"


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
    diff, verdict = comparison.diff, comparison.verdict
    version = version_step(diff)
    yield f"### {plain(diff.name)}{f' {plain(version)}' if version else ''}: {summary(diff)}"
    yield ""
    if verdict is not None:
        mark = "**Breaking.**" if verdict.breakages else "Nothing breaks."
        yield f"{mark} Version: {plain(version_verdict(verdict, diff))}."
        yield ""
        for one in verdict.breakages:
            yield f"- `{one.rule}`: {plain(one.told)}"
        if verdict.breakages:
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
    with_it = f", with {change.inside} below it" if change.inside else ""
    if change.after is None:
        yield f"- removed {kind}**{plain(path_told(change.before))}**{with_it}"
        return
    if change.before is None:
        genes = " ".join(map(signed, change.markers))
        listed = f": {plain(genes)}" if genes else ""
        yield f"- added {kind}**{plain(path_told(change.after))}**{with_it}{listed}"
        return
    yield f"- {kind}**{plain(headline(change))}**"
    for field in change.fields:
        yield f"  - {plain(field_told(field))}"
    for marker in change.markers:
        yield f"  - {plain(marker_told(marker))}"


def plain(text: str) -> str:
    """Text that Markdown shows as it is."""
    return "".join(f"\\{sign}" if sign in SPECIAL else sign for sign in text)
