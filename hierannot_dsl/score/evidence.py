"""Expression of markers and of their controls -> Evidence: R of every marker set and every program."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from hierannot_dsl.kernels.arrays import BLOCK, pieces
from hierannot_dsl.kernels.exact import SCORE_SHIFT, on_grid
from hierannot_dsl.kernels.parallel import for_each
from hierannot_dsl.kernels.sets import best_of_groups, group_quantile, group_sums
from hierannot_dsl.score.matching import unscorable_reasons
from hierannot_dsl.score.result import Evidence

if TYPE_CHECKING:
    from hierannot_dsl.kernels.arrays import Numbers
    from hierannot_dsl.program import Flags, Floats, Ints, Program
    from hierannot_dsl.score.expression import Expression
    from hierannot_dsl.score.matching import Matching
    from hierannot_dsl.score.settings import Settings


def weigh_evidence(
    program: Program,
    expression: Expression,
    settings: Settings,
    *,
    matching: Matching,
    needed: Ints,
    levels: Floats,
    controls: Floats,
    seen: Flags,
    silent: Flags,
    set_scale: Floats,
    clip_quantile: float | None = None,
) -> Evidence:
    """Weigh every marker against its control.

    Parameters
    ----------
    program, expression, settings
        What is scored; of the settings, `negatives` and `negative_weight`.
    matching, needed
        Which markers count, and how many a program needs.
    levels
        Shape ``(U, C)``: expression of the genes used.
    controls
        Shape ``(M, C)``: controls of the uses, in the same unit. Those of negative markers are overwritten
        with zero where these are taken without.
    seen
        Shape ``(U, C)``: whether a gene counts as detected.
    silent
        Shape ``(C,)``: whether a cluster expresses nothing.
    set_scale
        Shape ``(S,)``: factor on R.
    clip_quantile
        Differences of positive markers are cut at this quantile of their absolute values within set and
        cluster.

    Returns
    -------
    evidence
        Best marker set, its R and its detection for every program and cluster.
    """
    positive, used_set, n_sets = matching.used_positive, matching.used_set, matching.n_sets
    if settings.negatives == "mean":
        controls[~positive] = 0.0
    penalty = np.where(np.isnan(program.penalty), settings.negative_weight, program.penalty)[
        program.set_program
    ]
    # Cells, where they are known, say more than means.
    part_seen: Numbers | Flags = (
        seen if expression.detection is None else expression.detection[matching.gene_rows]
    )
    clip = np.full((n_sets, expression.n_clusters), np.inf)
    against = np.empty_like(clip)
    set_raw = np.empty_like(clip)
    detection = np.empty_like(clip)

    def weigh(part: slice) -> None:
        differences = levels[matching.used_gene, part] - controls[:, part]
        speaking = differences[positive]
        if clip_quantile is not None:
            size = np.abs(speaking)
            clip[:, part] = group_quantile(size, used_set[positive], n_sets, quantile=clip_quantile)
            limit = clip[used_set[positive], part]
            np.clip(speaking, -limit, limit, out=speaking)
        enrichment = group_sums(speaking, used_set[positive], matching.used_share[positive], n_sets)
        negative = group_sums(
            differences[~positive], used_set[~positive], matching.used_share[~positive], n_sets
        )
        against[:, part] = np.maximum(negative, 0.0) if settings.negatives == "excess" else negative
        set_raw[:, part] = enrichment - penalty[:, np.newaxis] * against[:, part]
        detection[:, part] = _detection(matching, part_seen[:, part])

    for_each(pieces(expression.n_clusters, len(used_set), values=2 * BLOCK), weigh)
    # Rounded, so that what is equal but for the order of its sums ties, and the first in the document wins.
    set_raw *= set_scale[:, np.newaxis]
    on_grid(set_raw, SCORE_SHIFT)
    set_raw[~matching.set_scored] = np.nan
    best_set = best_of_groups(set_raw, program.set_program, program.n_programs)
    return Evidence(
        clusters=expression.clusters,
        genes=tuple(expression.genes[row] for row in matching.gene_rows),
        expression=levels,
        used_marker=matching.used_marker,
        used_gene=matching.used_gene,
        used_set=used_set,
        used_share=matching.used_share,
        control=controls,
        clip=clip,
        set_markers=matching.set_markers,
        set_scale=set_scale,
        set_penalty=penalty,
        set_negative=against,
        set_raw=set_raw,
        raw=pick(set_raw, best_set),
        best_set=best_set,
        detection=pick(detection, best_set),
        unscorable=unscorable_reasons(program, matching, needed),
        silent=silent,
    )


def pick(of_sets: Floats, best_set: Ints) -> Floats:
    """Values ``(S, C)`` of marker sets to those ``(N, C)`` of the sets that are best; NaN where none is."""
    picked = (
        np.take_along_axis(of_sets, np.maximum(best_set, 0), axis=0) if len(of_sets) else best_set * np.nan
    )
    return np.where(best_set >= 0, picked, np.nan)


def _detection(matching: Matching, seen: Numbers | Flags) -> Floats:
    """Shape ``(S, C)``. Part of a set's positive markers that is detected."""
    positive = matching.used_positive
    sums = group_sums(
        seen[matching.used_gene[positive]].astype(np.float64),
        matching.used_set[positive],
        np.ones(int(positive.sum())),
        matching.n_sets,
    )
    return sums / np.maximum(matching.set_markers, 1)[:, np.newaxis]
