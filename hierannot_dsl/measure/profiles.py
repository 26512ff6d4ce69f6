"""Profiles as their files spell genes -> expression as a panel spells them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hierannot_dsl.panel.panel import Panel
    from hierannot_dsl.score.expression import Expression


def spelt_as_panel(expression: Expression, panel: Panel) -> Expression:
    """The same values, under the panel's spelling where it differs in case only and there is one."""
    there = set(expression.genes)
    genes = []
    for gene in expression.genes:
        near = panel.by_folded_case.get(gene.casefold(), ())
        renamed = gene not in panel.measured and len(near) == 1 and near[0] not in there
        genes.append(near[0] if renamed else gene)
        there.add(genes[-1])
    return replace(expression, genes=tuple(genes))
