"""The slow twin of ``method="hierannot"``: the seed's equations, one number at a time."""

import math

from tests.oracle.plain import (
    best_set,
    bin_pool,
    bins_of,
    median,
    negative_markers,
    plain_programs,
    quantile,
    rolled_up,
    spelling,
    stepped,
    used_markers,
    weighted_mean,
)

# bins, whose markers are no controls, quantile of the cut, quantile of detection, abundance of the tail
PRESETS = {
    "small": (12, "branch", 0.95, 0.10, -math.inf),
    "medium": (24, "hierarchy", 0.95, 0.10, -math.inf),
    "large": (32, "hierarchy", 0.90, 0.15, 0.05),
}


def normalised(expression, settings):
    """Cluster to gene to x."""
    x = {}
    for column, cluster in enumerate(expression.clusters):
        values = [float(value) for value in expression.values[:, column]]
        if settings.input_type == "raw_cluster_means":
            total = math.fsum(values)
            factor = settings.scale_factor / total if total else 0.0
            values = [math.log1p(value * factor) for value in values]
        x[cluster] = dict(zip(expression.genes, values, strict=True))
    return x


def hierannot_by_hand(program, expression, settings):
    """R, f, Z, D, L, B: for every program a list over clusters, None where there is no evidence."""
    clusters, genes = expression.clusters, expression.genes
    x = normalised(expression, settings)
    abundance = {gene: math.fsum(x[cluster][gene] for cluster in clusters) / len(clusters) for gene in genes}
    preset = settings.preset if settings.preset != "auto" else "small"
    n_bins, exclusion, cut, floor_quantile, tail = PRESETS[preset]
    n_bins = settings.n_bins or n_bins
    exclusion = settings.control_exclusion or exclusion
    bins = bins_of({gene: round(value, 7) for gene, value in abundance.items()}, n_bins, tail)
    floor = quantile(list(abundance.values()), floor_quantile)

    programs = plain_programs(program)
    panel = spelling(program)
    present = {symbol for symbol, gene in panel.items() if gene in genes}
    raw, detection, markers = [], [], []
    for index in range(len(programs)):
        rows = [
            _weigh(
                programs,
                index,
                cluster,
                settings,
                x[cluster],
                bins,
                n_bins,
                exclusion,
                panel,
                present,
                cut,
                floor,
            )
            for cluster in clusters
        ]
        raw.append([row[0] for row in rows])
        detection.append([row[1] for row in rows])
        markers.append([row[2] for row in rows])

    z = [_standardised(row) for row in raw]
    decision = [[None] * len(clusters) for _ in programs]
    local = [[None] * len(clusters) for _ in programs]
    alpha = settings.branch_routing_raw_weight
    for index, one in enumerate(programs):
        for c in range(len(clusters)):
            if raw[index][c] is None:
                continue
            siblings = [
                z[other][c]
                for other, rival in enumerate(programs)
                if rival.parent == one.parent and other != index and z[other][c] is not None
            ]
            lead = z[index][c] - (max(siblings) if siblings else 0.0)
            decision[index][c] = lead * (0.5 + 0.5 * detection[index][c])
            gate = min(1.0, max(0.0, raw[index][c] / settings.weak_raw_score_threshold))
            support = 0.5 + 0.5 * min(1.0, markers[index][c] / settings.full_marker_count)
            blend = alpha * raw[index][c] + (1 - alpha) * gate * decision[index][c]
            local[index][c] = blend * support
    columns = range(len(clusters))
    branch = [rolled_up(programs, [row[c] for row in local], settings) for c in columns]
    branch_raw = [rolled_up(programs, [row[c] for row in raw], settings) for c in columns]
    return {
        "raw": raw,
        "detection": detection,
        "z": z,
        "decision": decision,
        "local": local,
        "branch": [list(row) for row in zip(*branch, strict=True)],
        "branch_raw": [list(row) for row in zip(*branch_raw, strict=True)],
    }


def _weigh(programs, index, cluster, settings, x, bins, n_bins, exclusion, panel, present, cut, floor):
    """R, f and the number of markers of one program in one cluster."""
    one = programs[index]
    needed = settings.min_markers_present if one.min_markers is None else one.min_markers
    penalty = settings.negative_weight if one.penalty is None else one.penalty
    excluded = {
        panel[gene]
        for other in range(len(programs))
        if exclusion == "hierarchy" or _home(programs, other, exclusion) == _home(programs, index, exclusion)
        for gene in _all_used(programs, other, present, settings)
    }

    def control(gene):
        pool = bin_pool(bins, bins[gene], n_bins, excluded)
        return math.fsum(x[other] for other in pool) / len(pool)

    scores, seen, counts = [], [], []
    for one_set in one.sets:
        used = used_markers(
            programs,
            index,
            one_set,
            present,
            min_cleaned=settings.min_markers_present,
            min_fraction=settings.min_marker_fraction,
        )
        counts.append(len(used))
        if len(used) < needed:
            scores.append(None)
            seen.append(None)
            continue
        deltas = {gene: x[panel[gene]] - control(panel[gene]) for gene in used}
        limit = quantile([abs(delta) for delta in deltas.values()], cut)
        positive = weighted_mean(
            [(max(-limit, min(limit, delta)), used[gene]) for gene, delta in deltas.items()]
        )
        negatives = negative_markers(programs, index, one_set, present)
        against = weighted_mean(
            [
                (x[panel[gene]] - (control(panel[gene]) if settings.negatives != "mean" else 0.0), weight)
                for gene, weight in negatives
            ]
        )
        if settings.negatives == "excess":
            against = max(0.0, against)
        scores.append(stepped(positive - penalty * against))
        seen.append(sum(x[panel[gene]] >= floor and x[panel[gene]] > 0 for gene in used) / len(used))
    best = best_set(scores)
    return (None, None, 0) if best is None else (scores[best], seen[best], counts[best])


def _all_used(programs, index, present, settings):
    for one in programs[index].sets:
        yield from used_markers(
            programs,
            index,
            one,
            present,
            min_cleaned=settings.min_markers_present,
            min_fraction=settings.min_marker_fraction,
        )
        yield from (gene for gene, _ in negative_markers(programs, index, one, present))


def _home(programs, index, exclusion):
    while exclusion == "branch" and programs[index].parent >= 0:
        index = programs[index].parent
    return index


def _standardised(row):
    if None in row:
        return [None] * len(row)
    centre = median(row)
    scale = 1.4826 * median([abs(value - centre) for value in row])
    if scale == 0:
        mean = math.fsum(row) / len(row)
        scale = math.sqrt(math.fsum((value - mean) ** 2 for value in row) / len(row))
    return [(value - centre) / (scale or 1.0) for value in row]
