"""All genes of the data sets -> those that a program does not list, and that hold in several of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import numpy as np

from hierannot_dsl.curation.evidence import gene_evidence
from hierannot_dsl.curation.worth import holding

if TYPE_CHECKING:
    from hierannot_dsl.curation.evidence import Bench, MarkerEvidence

MOST = 20
# A gene that is high in its own branch only beside its siblings is no good marker of a child.
MIN_AUC = 0.8


def candidates(bench: Bench, name: str, *, datasets: int, most: int = MOST) -> tuple[MarkerEvidence, ...]:
    """Find genes that would be markers of a program.

    Parameters
    ----------
    bench
        The hierarchy and the data.
    name
        The program.
    datasets
        In how many data sets a gene has to hold, at least 1.
    most
        How many to give at most.

    Returns
    -------
    found
        Genes that neither the program nor one of its variants lists, with either sign, and whose `auc` is 0.8
        or more, as measured by `gene_evidence`: first those that hold in most data sets, then those with the
        largest lead.

    Raises
    ------
    ValueError
        If `datasets` is below 1.
    """
    if datasets < 1:
        msg = f"a candidate has to hold in 1 data set or more, not in {datasets}"
        raise ValueError(msg)
    listed = {
        marker.gene.casefold() for _, markers in bench.tree.programs[name].marker_sets() for marker in markers
    }
    holds: Counter[str] = Counter()
    strength: dict[str, float] = defaultdict(float)
    for each, roles in bench.roles(name):
        rows = np.flatnonzero(holding(each.ranks, roles))
        levels = np.median(each.ranks[np.ix_(rows, roles.own)], axis=1)
        for row, level in zip(rows, levels, strict=True):
            gene = each.panel.genes[row]
            if gene.casefold() not in listed:
                holds[gene] += 1
                strength[gene] += float(level)
    enough = [gene for gene, count in holds.items() if count >= datasets]
    # The exact order is found among these; thousands are not measured for the sake of twenty.
    enough.sort(key=lambda gene: (-holds[gene], -strength[gene], gene))
    found = [row for row in gene_evidence(bench, name, enough[: 5 * most]) if row.auc >= MIN_AUC]
    return tuple(sorted(found, key=_order)[:most])


def _order(found: MarkerEvidence) -> tuple[float, float, str]:
    lead = found.own if np.isnan(found.lead) else found.lead
    return (-len(found.holds_in), -lead, found.gene)
