"""Program x genes -> which markers count: present, not the parent's too, and enough of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hierannot_dsl.program import Flags, Floats, Ints, Program


@dataclass(frozen=True, eq=False)
class Matching:
    """Markers that are used: N programs, S marker sets, U genes, M uses of a marker.

    A negative marker of a program counts in each of its marker sets, and is then used more than once.

    Attributes
    ----------
    gene_rows
        Shape ``(U,)``. Rows of the matrix that are read, in the program's order of symbols.
    used_marker, used_gene, used_set
        Shape ``(M,)``. Indices into the program's markers, `gene_rows` and marker sets, in the program's
        order.
    used_share
        Shape ``(M,)``. Weight within the set's markers of one sign; those of a set and sign sum to 1.
    used_positive
        Shape ``(M,)``.
    set_markers, set_listed
        Shape ``(S,)``. Positive markers of a set that are in the matrix, and all that it asks for.
    set_scored
        Shape ``(S,)``. Whether these are enough.
    """

    gene_rows: Ints
    used_marker: Ints
    used_gene: Ints
    used_set: Ints
    used_share: Floats
    used_positive: Flags
    set_markers: Ints
    set_listed: Ints
    set_scored: Flags

    @property
    def n_sets(self) -> int:
        return len(self.set_scored)


def match_markers(
    program: Program, row_of: Mapping[str, int], *, needed: Ints, min_fraction: float, min_cleaned: Ints
) -> Matching:
    """Find the markers of every marker set in the matrix.

    A child's positive markers are counted without its parent's. Where that leaves too little, all of them
    are.

    Parameters
    ----------
    program
        N programs.
    row_of
        Row of every gene of the matrix, spelt as in `panel_symbols`.
    needed
        Shape ``(N,)``. Positive markers that a set of the program needs to be scored.
    min_fraction
        Part of a child's own markers that must be present for the parent's to be left out.
    min_cleaned
        Shape ``(N,)``. Number of a child's own markers that must be present for the parent's to be left out.

    Returns
    -------
    matching
        Uses in the order of the program, whatever the order of genes.
    """
    symbol_row = np.array(
        [row_of.get(symbol, -1) if symbol else -1 for symbol in program.panel_symbols], np.int64
    )
    present = symbol_row[program.marker_symbol] >= 0
    counted = _counted_positives(program, present, min_fraction=min_fraction, min_cleaned=min_cleaned)

    n_sets = len(program.set_variant)
    set_listed = np.bincount(program.marker_set[counted], minlength=n_sets)
    used_marker, used_set = _uses(program, present, counted)
    positive = program.marker_sign[used_marker] > 0
    set_markers = np.bincount(used_set[positive], minlength=n_sets)
    gene_symbols, used_gene = np.unique(program.marker_symbol[used_marker], return_inverse=True)
    return Matching(
        gene_rows=symbol_row[gene_symbols],
        used_marker=used_marker,
        used_gene=used_gene,
        used_set=used_set,
        used_share=_shares(program.marker_weight[used_marker], used_set * 2 + positive),
        used_positive=positive,
        set_markers=set_markers,
        set_listed=set_listed,
        set_scored=set_markers >= needed[program.set_program],
    )


def markers_needed(program: Program, min_markers_present: int) -> Ints:
    """Shape ``(N,)``. Positive markers without which a program is not scored; a node's own number first."""
    written = np.isfinite(program.min_markers)
    return np.where(written, program.min_markers, min_markers_present).astype(np.int64)


def unscorable_reasons(program: Program, matching: Matching, needed: Ints) -> tuple[str, ...]:
    """N sentences: why a program cannot be scored; ``""`` where it can."""
    scored = np.zeros(program.n_programs, dtype=bool)
    scored[program.set_program[matching.set_scored]] = True
    has_markers = np.zeros(program.n_programs, dtype=bool)
    has_markers[program.set_program[program.marker_set]] = True
    present = np.zeros(program.n_programs, dtype=np.int64)
    np.maximum.at(present, program.set_program, matching.set_markers)
    listed = np.zeros(program.n_programs, dtype=np.int64)
    np.maximum.at(listed, program.set_program, matching.set_listed)
    reasons = []
    for node in range(program.n_programs):
        if scored[node]:
            reasons.append("")
        elif has_markers[node]:
            found = f"{present[node]} of {listed[node]} positive markers are in the matrix"
            reasons.append(f"{found}, {needed[node]} are needed")
        else:
            reasons.append("a group: it has no markers of its own")
    return tuple(reasons)


def _counted_positives(program: Program, present: Flags, *, min_fraction: float, min_cleaned: Ints) -> Flags:
    """Shape ``(K,)``. Positive markers that a set is to be judged by, in the matrix or not."""
    n_sets = len(program.set_variant)
    positive = program.marker_sign > 0
    owner = program.set_program[program.marker_set]
    own_set = np.array([not variant for variant in program.set_variant])[program.marker_set]
    n_symbols = len(program.symbols)
    owned = (owner * n_symbols + program.marker_symbol)[positive & own_set]
    parent = program.parent[owner]
    shared = (parent >= 0) & np.isin(parent * n_symbols + program.marker_symbol, owned)
    cleaned = positive & ~shared

    listed = np.bincount(program.marker_set[cleaned], minlength=n_sets)
    left = np.bincount(program.marker_set[cleaned & present], minlength=n_sets)
    too_few = (listed == 0) | (left < min_cleaned[program.set_program]) | (left < min_fraction * listed)
    return np.where(too_few[program.marker_set], positive, cleaned)


def _uses(program: Program, present: Flags, counted: Flags) -> tuple[Ints, Ints]:
    """Markers used and the sets that use them, by set and then in the order of the program."""
    positive = np.flatnonzero(counted & present)
    negative = np.flatnonzero((program.marker_sign < 0) & present)
    own_set = np.array([not variant for variant in program.set_variant])[program.marker_set[negative]]
    shared, alone = negative[own_set], negative[~own_set]
    # Every marker of a program's own set against every set of that program.
    row, column = np.nonzero(
        program.set_program[program.marker_set[shared]][:, np.newaxis] == program.set_program[np.newaxis, :]
    )
    marker = np.concatenate([positive, shared[row], alone])
    used_set = np.concatenate([program.marker_set[positive], column, program.marker_set[alone]])
    order = np.lexsort((marker, used_set))
    return marker[order], used_set[order]


def _shares(weights: Floats, groups: Ints) -> Floats:
    totals = np.bincount(groups, weights=weights)
    return weights / totals[groups]
