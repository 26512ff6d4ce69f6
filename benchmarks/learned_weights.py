"""Marker weights learned from the data sets that are not judged: are they better than none?

A marker's weight is how far it parts the clusters of its node from those of the node's siblings, in the
unit of the score, averaged over the data sets at hand.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import pandas as pd

from benchmarks.conditions import BARS, TRUTH
from benchmarks.verdicts import figures
from benchmarks.workbench import rows_of

if TYPE_CHECKING:
    from benchmarks.conditions import Case
    from benchmarks.workbench import Workbench
    from hierannot_dsl.export import AnnotationResult
    from hierannot_dsl.program import Flags, Program

# Node, variant, gene; and per data set the mean lead of that gene.
Marker: TypeAlias = tuple[str, str, str]
Leads: TypeAlias = dict[Marker, dict[str, float]]

PARTS = (0.0, 0.25, 0.5, 1.0)
LEAST, MOST = 0.25, 4.0  # of the mean weight of a list
PRIOR = 1.0  # data sets' worth of the mean of the list


def leads_of(bench: Workbench) -> Leads:
    """How far each marker leads in the clusters of its node over those of the siblings, by data set."""
    found: Leads = defaultdict(dict)
    for case in bench.cases:
        if case.condition == TRUTH:
            _add_leads(found, case.task.profile.dataset, bench.fit(case), _members(bench, case))
    return found


def with_learned_weights(program: Program, leads: Leads, without: str, part: float) -> Program:
    """The program with `part` of the weights that the data sets besides `without` speak for."""
    weights = program.marker_weight.copy()
    for index, variant in enumerate(program.set_variant):
        node = program.names[program.set_program[index]]
        of_set = np.flatnonzero((program.marker_set == index) & (program.marker_sign > 0))
        seen = [
            [lead for dataset, lead in leads.get((node, variant, symbol), {}).items() if dataset != without]
            for symbol in (program.symbols[program.marker_symbol[at]] for at in of_set)
        ]
        known = [lead for one in seen for lead in one]
        mean = float(np.mean(known)) if known else 0.0
        if mean <= 0:
            continue
        shrunk = np.array([(sum(one) + PRIOR * mean) / (len(one) + PRIOR) for one in seen])
        learned = np.clip(shrunk / shrunk.mean(), LEAST, MOST)
        weights[of_set] *= (1 - part) + part * learned
    return replace(program, marker_weight=weights)


def learned(bench: Workbench, leads: Leads) -> pd.DataFrame:
    """Every case with weights from the other data sets."""
    rows = []
    for part in PARTS:
        tables = []
        for case in bench.cases:
            name = case.task.profile.dataset

            def edit(program: Program, name: str = name, part: float = part) -> Program:
                return with_learned_weights(program, leads, name, part)

            tables.append(rows_of(case, bench.fit(case, edit)))
        judged = bench.ledger.judge(pd.concat(tables, ignore_index=True))
        row = {"weights": "all 1, as shipped" if part == 0 else f"{part:.0%} learned"}
        for condition in BARS:
            of = figures(judged[judged["condition"] == condition])
            row[condition] = f"{of.right:.1f} / {of.wrong:.1f}"
            if condition == TRUTH:
                row["exact %"], row["depth"] = f"{of.exact:.1f}", f"{of.depth:.3f}"
        rows.append(row)
    return pd.DataFrame(rows)


def seen_in(leads: Leads) -> pd.DataFrame:
    """In how many data sets a marker's lead could be measured."""
    counts = pd.Series([len(one) for one in leads.values()]).value_counts().sort_index()
    return pd.DataFrame({"data sets": counts.index, "markers seen in as many": counts.to_numpy()})


def _members(bench: Workbench, case: Case) -> dict[str, set[str]]:
    """Of every Cell Ontology id the clusters that are of this type or a narrower one."""
    book = bench.ledger.book
    mine = (book["dataset"] == case.task.profile.dataset) & (book["truth"] == case.truth)
    mine &= (book["hierarchy"] == case.task.hierarchy) & book["verdict"].isin(["exact", "ancestor"])
    return {str(cl_id): set(rows["cluster"].astype(str)) for cl_id, rows in book[mine].groupby("cl_id")}


def _add_leads(found: Leads, dataset: str, result: AnnotationResult, members: dict[str, set[str]]) -> None:
    program, evidence = result.program, result.scores.evidence

    def inside(node: int) -> Flags:
        return np.array([name in members.get(program.cl_ids[node], ()) for name in evidence.clusters])

    for use, marker in enumerate(evidence.used_marker):
        index = int(evidence.used_set[use])
        node = int(program.set_program[index])
        if program.marker_sign[marker] < 0 or program.is_contrast[node]:
            continue
        siblings = [one for one in program.children(int(program.parent[node])) if one != node]
        mine = inside(node)
        others = np.any([inside(int(one)) for one in siblings], axis=0) & ~mine if siblings else ~mine
        if mine.any() and others.any():
            level = evidence.expression[evidence.used_gene[use]]
            key = (
                program.names[node],
                program.set_variant[index],
                program.symbols[program.marker_symbol[marker]],
            )
            found[key][dataset] = float(level[mine].mean() - level[others].mean())
