"""Program -> program with something taken away."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from hierannot_dsl.program import Flags, Program

OF_TEXT = ("names", "cl_ids", "descriptions", "colors")
OF_GATES = ("weight", "rescue", "penalty", "min_score", "min_margin", "min_raw", "min_markers")
OF_PROGRAMS = (*OF_TEXT, "parent", "is_contrast", "callable", "major", *OF_GATES)


def without_contrasts(program: Program) -> Program:
    return keep_programs(program, ~program.is_contrast)


def without_root_contrasts(program: Program) -> Program:
    return keep_programs(program, ~(program.is_contrast & (program.parent < 0)))


def without_fork_contrasts(program: Program) -> Program:
    return keep_programs(program, ~(program.is_contrast & (program.parent >= 0)))


def without_some_contrasts(program: Program, draw: int) -> Program:
    """Lose a random half of the contrasts, another one for each `draw`."""
    contrasts = np.flatnonzero(program.is_contrast)
    lost = np.random.default_rng(draw).permutation(contrasts)[: len(contrasts) // 2]
    kept = np.ones(program.n_programs, dtype=bool)
    kept[lost] = False
    return keep_programs(program, kept)


def without_variants(program: Program) -> Program:
    """A variant's markers go; a program that has no others keeps them, all in one list."""
    own = np.array([not variant for variant in program.set_variant])
    listed = np.bincount(program.marker_set, minlength=len(own)) > 0
    has_own = np.zeros(program.n_programs, dtype=bool)
    has_own[program.set_program[own & listed]] = True
    kept = own | ~has_own[program.set_program]
    # What is kept besides the own set joins it.
    own_set = np.zeros(program.n_programs, dtype=np.int64)
    own_set[program.set_program[own]] = np.flatnonzero(own)
    joined = replace(
        program,
        marker_set=np.where(
            kept[program.marker_set], own_set[program.set_program[program.marker_set]], program.marker_set
        ),
    )
    return _keep(joined, np.ones(program.n_programs, dtype=bool), own)


def without_negatives(program: Program) -> Program:
    return _keep_markers(program, program.marker_sign > 0)


def first_markers(program: Program, most: int) -> Program:
    """No more than the first `most` positive markers of every list."""
    positive = program.marker_sign > 0
    place = np.zeros(len(positive), dtype=np.int64)
    for index in range(len(program.set_variant)):
        listed = positive & (program.marker_set == index)
        place[listed] = np.arange(listed.sum())
    return _keep_markers(program, ~positive | (place < most))


def keep_programs(program: Program, kept: Flags) -> Program:
    """Only the programs in `kept`, which holds every kept program's parent."""
    return _keep(program, kept, kept[program.set_program])


def _keep(program: Program, kept: Flags, kept_set: Flags) -> Program:
    names = {field.name: getattr(program, field.name) for field in fields(program)}
    for name in OF_PROGRAMS:
        names[name] = _chosen(names[name], kept)
    place, set_place = np.cumsum(kept) - 1, np.cumsum(kept_set) - 1
    marker = kept_set[program.marker_set]
    names |= {
        "parent": np.where(names["parent"] >= 0, place[names["parent"]], -1),
        "set_program": place[program.set_program[kept_set]],
        "set_variant": _chosen(program.set_variant, kept_set),
        "marker_set": set_place[program.marker_set[marker]],
        "marker_symbol": program.marker_symbol[marker],
        "marker_sign": program.marker_sign[marker],
        "marker_weight": program.marker_weight[marker],
    }
    return type(program)(**names)


def _keep_markers(program: Program, kept: Flags) -> Program:
    names = ("marker_set", "marker_symbol", "marker_sign", "marker_weight")
    return replace(program, **{name: getattr(program, name)[kept] for name in names})


def _chosen(values: Any, kept: Flags) -> Any:
    if isinstance(values, tuple):
        return tuple(value for value, keep in zip(values, kept, strict=True) if keep)
    return values[kept]
