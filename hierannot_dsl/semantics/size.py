"""How large a resolved hierarchy may be: a few lines of grafts can ask for more than any memory holds."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from hierannot_dsl.syntax import nodes
from hierannot_dsl.syntax.within import statements

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from hierannot_dsl.semantics.entries import Entry, MarkerSet
    from hierannot_dsl.semantics.fields import Report

MOST_ENTRIES = 50_000
MOST_LEVELS = 200
MOST_MARKERS = 1_000_000


def fits(
    roots: Iterable[Entry],
    name: nodes.Word,
    report: Report,
    *,
    below: Callable[[Entry], Iterable[Entry]] = attrgetter("children"),
) -> bool:
    """Whether a tree keeps to the limits; the first that it breaks is reported."""
    entries = markers = 0
    stack = [(root, 1) for root in roots]
    while stack:
        entry, level = stack.pop()
        entries, markers = entries + 1, markers + len(entry.markers)
        if entries > MOST_ENTRIES:
            limit, what = MOST_ENTRIES, "nodes, contrasts and variants"
        elif level > MOST_LEVELS:
            limit, what = MOST_LEVELS, "levels of nodes"
        elif markers > MOST_MARKERS:
            limit, what = MOST_MARKERS, "markers"
        else:
            stack.extend((child, level + 1) for child in below(entry))
            continue
        _too_large(name, limit, what, report)
        return False
    return True


def includes_fit(
    items: Iterable[nodes.Item], marker_sets: Mapping[str, MarkerSet], name: nodes.Word, report: Report
) -> bool:
    """Whether the named sets that items include, each time anew, keep to the limit."""
    included = (item.name.text for item in statements(items) if isinstance(item, nodes.IncludeDecl))
    markers = sum(len(marker_sets[of].markers) for of in included if of in marker_sets)
    if markers > MOST_MARKERS:
        _too_large(name, MOST_MARKERS, "markers", report)
    return markers <= MOST_MARKERS


def _too_large(name: nodes.Word, limit: int, what: str, report: Report) -> None:
    from hierannot_dsl.semantics.mistakes import HierarchyTooLarge

    report(HierarchyTooLarge(name.span, name.text, limit, what))
