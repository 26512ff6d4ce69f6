"""What changes labels and should not: fewer clusters, other orders, another seed, nodes and genes added.

    python -m benchmarks.stability_table DATA [--page docs/scoring/stability.md]

Prints tables, or puts them in their places on a page.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

import hierannot_dsl
from benchmarks.calibration import calls_of
from benchmarks.conditions import ALL, TRUTH
from benchmarks.edits import keep_programs
from benchmarks.page import markdown
from benchmarks.stability import share_changed, single_clusters, some_clusters
from benchmarks.survival import by_level, by_share, what_it_adds
from benchmarks.workbench import Workbench, command

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator

    from benchmarks.conditions import Case
    from benchmarks.data import Profile
    from hierannot_dsl.program import Program

DRAWS = 10
SEEDS = range(1, 6)
METHODS = ("default", "hierannot")


def main(arguments: list[str] | None = None) -> int:
    return command(_study, name="stability_table", about=__doc__, conditions=ALL, arguments=arguments)


def _study(bench: Workbench, asked: argparse.Namespace) -> dict[str, str]:
    del asked
    as_they_are = [case for case in bench.cases if case.condition == TRUTH]
    complete = replace(bench, cases=as_they_are)
    calls = calls_of(bench)
    return {
        "labels": markdown(_labels(complete)),
        "numbers": markdown(_numbers(complete)),
        "survival": markdown(by_share(calls)),
        "survival by confidence": markdown(by_level(calls)),
        "what survival adds": markdown(what_it_adds(calls)),
    }


def _labels(bench: Workbench) -> pd.DataFrame:
    """Labels that change, in percent, by method."""
    rows: dict[str, dict[str, str]] = {}

    def put(row: str, method: str, value: float) -> None:
        rows.setdefault(row, {})[f'`method="{method}"`'] = f"{value:.1f}"

    for method in METHODS:
        complete = bench.judge(method=method)
        ways: dict[str, Callable[[], Iterator[Case]]] = {
            f"a random half of the clusters dropped, {DRAWS} draws": lambda: some_clusters(bench, 0.5, DRAWS),
            f"a random quarter kept, {DRAWS} draws": lambda: some_clusters(bench, 0.25, DRAWS),
            "every cluster alone": lambda: single_clusters(bench),
        }
        for row, way in ways.items():
            put(row, method, share_changed(bench, complete, way(), method=method))
    sampled = {"method": "hierannot", "controls": "sampled"}
    complete = bench.judge(**sampled)
    shares = [share_changed(bench, complete, bench.cases, **sampled, random_state=seed) for seed in SEEDS]
    put(f'another seed of `controls="sampled"`, mean of {len(SEEDS)}', "hierannot", float(np.mean(shares)))
    return pd.DataFrame([{"": name, **cells} for name, cells in rows.items()]).fillna("no seed")


def _numbers(bench: Workbench) -> pd.DataFrame:
    """The largest change of any number: of the export where an order changes, of R where a stranger comes."""
    rows = []
    for name, (change, edit) in _STRANGERS.items():
        row = {"": name}
        for method in METHODS:
            cases = [case for case in bench.cases if change is not _loud_gene_added or _is_linear(case)]
            shift = max(_raw_shift(bench, case, change, edit, method=method) for case in cases)
            row[f'`method="{method}"`'] = "nothing" if shift == 0 else f"R by {shift:.2g} at most"
        rows.append(row)
    for name, change in _ORDERS.items():
        row = {"": name}
        for method in METHODS:
            same = all(_same_export(bench, case, change, method=method) for case in bench.cases)
            row[f'`method="{method}"`'] = "nothing, bit for bit" if same else "the export"
        rows.append(row)
    return pd.DataFrame(rows)


def _genes_shuffled(profile: Profile) -> pd.DataFrame:
    return profile.means.sample(frac=1, random_state=0)


def _clusters_shuffled(profile: Profile) -> pd.DataFrame:
    return profile.means.sample(frac=1, axis=1, random_state=0)


def _silent_gene_added(profile: Profile) -> pd.DataFrame:
    added = pd.DataFrame(0.0, index=["A-SILENT-GENE"], columns=profile.means.columns)
    return pd.concat([profile.means, added])


def _gene_added(profile: Profile) -> pd.DataFrame:
    """A gene that every cluster has at the mean of its genes."""
    added = profile.means.mean().to_frame("A-GENE").T
    return pd.concat([profile.means, added])


def _loud_gene_added(profile: Profile) -> pd.DataFrame:
    """A gene that has as much of every cluster as a tenth of all others together."""
    added = 0.1 * profile.means.sum().to_frame("A-LOUD-GENE").T
    return pd.concat([profile.means, added])


def _without_last_root(program: Program) -> Program:
    roots = np.flatnonzero((program.parent < 0) & ~program.is_contrast)
    kept = np.ones(program.n_programs, dtype=bool)
    for node in range(program.n_programs):
        above = program.parent[node]
        kept[node] = node != roots[-1] and (above < 0 or kept[above])
    return keep_programs(program, kept)


_ORDERS = {"genes in another order": _genes_shuffled, "clusters in another order": _clusters_shuffled}
_STRANGERS: dict[str, tuple[Callable[[Profile], pd.DataFrame] | None, Any]] = {
    "a root with all below it taken out of the tree": (None, _without_last_root),
    "a gene added that is silent and no marker": (_silent_gene_added, None),
    "a gene added that is no marker, in all clusters alike": (_gene_added, None),
    "the same, with a tenth of all counts (linear data)": (_loud_gene_added, None),
}


def _is_linear(case: Case) -> bool:
    return case.task.profile.input_type == "raw_cluster_means"


def _changed(case: Case, change: Callable[[Profile], pd.DataFrame] | None) -> Case:
    if change is None:
        return case
    profile = case.task.profile
    return case.with_profile(
        type(profile)(profile.dataset, change(profile), profile.input_type, profile.species)
    )


def _raw_shift(
    bench: Workbench, case: Case, change: Callable[[Profile], pd.DataFrame] | None, edit: Any, *, method: str
) -> float:
    """The largest change of R of a node that both fits have."""
    before = bench.fit(case, method=method)
    after = bench.fit(_changed(case, change), edit, method=method)
    kept = _places(before.program, after.program)
    difference = np.abs(after.scores.raw - before.scores.raw[kept])
    return float(np.nanmax(difference))


def _places(before: Program, after: Program) -> np.ndarray:
    """Of every program of `after` its index in `before`, by the names on its way from the root."""

    def ways(program: Program) -> list[tuple[str, ...]]:
        found: list[tuple[str, ...]] = []
        for name, parent in zip(program.names, program.parent, strict=True):
            found.append((*(found[parent] if parent >= 0 else ()), name))
        return found

    place = {way: index for index, way in enumerate(ways(before))}
    return np.array([place[way] for way in ways(after)])


def _same_export(
    bench: Workbench, case: Case, change: Callable[[Profile], pd.DataFrame], *, method: str
) -> bool:
    before = hierannot_dsl.make_cluster_annotation_export_summary(bench.fit(case, method=method))
    after = hierannot_dsl.make_cluster_annotation_export_summary(
        bench.fit(_changed(case, change), method=method)
    )
    order = after.set_index("cluster_id").loc[before["cluster_id"]].reset_index()
    return bool(order.equals(before))


if __name__ == "__main__":
    sys.exit(main())
