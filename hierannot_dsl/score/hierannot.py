"""``method="hierannot"``: the published equations, from the matrix to B."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from hierannot_dsl.kernels.abundance import abundance_bins, comparable, detected
from hierannot_dsl.kernels.exact import column_sums, on_grid, rounding_shift
from hierannot_dsl.kernels.normalise import log_normalise, scale_to
from hierannot_dsl.kernels.robust import lead, standardise
from hierannot_dsl.kernels.strata import Totals
from hierannot_dsl.kernels.totals import Matrix
from hierannot_dsl.score.branch import roll_up
from hierannot_dsl.score.controls import BinControls, DrawnControls, make_pools
from hierannot_dsl.score.evidence import weigh_evidence
from hierannot_dsl.score.matching import markers_needed, match_markers
from hierannot_dsl.score.presets import plan_controls
from hierannot_dsl.score.result import Scores

if TYPE_CHECKING:
    from hierannot_dsl.kernels.arrays import Numbers
    from hierannot_dsl.program import Floats, Program
    from hierannot_dsl.score.expression import Expression
    from hierannot_dsl.score.result import Evidence
    from hierannot_dsl.score.settings import HierannotSettings


def weigh(program: Program, expression: Expression, settings: HierannotSettings) -> Evidence:
    """R: markers less matched controls less negative markers (seed, 2.3.1)."""
    sums = column_sums(expression.values, expression.peaks)
    factors = scale_to(sums, settings.scale_factor) if settings.input_type == "raw_cluster_means" else None

    peaks = expression.peaks if factors is None else np.log1p(expression.peaks * factors)
    shift = float(rounding_shift(peaks.max(), max(expression.values.shape)))

    def normalised(values: Numbers, clusters: slice, out: Floats | None) -> Floats:
        return log_normalise(values, None if factors is None else factors[clusters], out=out)

    logs = Matrix(expression.values, shift, normalised)
    totals = Totals(logs)
    abundance = totals.of_genes / expression.n_clusters

    plan = plan_controls(abundance, settings)
    needed = markers_needed(program, settings.min_markers_present)
    matching = match_markers(
        program,
        expression.row_of,
        needed=needed,
        min_fraction=settings.min_marker_fraction,
        min_cleaned=np.full(program.n_programs, settings.min_markers_present),
    )
    bins = abundance_bins(comparable(abundance), plan.n_bins, tail=plan.tail)
    pools = make_pools(program, matching, bins=bins, n_bins=plan.n_bins, exclusion=plan.exclusion)
    source = (
        BinControls(pools)
        if settings.controls == "bin"
        else DrawnControls(pools, expression.genes, seed=settings.random_state)
    )
    levels = log_normalise(expression.values[matching.gene_rows], factors)
    floor = float(np.quantile(abundance, plan.detection_quantile))
    # As rounded as the abundance that the floor is from: a gene that is as high as the floor is detected.
    rounded = on_grid(levels.copy(), shift)
    seen = detected(rounded, floor)
    return weigh_evidence(
        program,
        expression,
        settings,
        matching=matching,
        needed=needed,
        levels=levels,
        controls=source.of(totals, rounded),
        seen=seen,
        silent=sums == 0,
        set_scale=np.ones(matching.n_sets),
        clip_quantile=plan.clip_quantile,
    )


def decide(program: Program, evidence: Evidence, settings: HierannotSettings) -> Scores:
    """Z, D, L and B (seed, 2.3.2 and 2.3.3)."""
    raw = evidence.raw
    z = standardise(raw)
    decision = np.empty_like(z)
    for fork in np.unique(program.parent):
        siblings = program.children(int(fork))
        decision[siblings] = lead(z[siblings])
    decision *= 0.5 + 0.5 * evidence.detection

    alpha = settings.branch_routing_raw_weight
    gate = np.clip(raw / settings.weak_raw_score_threshold, 0.0, 1.0)
    markers = np.where(evidence.best_set >= 0, evidence.set_markers[evidence.best_set], 0)
    support = 0.5 + 0.5 * np.minimum(1.0, markers / settings.full_marker_count)
    local = (alpha * raw + (1 - alpha) * gate * decision) * support
    return Scores(
        evidence=evidence,
        z=z,
        decision=decision,
        local=local,
        branch=roll_up(program, local, settings),
        branch_raw=roll_up(program, raw, settings),
    )
