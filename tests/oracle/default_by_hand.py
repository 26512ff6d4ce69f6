"""The slow twin of ``method="default"``: ranks within a cluster, one number at a time."""

import math
import struct

from tests.oracle.plain import (
    best_set,
    bin_pool,
    bins_of,
    negative_markers,
    plain_programs,
    rolled_up,
    spelling,
    stepped,
    used_markers,
    weighted_mean,
)


def single(value):
    """The nearest number of single precision."""
    return struct.unpack("f", struct.pack("f", value))[0]


def ranked(expression, settings):
    """Cluster to gene to rank expression, after the ambient profile was taken away."""
    linear = {}
    for column, cluster in enumerate(expression.clusters):
        values = [float(value) for value in expression.values[:, column]]
        if settings.input_type == "raw_cluster_means":
            total = math.fsum(values)
            factor = 1 / total if total else 0.0
            linear[cluster] = [single(value * factor) for value in values]
        else:
            linear[cluster] = [single(math.expm1(value)) for value in values]
    ranks = {cluster: {} for cluster in expression.clusters}
    cleaned = {cluster: [] for cluster in expression.clusters}
    for row in range(len(expression.genes)):
        ordered = sorted(linear[cluster][row] for cluster in expression.clusters)
        place = settings.ambient_quantile * (len(ordered) - 1)
        low = int(place)
        high = min(low + 1, len(ordered) - 1)
        profile = single(ordered[low] + (place - low) * (ordered[high] - ordered[low]))
        taken = single(single(settings.ambient_weight) * profile)
        for cluster in expression.clusters:
            cleaned[cluster].append(max(0.0, single(linear[cluster][row] - taken)))
    n_genes = len(expression.genes)
    for cluster, values in cleaned.items():
        for gene, value in zip(expression.genes, values, strict=True):
            rank = sum(other <= value for other in values)
            score = max(0.0, math.log10(n_genes / (2 * (n_genes - rank + 1))))
            ranks[cluster][gene] = score if value > 0 else 0.0
    return ranks


def default_by_hand(program, expression, settings):
    """R, B: for every program a list over clusters, None where there is no evidence."""
    genes, clusters = expression.genes, expression.clusters
    e = ranked(expression, settings)
    abundance = {gene: math.fsum(e[cluster][gene] for cluster in clusters) / len(clusters) for gene in genes}
    abundance = {gene: round(value, 7) for gene, value in abundance.items()}
    n_bins = settings.n_bins or (12 if len(genes) < 2_500 else 30)
    own_share = settings.bin_weight * (len(clusters) - 1) / (len(clusters) + 1)
    if settings.reference_abundance is not None:
        own_share = 1.0
        own, table = _positions(abundance), settings.reference_abundance
        reference = _positions({gene: table[gene] for gene in genes if gene in table})
        weight = settings.reference_weight
        for gene in genes:
            mixed = (1 - weight) * own[gene] + weight * reference[gene] if gene in reference else own[gene]
            abundance[gene] = round(mixed, 7)
    bins = bins_of(abundance, n_bins)

    programs = plain_programs(program)
    panel = spelling(program)
    present = {symbol for symbol, gene in panel.items() if gene in genes}
    raw = []
    for index in range(len(programs)):
        row = []
        for cluster in clusters:
            level = e[cluster]
            everything = math.fsum(level.values()) / len(genes)

            def control(gene, level=level, everything=everything):
                pool = bin_pool(bins, bins[gene], n_bins)
                return (
                    own_share * math.fsum(level[one] for one in pool) / len(pool)
                    + (1 - own_share) * everything
                )

            row.append(_weigh(programs, index, level, control, settings, panel, present))
        raw.append(row)
    branch = [rolled_up(programs, [row[c] for row in raw], settings) for c in range(len(clusters))]
    return {"raw": raw, "branch": [list(row) for row in zip(*branch, strict=True)]}


def _weigh(programs, index, level, control, settings, panel, present):
    """R of one program in one cluster."""
    one = programs[index]
    penalty = settings.negative_weight if one.penalty is None else one.penalty
    needed = settings.min_markers_present if one.min_markers is None else one.min_markers
    scores = []
    for one_set in one.sets:
        used = used_markers(programs, index, one_set, present, min_cleaned=0, min_fraction=0.0)
        if len(used) < needed:
            scores.append(None)
            continue
        positive = weighted_mean([(level[panel[gene]] - control(panel[gene]), used[gene]) for gene in used])
        negatives = negative_markers(programs, index, one_set, present)
        against = weighted_mean(
            [
                (level[panel[gene]] - (control(panel[gene]) if settings.negatives != "mean" else 0.0), weight)
                for gene, weight in negatives
            ]
        )
        if settings.negatives == "excess":
            against = max(0.0, against)
        scale = len(used) / (len(used) + settings.marker_shrinkage)
        scores.append(stepped((positive - penalty * against) * scale))
    best = best_set(scores)
    return None if best is None else scores[best]


def _positions(values):
    """Relative rank, ties at their mean position."""
    numbers = list(values.values())
    return {
        key: (sum(other < value for other in numbers) + sum(other <= value for other in numbers))
        / 2
        / len(numbers)
        for key, value in values.items()
    }
