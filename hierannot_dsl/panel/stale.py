"""Two programs of one hierarchy -> what has changed between them, in sentences."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from hierannot_dsl.program import ABSENT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.program import Program

Markers: TypeAlias = "dict[tuple[str, str], tuple[int, float, str]]"
OF_NODES = {
    "cl_ids": "Cell Ontology id",
    "descriptions": "description",
    "colors": "color",
    "is_contrast": "kind",
    "callable": "whether it may be a label",
    "major": "role",
    "weight": "weight",
    "rescue": "rescue",
    "penalty": "penalty",
    "min_score": "min_score",
    "min_margin": "min_margin",
    "min_raw": "min_raw",
    "min_markers": "min_markers",
}
NAMED = 8


def changes_between(old: Program, new: Program) -> tuple[str, ...]:
    """What makes `new` another program than `old`; empty where they are the same bytes."""
    if old.dumps() == new.dumps():
        return ()
    found = list(_changes(old, new))
    return tuple(found or ["the order of nodes, or how the program is written"])


def _changes(old: Program, new: Program) -> Iterator[str]:
    for what in ("hierarchy", "version", "panel"):
        if getattr(old, what) != getattr(new, what):
            before, after = getattr(old, what) or "none", getattr(new, what) or "none"
            yield f"{what} `{before}` is now `{after}`"
    if old.source_hash != new.source_hash:
        yield "the hierarchy that it was compiled from says something else now"
    at_old, at_new = _places(old), _places(new)
    yield from (f"`{name}` is gone" for name in old.names if name not in at_new)
    yield from (f"`{name}` is new" for name in new.names if name not in at_old)
    markers_old, markers_new = _markers(old), _markers(new)
    for name in (name for name in new.names if name in at_old):
        here, there = at_old[name], at_new[name]
        if _above(old, here) != _above(new, there):
            yield f"`{name}` stands under another node"
        for field, told in OF_NODES.items():
            if not _same(getattr(old, field)[here], getattr(new, field)[there]):
                yield f"`{name}`: {told} changed"
        yield from _of_markers(name, markers_old[name], markers_new[name])


def _of_markers(name: str, old: Markers, new: Markers) -> Iterator[str]:
    gained = sorted(gene for _, gene in new.keys() - old.keys())
    lost = sorted(gene for _, gene in old.keys() - new.keys())
    changed = sorted(key[1] for key in old.keys() & new.keys() if old[key] != new[key])
    parts = (("gains", gained), ("loses", lost), ("has changed", changed))
    told = "; ".join(f"{what} {_some(genes)}" for what, genes in parts if genes)
    if told:
        yield f"`{name}` {told}"


def _places(program: Program) -> dict[str, int]:
    return {name: at for at, name in enumerate(program.names)}


def _above(program: Program, at: int) -> str:
    parent = int(program.parent[at])
    return "" if parent == ABSENT else program.names[parent]


def _markers(program: Program) -> dict[str, Markers]:
    found: dict[str, Markers] = defaultdict(dict)
    rows = zip(
        program.marker_set, program.marker_symbol, program.marker_sign, program.marker_weight, strict=True
    )
    for at_set, symbol, sign, weight in rows:
        name = program.names[program.set_program[at_set]]
        key = (program.set_variant[at_set], program.symbols[symbol])
        found[name][key] = (int(sign), float(weight), program.panel_symbols[symbol])
    return found


def _same(one: object, other: object) -> bool:
    both_absent = isinstance(one, float) and isinstance(other, float) and np.isnan(one) and np.isnan(other)
    return both_absent or one == other


def _some(genes: list[str]) -> str:
    more = f" and {len(genes) - NAMED} more" if len(genes) > NAMED else ""
    return " ".join(genes[:NAMED]) + more
