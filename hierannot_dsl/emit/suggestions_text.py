"""Suggested hierarchies -> a table for a terminal, or their names alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hierannot_dsl.emit.layout import Layout
    from hierannot_dsl.matching.matcher import Suggestion

HEADER = ("score", "name", "tissue", "why")


def suggestions_text(suggestions: Sequence[Suggestion], layout: Layout) -> str:
    """One row each, in their order; what matched goes on below where it does not fit the line."""
    names = max(map(len, (HEADER[1], *(each.name for each in suggestions))))
    tissues = max(map(len, (HEADER[2], *(each.tissue_scope for each in suggestions))))
    rows = [(HEADER[0], HEADER[1], HEADER[2], HEADER[3])]
    rows += [(str(each.score), each.name, each.tissue_scope, each.why) for each in suggestions]
    lines: list[str] = []
    for score, name, tissue, why in rows:
        lead = f"{score:>{len(HEADER[0])}}  {name:<{names}}  {tissue:<{tissues}}  "
        lines += layout.wrapped(lead, why, indent=len(lead)) if why else [lead.rstrip()]
    return "".join(f"{line}\n" for line in lines)


def names_text(suggestions: Sequence[Suggestion]) -> str:
    """Name and tissue, one hierarchy a line."""
    width = max(len(each.name) for each in suggestions)
    return "".join(f"{each.name:<{width}}  {each.tissue_scope}".rstrip() + "\n" for each in suggestions)
