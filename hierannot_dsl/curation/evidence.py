"""A hierarchy x data sets whose clusters are known -> a row for every marker of every node and contrast."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from hierannot_dsl.curation.placing import place, tree_of
from hierannot_dsl.curation.verdict import Verdict, verdict
from hierannot_dsl.curation.worth import Roles, roles_of, worth_of
from hierannot_dsl.panel.bind import bind_symbol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from hierannot_dsl.curation.placing import Ancestors, Known, Place, Tree
    from hierannot_dsl.curation.profiles import Profiles
    from hierannot_dsl.curation.worth import Flags, Worth
    from hierannot_dsl.model.hierarchy import Hierarchy, Marker, Program


@dataclass(frozen=True)
class MarkerEvidence:
    """What the data say of one marker, over all data sets that hold its type and measure it.

    Attributes
    ----------
    path, variant, gene, sign
        The marker: names from the root down, the variant (``""``: the program's own), symbol, +1 or -1.
    holds_in
        Data sets in which it is in the top tenth of every own cluster, and twice as near the top there as in
        any cluster of a rival: a sibling, or at the root any other type.
    fails_in
        Data sets that hold a rival too, and in which it is not so.
    n_rivalled, n_datasets
        Data sets that hold a rival too, and all.
    n_clusters, n_clusters_of_type
        Own clusters where the gene is measured, and all.
    n_detected
        Of `n_clusters`, those with the gene in the top quarter.
    own
        Rank expression in own clusters: median over data sets of their medians. NaN where not measured.
    lead
        By how much that is above the highest of the siblings' medians; median over data sets, NaN without
        siblings.
    auc
        How often an own cluster ranks it higher than a cluster of another type of the same data set; ties
        count half.
    leak
        Its share of the counts in typical other clusters, as a part of that in own ones; median over data
        sets.
    share
        Its largest share of the counts of a mean cluster: what may float.
    """

    path: str
    variant: str
    gene: str
    sign: int
    holds_in: tuple[str, ...] = ()
    fails_in: tuple[str, ...] = ()
    n_rivalled: int = 0
    n_datasets: int = 0
    n_clusters: int = 0
    n_clusters_of_type: int = 0
    n_detected: int = 0
    own: float = float("nan")
    lead: float = float("nan")
    auc: float = float("nan")
    leak: float = float("nan")
    share: float = float("nan")

    @cached_property
    def verdict(self) -> Verdict:
        return verdict(self)


@dataclass(frozen=True)
class Bench:
    """A hierarchy on the bench: its data sets, and where each of their clusters stands in it."""

    tree: Tree
    profiles: tuple[Profiles, ...]
    places: Mapping[str, Mapping[str, Place]]

    @classmethod
    def of(
        cls, hierarchy: Hierarchy, profiles: Sequence[Profiles], known: Iterable[Known], ancestors: Ancestors
    ) -> Bench:
        """Place the clusters.

        Raises
        ------
        ValueError
            If a known cluster names a node that is not there.
        """
        tree = tree_of(hierarchy)
        places: dict[str, dict[str, Place]] = {each.dataset: {} for each in profiles}
        for cluster in known:
            if cluster.dataset in places:
                places[cluster.dataset][cluster.cluster] = place(cluster, tree, ancestors)
        return cls(tree, tuple(profiles), places)

    def roles(self, name: str) -> Iterator[tuple[Profiles, Roles]]:
        """Data sets with own clusters of a program, and what their clusters are to it."""
        for each in self.profiles:
            roles = roles_of(name, self.tree, self.places[each.dataset], each.clusters)
            if roles.own.any():
                yield each, roles

    def clusters_of(self, name: str) -> dict[str, int]:
        """How many own clusters a program has in each data set that holds some."""
        return {each.dataset: int(roles.own.sum()) for each, roles in self.roles(name)}


def marker_evidence(bench: Bench, name: str) -> tuple[MarkerEvidence, ...]:
    """Measure every marker of one node or contrast, variants last.

    Parameters
    ----------
    bench
        The hierarchy and the data.
    name
        The program. Of a variant, those of the program's clusters count in which its positive markers rank
        higher on average than those of the other variants.
    """
    program = bench.tree.programs[name]
    held = list(bench.roles(name))
    found: list[MarkerEvidence] = []
    for variant, markers in program.marker_sets():
        roles = [(each, _of_variant(each, was, program, variant)) for each, was in held]
        found += _rows(bench, name, variant, markers, [pair for pair in roles if pair[1].own.any()])
    return tuple(found)


def gene_evidence(bench: Bench, name: str, genes: Iterable[str]) -> tuple[MarkerEvidence, ...]:
    """Measure genes as if they were positive markers of a program."""
    from hierannot_dsl.model.hierarchy import Marker

    markers = tuple(Marker(gene=gene, sign=1) for gene in genes)
    return tuple(_rows(bench, name, "", markers, list(bench.roles(name))))


def _rows(
    bench: Bench, name: str, variant: str, markers: Sequence[Marker], held: Sequence[tuple[Profiles, Roles]]
) -> Iterator[MarkerEvidence]:
    path = bench.tree.path(name)
    n_of_type = sum(int(roles.own.sum()) for _, roles in held)
    measured: list[list[tuple[str, Worth, int]]] = [[] for _ in markers]
    for each, roles in held:
        rows = np.array([_row(each, marker) for marker in markers], dtype=np.int64)
        there = np.flatnonzero(rows >= 0)
        if len(there):
            values = worth_of(each, rows[there], roles)
            for at, number in enumerate(there):
                measured[number].append((each.dataset, values, at))
    for marker, found in zip(markers, measured, strict=True):
        yield _pooled(MarkerEvidence(path, variant, marker.gene, marker.sign), found, n_of_type)


def _row(profiles: Profiles, marker: Marker) -> int:
    return profiles.row_of.get(bind_symbol(marker.gene, marker.modality, profiles.panel).symbol, -1)


def _pooled(row: MarkerEvidence, found: Sequence[tuple[str, Worth, int]], n_of_type: int) -> MarkerEvidence:
    pairs = sum(values.pairs for _, values, _ in found)
    return MarkerEvidence(
        row.path,
        row.variant,
        row.gene,
        row.sign,
        holds_in=tuple(dataset for dataset, values, at in found if values.holds[at]),
        fails_in=tuple(dataset for dataset, values, at in found if values.rivalled and not values.holds[at]),
        n_rivalled=sum(values.rivalled for _, values, _ in found),
        n_datasets=len(found),
        n_clusters=sum(values.n_own for _, values, _ in found),
        n_clusters_of_type=n_of_type,
        n_detected=sum(int(values.detected[at]) for _, values, at in found),
        own=_median([values.own[at] for _, values, at in found]),
        lead=_median([values.lead[at] for _, values, at in found]),
        auc=sum(float(values.wins[at]) for _, values, at in found) / pairs if pairs else float("nan"),
        leak=_median([values.leak[at] for _, values, at in found]),
        share=max((float(values.share[at]) for _, values, at in found), default=float("nan")),
    )


def _of_variant(profiles: Profiles, roles: Roles, program: Program, variant: str) -> Roles:
    if not variant:
        return roles
    levels = {each.name: _level(profiles, each.markers) for each in program.variants}
    best = np.max(list(levels.values()), axis=0)
    own: Flags = roles.own & (levels[variant] == best) & (best > 0)
    return Roles(own, roles.others, roles.siblings, roles.root)


def _level(profiles: Profiles, markers: Iterable[Marker]) -> np.ndarray:  # (C,)
    rows = [row for marker in markers if marker.sign > 0 and (row := _row(profiles, marker)) >= 0]
    return profiles.ranks[rows].mean(axis=0) if rows else np.zeros(len(profiles.clusters))


def _median(values: Sequence[float]) -> float:
    known = [value for value in values if not np.isnan(value)]
    return float(np.median(known)) if known else float("nan")


def counts_by_verdict(rows: Iterable[MarkerEvidence]) -> dict[Verdict, int]:
    """How many rows have each verdict, in the order of `Verdict`; what none has is left out."""
    counted = Counter(row.verdict for row in rows)
    return {word: counted[word] for word in Verdict if counted[word]}
