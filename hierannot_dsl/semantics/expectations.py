"""`expect` and `panel` lines -> the nodes that they speak of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.semantics.mistakes_in_tests import NeverALabel
from hierannot_dsl.semantics.paths import resolve_path

if TYPE_CHECKING:
    from hierannot_dsl.semantics.entries import Entry, Resolved
    from hierannot_dsl.semantics.fields import Report
    from hierannot_dsl.semantics.paths import Index
    from hierannot_dsl.source import Span
    from hierannot_dsl.syntax import nodes


@dataclass(frozen=True)
class Expectation:
    """One `expect` line.

    Attributes
    ----------
    path
        The node with the nodes above it, from the root down; empty for `unknown`.
    negated, or_above
        As written.
    """

    span: Span
    path: tuple[Entry, ...]
    negated: bool
    or_above: bool

    def labels(self) -> frozenset[str]:
        """The names that the line speaks of: must be one of them, or with `not` none of them.

        What is not a T cell is no CD4 T cell either, so a negated line speaks of the nodes below too.
        """
        if not self.path:
            return frozenset()
        *above, node = self.path
        below = node.walk() if self.negated else ()
        named = (node, *(above if self.or_above else ()), *below)
        return frozenset(entry.name.text for entry in named if entry.kind == "node")

    def written(self) -> str:
        """The expectation in words, for messages."""
        node = f"`{self.path[-1].name.text}`" if self.path else "unknown"
        return f"{'not ' if self.negated else ''}{node}{' or above' if self.or_above else ''}"


@dataclass(frozen=True)
class PanelFloor:
    """``panel "FILE" keeps PATH at least N``; `entry` is None where the path leads nowhere."""

    span: Span
    file: nodes.Word
    entry: Entry | None
    count: int


def read_expectation(
    declared: nodes.ExpectDecl, hierarchy: Resolved, index: Index, report: Report
) -> Expectation:
    """One line; its path is empty for `unknown`, and where it leads to nothing that can be a label."""
    entry = _entry(declared.path, hierarchy, index, report) if declared.path else None
    path: tuple[Entry, ...] = ()
    if entry is not None and declared.path is not None:
        why_not = _never_a_label(entry)
        if why_not:
            report(NeverALabel(declared.path.span, entry.name.text, why_not))
        else:
            path = index.ancestry(entry)
    return Expectation(declared.span, path, declared.negated, declared.or_above)


def read_panel_floor(
    declared: nodes.PanelKeepsDecl, hierarchy: Resolved, index: Index, report: Report
) -> PanelFloor:
    """One line; a count that could not be read counts as 0, having been reported."""
    written = declared.count.text[:9]
    count = int(written) if written.isdecimal() else 0
    entry = _entry(declared.path, hierarchy, index, report)
    return PanelFloor(declared.span, declared.file, entry, count)


def _entry(path: nodes.Path, hierarchy: Resolved, index: Index, report: Report) -> Entry | None:
    silent = None if hierarchy.damaged else report
    return resolve_path(path.names, path.span, (index,), hierarchy.name.text, silent, before_edits=False)


def _never_a_label(entry: Entry) -> str:
    if entry.kind != "node":
        return f"a {entry.kind}"
    has_markers = any(part.markers for part in (entry, *entry.of_kind("variant")))
    return "" if has_markers or entry.damaged else "a group, without markers of its own"
