"""Profiles as their files spell genes -> expression as a panel spells them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hierannot_dsl.panel.unmeasured import other_symbols
from hierannot_dsl.symbols.table import builtin_table

if TYPE_CHECKING:
    from hierannot_dsl.panel.panel import Panel
    from hierannot_dsl.score.expression import Expression


def spelt_as_panel(expression: Expression, panel: Panel) -> Expression:
    """The same values under the panel's names: where one differs in case only, or is a gene's other name."""
    there = set(expression.genes)
    spelling: dict[str, str] = {}
    for gene in expression.genes:
        near = panel.by_folded_case.get(gene.casefold(), ())
        if gene not in panel.measured and len(near) == 1 and near[0] not in there:
            spelling[gene] = near[0]
            there.add(near[0])
    table = builtin_table()
    for gene in sorted(panel.measured - there):
        others = other_symbols(gene, table, species=None)
        found = [other for other in others if other in there and other not in panel.measured]
        if len(found) == 1:
            spelling.setdefault(found[0], gene)
    return replace(expression, genes=tuple(spelling.get(gene, gene) for gene in expression.genes))
