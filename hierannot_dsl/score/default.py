"""``method="default"``: ranks within a cluster against genes of like abundance, from the matrix to B."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from hierannot_dsl.kernels.abundance import abundance_bins, comparable, relative_rank, widened_means
from hierannot_dsl.kernels.ambient import ambient_profile, linear_by_cluster, without_ambient
from hierannot_dsl.kernels.arrays import KEPT, Blocks, pieces
from hierannot_dsl.kernels.exact import column_sums, rounding_shift
from hierannot_dsl.kernels.normalise import scale_to
from hierannot_dsl.kernels.parallel import for_each
from hierannot_dsl.kernels.ranks import rank_expression, rank_scale
from hierannot_dsl.kernels.totals import Matrix, cluster_totals, group_totals
from hierannot_dsl.score.branch import roll_up
from hierannot_dsl.score.controls import MIN_CONTROLS
from hierannot_dsl.score.evidence import weigh_evidence
from hierannot_dsl.score.matching import markers_needed, match_markers
from hierannot_dsl.score.presets import default_bins
from hierannot_dsl.score.result import Scores

if TYPE_CHECKING:
    from hierannot_dsl.program import Floats, Program
    from hierannot_dsl.score.expression import Expression
    from hierannot_dsl.score.result import Evidence
    from hierannot_dsl.score.settings import DefaultSettings

# exp(x) of a larger x is no number of transcripts.
MAX_LOG = 50.0
RANKED_AT_ONCE = 1 << 16


def weigh(program: Program, expression: Expression, settings: DefaultSettings) -> Evidence:
    """R: rank expression of the markers less that of genes of like abundance, less what speaks against."""
    n_genes, n_clusters = expression.values.shape
    sums = column_sums(expression.values, expression.peaks)
    factors = scale_to(sums, 1.0) if settings.input_type == "raw_cluster_means" else None
    _check_log(expression, settings)
    n_terms = max(n_genes, n_clusters)
    scale = rank_scale(n_genes, n_terms=n_terms)
    shift = float(rounding_shift(scale[-1], n_terms))
    profile = ambient_profile(expression.values, factors, quantile=settings.ambient_quantile)

    def ranked(part: slice) -> Floats:
        linear = linear_by_cluster(expression.values[:, part], None if factors is None else factors[part])
        ranks = np.empty(linear.shape)

        def fill(clusters: slice) -> None:
            cleaned = without_ambient(linear[clusters], profile, weight=settings.ambient_weight)
            rank_expression(cleaned, scale, out=ranks[clusters])

        for_each(pieces(*linear.shape, values=RANKED_AT_ONCE), fill)
        return ranks.T

    blocks = Blocks(pieces(n_clusters, n_genes, values=KEPT), ranked)
    abundance = np.sum([cluster_totals(Matrix(block, shift)) for _, block in blocks], axis=0) / n_clusters

    n_bins = default_bins(n_genes, settings)
    bins = abundance_bins(_abundance_rank(expression, abundance, settings), n_bins)
    counts = np.bincount(bins, minlength=n_bins)
    bin_weight = _bin_weight(n_clusters, settings)

    needed = markers_needed(program, settings.min_markers_present)
    matching = match_markers(
        program,
        expression.row_of,
        needed=needed,
        min_fraction=0.0,
        min_cleaned=np.zeros(program.n_programs, dtype=np.int64),
    )
    levels = np.empty((len(matching.gene_rows), n_clusters))
    controls = np.empty((len(matching.used_set), n_clusters))
    used_bins = bins[matching.gene_rows[matching.used_gene]]
    for part, block in blocks:
        levels[:, part] = block[matching.gene_rows]
        bin_sums = group_totals(Matrix(block, shift), bins, n_bins)
        bin_means = widened_means(bin_sums, counts, minimum=MIN_CONTROLS)
        all_means = bin_sums.sum(axis=0) / n_genes
        controls[:, part] = bin_weight * bin_means[used_bins] + (1 - bin_weight) * all_means
    return weigh_evidence(
        program,
        expression,
        settings,
        matching=matching,
        needed=needed,
        levels=levels,
        controls=controls,
        seen=levels > 0,
        silent=sums == 0,
        set_scale=matching.set_markers / np.maximum(matching.set_markers + settings.marker_shrinkage, 1),
    )


def decide(program: Program, evidence: Evidence, settings: DefaultSettings) -> Scores:
    """L is R; B is never less, and clusters are not compared: there is no Z and no D."""
    absent = np.full(evidence.raw.shape, np.nan)
    branch = roll_up(program, evidence.raw, settings)
    return Scores(
        evidence=evidence, z=absent, decision=absent, local=evidence.raw, branch=branch, branch_raw=branch
    )


def _abundance_rank(expression: Expression, abundance: Floats, settings: DefaultSettings) -> Floats:
    own = relative_rank(comparable(abundance))
    if settings.reference_abundance is None:
        return own
    table = settings.reference_abundance
    reference = relative_rank(
        np.array([table.get(gene, np.nan) for gene in expression.genes], dtype=np.float64)
    )
    share = np.where(np.isnan(reference), 0.0, settings.reference_weight)
    mixed: Floats = (1 - share) * own + share * np.nan_to_num(reference)
    return comparable(mixed)


def _bin_weight(n_clusters: int, settings: DefaultSettings) -> float:
    """Bins made from few clusters say what these clusters are, not what is normal: they count for less."""
    if settings.reference_abundance is not None:
        return 1.0
    return settings.bin_weight * (n_clusters - 1) / (n_clusters + 1)


def _check_log(expression: Expression, settings: DefaultSettings) -> None:
    if settings.input_type == "normalized" and expression.values.max() > MAX_LOG:
        msg = (
            f"values reach {expression.values.max():g}, which no logarithm of expression does: "
            "input_type 'normalized' is for values on a log scale"
        )
        raise ValueError(msg)
