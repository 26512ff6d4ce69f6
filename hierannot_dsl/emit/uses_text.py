"""Uses of a gene -> text: a line each, with sign, weight and place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hierannot_dsl.emit.places import file_and_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hierannot_dsl.catalog.uses import GeneUse
    from hierannot_dsl.source import Source

SIGNS = {1: "+", -1: "-", 0: " "}


def uses_text(uses: Sequence[GeneUse], sources: Mapping[str, Source]) -> str:
    """The uses as columns: sign, program, weight, hierarchy and place; then how many are for and against."""
    rows = [
        (f"{SIGNS[use.sign]} {_program(use)}", _weight(use), use.by, _place(use, sources)) for use in uses
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True) if width).rstrip()
        for row in rows
    ]
    return "\n".join([*lines, "", tally(uses)]) + "\n"


def tally(uses: Iterable[GeneUse]) -> str:
    """How often a gene speaks for and against something; lines of sets, tests and drops are not counted."""
    signs = [use.sign for use in uses if use.kind not in ("marker set", "test") and use.how != "dropped"]
    return f"for {signs.count(1)}, against {signs.count(-1)}"


def _program(use: GeneUse) -> str:
    prefix = "protein:" if use.modality == "protein" else ""
    what = f"{use.kind} {use.name}" if use.kind in ("marker set", "test") else use.name
    return f"{what}{' (contrast)' if use.kind == 'contrast' else ''}{f' ({prefix[:-1]})' if prefix else ''}"


def _weight(use: GeneUse) -> str:
    return "" if use.weight is None or (use.weight == 1 and use.sign) else f"= {use.weight:g}"


def _place(use: GeneUse, sources: Mapping[str, Source]) -> str:
    place = file_and_line(use.span, sources)
    match use.how:
        case "included":
            return f"{place}, included from {use.named_set}"
        case "added" | "dropped":
            return f"{place}, {use.how}"
        case "set":
            return f"{place}, weight changed"
        case _:
            return place
