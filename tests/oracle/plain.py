"""Programs and matrices as plain lists and dictionaries, for twins that are slow and obviously right."""

import math
from dataclasses import dataclass, field


@dataclass
class PlainSet:
    positive: dict[str, float] = field(default_factory=dict)
    negative: dict[str, float] = field(default_factory=dict)


@dataclass
class PlainProgram:
    name: str
    parent: int
    is_contrast: bool
    weight: float
    rescue: float | None
    penalty: float | None
    min_markers: float | None
    sets: list[PlainSet] = field(default_factory=list)
    children: list[int] = field(default_factory=list)


def plain_programs(program):
    """The first set of every program is its own."""

    def written(value):
        return None if math.isnan(value) else float(value)

    programs = [
        PlainProgram(
            name,
            int(program.parent[index]),
            bool(program.is_contrast[index]),
            float(program.weight[index]),
            written(program.rescue[index]),
            written(program.penalty[index]),
            written(program.min_markers[index]),
        )
        for index, name in enumerate(program.names)
    ]
    sets = [PlainSet() for _ in program.set_variant]
    for owner, one in zip(program.set_program, sets, strict=True):
        programs[owner].sets.append(one)
    for of_set, symbol, sign, weight in zip(
        program.marker_set, program.marker_symbol, program.marker_sign, program.marker_weight, strict=True
    ):
        side = sets[of_set].positive if sign > 0 else sets[of_set].negative
        side[program.symbols[symbol]] = float(weight)
    for index, one in enumerate(programs):
        if one.parent >= 0:
            programs[one.parent].children.append(index)
    return programs


def spelling(program):
    """Symbol of the source to symbol of the panel; absent ones are left out."""
    return {own: panel for own, panel in zip(program.symbols, program.panel_symbols, strict=True) if panel}


def used_markers(programs, index, one, present, *, min_cleaned, min_fraction):
    """Positive markers of a set without the parent's, if that leaves enough; those that are present."""
    parent = programs[index].parent
    shared = programs[parent].sets[0].positive if parent >= 0 else {}
    cleaned = {gene: weight for gene, weight in one.positive.items() if gene not in shared}
    left = [gene for gene in cleaned if gene in present]
    too_few = not cleaned or len(left) < min_cleaned or len(left) < min_fraction * len(cleaned)
    counted = one.positive if too_few else cleaned
    return {gene: weight for gene, weight in counted.items() if gene in present}


def negative_markers(programs, index, one, present):
    """Those of the program count for each of its sets. Pairs of gene and weight: a gene may come twice."""
    own = programs[index].sets[0]
    pairs = list(own.negative.items())
    if one is not own:
        pairs += list(one.negative.items())
    return [(gene, weight) for gene, weight in pairs if gene in present]


def weighted_mean(pairs):
    """Mean of (value, weight); 0 without any."""
    total = sum(weight for _, weight in pairs)
    return sum(value * weight for value, weight in pairs) / total if pairs else 0.0


def quantile(values, fraction):
    """Interpolated linearly between neighbours."""
    ordered = sorted(values)
    place = fraction * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])


def median(values):
    return quantile(values, 0.5)


def bins_of(abundance, n_bins, tail=-math.inf):
    """Gene to bin, by how many genes are less abundant; equals share a bin."""
    n_tail = sum(value < tail for value in abundance.values())
    n_genes = len(abundance)
    bins = {}
    for gene, value in abundance.items():
        below = sum(other < value for other in abundance.values())
        if not n_tail or n_tail == n_genes or n_bins == 1:
            bins[gene] = below * n_bins // n_genes
        elif below < n_tail:
            bins[gene] = 0
        else:
            bins[gene] = 1 + (below - n_tail) * (n_bins - 1) // (n_genes - n_tail)
    return bins


def bin_pool(bins, wanted, n_bins, excluded=(), minimum=5):
    """Genes of a bin and of as many neighbours on either side as it takes; all genes if all are excluded."""
    allowed = [gene for gene in bins if gene not in excluded]
    if not allowed:
        return bin_pool(bins, wanted, n_bins, minimum=minimum)
    for reach in range(n_bins):
        pool = [gene for gene in allowed if abs(bins[gene] - wanted) <= reach]
        if len(pool) >= minimum:
            return pool
    return allowed


def rolled_up(programs, own, settings):
    """B of every program in one cluster, from `own` scores (None where there is none)."""
    branch = {}

    def score(index):
        one = programs[index]
        below = [value for value in map(score, one.children) if value is not None]
        level = 1
        parent = one.parent
        while parent >= 0:
            level, parent = level + 1, programs[parent].parent
        beta = (
            settings.level1_branch_child_rescue_weight if level == 1 else settings.branch_child_rescue_weight
        )
        beta = one.rescue if one.rescue is not None else beta
        value = own[index]
        if below and value is None:
            value = max(below)
        elif below:
            lifted = (1 - beta) * value + beta * max(0.0, max(below))
            value = max(value, lifted) if settings.method == "default" else lifted
        branch[index] = value
        return value

    for index, one in enumerate(programs):
        if one.parent < 0:
            score(index)
    return [branch[index] for index in range(len(programs))]


def stepped(value):
    """Scores come in steps of 2**-40, so that sums of the same numbers in another order tie."""
    return round(value * 2.0**40) / 2.0**40


def best_set(values):
    """Index of the largest of values that are not None, the first of equals."""
    known = [(value, -index) for index, value in enumerate(values) if value is not None]
    return -max(known)[1] if known else None
