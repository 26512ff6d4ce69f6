"""Hierarchy x panel x profiles -> Measured: draws of each cluster, called on the panel and on all genes."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from hierannot_dsl.compiler import program_for_genes
from hierannot_dsl.export.annotate import annotate_clusters
from hierannot_dsl.export.summary import make_cluster_annotation_export_summary
from hierannot_dsl.measure.draw import draw_counts, shares_of
from hierannot_dsl.panel.measured import Decided, Measured, MeasuredNode
from hierannot_dsl.panel.panel import Panel
from hierannot_dsl.score.expression import Expression
from hierannot_dsl.score.settings import make_settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hierannot_dsl.model.hierarchy import Hierarchy
    from hierannot_dsl.program import Floats, Program
    from hierannot_dsl.score.settings import Settings

RAW = "raw_cluster_means"
DRAWS, DEPTH, SEED = 20, 50_000, 0

Path: TypeAlias = tuple[str, ...]


def measure_forks(
    hierarchy: Hierarchy,
    panel: Panel,
    compiled: Program,
    expression: Expression,
    *,
    profiles: str,
    input_type: str = RAW,
    truth: Mapping[str, str] | None = None,
    method: str = "default",
    draws: int = DRAWS,
    depth: int = DEPTH,
    seed: int = SEED,
) -> Measured:
    """Draw transcripts from profiles, and count how often each fork sends them the right way.

    Parameters
    ----------
    hierarchy, panel
        What was compiled.
    compiled
        The program of the hierarchy on the panel; it calls the draws with the panel's genes.
    expression
        G genes x C clusters, the genes spelt as on the panel where it has them. All genes of it are what the
        panel is held against.
    profiles
        What messages call them.
    input_type
        What the values are: means of counts, or logarithms.
    truth
        Nodes by cluster. None: what each cluster is called on all genes, before any draw.
    method
        ``"default"`` or ``"hierannot"``.
    draws, depth, seed
        How many draws of each cluster, of how many transcripts over all genes, and their seed. On the panel
        are the transcripts of the same draw that are of its genes.

    Returns
    -------
    measured
        A row for every node that a cluster is, or something below it.
    """
    settings = make_settings(method, input_type=RAW)
    whole = _whole_program(hierarchy, expression)
    paths = _paths(hierarchy)
    shares = shares_of(expression, input_type)
    exact: Floats = np.asarray(shares * depth, dtype=np.float64)
    called = zip(expression.clusters, _labels(whole, expression, exact, settings), strict=True)
    calls = truth or dict(called)
    nodes = {cluster: name for cluster, name in calls.items() if name in paths}
    kept = [at for at, gene in enumerate(expression.genes) if gene in panel.measured]
    on_panel: list[tuple[str, str]] = []
    on_all: list[tuple[str, str]] = []
    for draw in range(draws):
        counts = draw_counts(shares, expression, draw, depth=depth, seed=seed)
        part = replace(expression, genes=tuple(expression.genes[at] for at in kept), values=counts[kept])
        on_all += zip(expression.clusters, _labels(whole, expression, counts, settings), strict=True)
        on_panel += zip(expression.clusters, _labels(compiled, part, counts[kept], settings), strict=True)
    return Measured(
        profiles=profiles,
        truth="labels" if truth else "all genes",
        n_genes=len(kept),
        draws=draws,
        depth=depth,
        seed=seed,
        nodes=tuple(_rows(paths, nodes, on_panel, on_all)),
        left_out=tuple(cluster for cluster in expression.clusters if cluster not in nodes),
    )


def _whole_program(hierarchy: Hierarchy, expression: Expression) -> Program:
    return program_for_genes(hierarchy, Panel("all genes", expression.genes, hierarchy.modality))


def _paths(hierarchy: Hierarchy) -> dict[str, Path]:
    """Every node with the nodes from the root down to it."""
    paths: dict[str, Path] = {}
    for parent, node in hierarchy.walk():
        paths[node.name] = (*(paths[parent.name] if parent else ()), node.name)
    return paths


def _labels(program: Program, expression: Expression, counts: Floats, settings: Settings) -> list[str]:
    """What each cluster is called; ``""`` where that is no node."""
    scored = Expression(expression.genes, expression.clusters, counts)
    table = make_cluster_annotation_export_summary(
        annotate_clusters(program, scored, settings), n_resamples=0
    )
    resolved = table["annot_export_status"] == "resolved"
    return list(table["annot_export_label"].where(resolved, "").astype(str))


def _rows(
    paths: Mapping[str, Path],
    nodes: Mapping[str, str],
    on_panel: list[tuple[str, str]],
    on_all: list[tuple[str, str]],
) -> list[MeasuredNode]:
    clusters: dict[str, list[str]] = defaultdict(list)
    for cluster, node in nodes.items():
        for step in paths[node]:
            clusters[step].append(cluster)
    rows = []
    for name in (name for name in paths if name in clusters):
        mine = frozenset(clusters[name])
        decided, mistaken = _decided(name, mine, on_panel, paths)
        rows.append(
            MeasuredNode(
                name=name,
                parent=paths[name][-2] if len(paths[name]) > 1 else "",
                clusters=tuple(sorted(mine)),
                on_panel=decided,
                on_all=_decided(name, mine, on_all, paths)[0],
                mistaken_for=tuple(sorted(mistaken.items(), key=lambda found: (-found[1], found[0]))),
            )
        )
    return rows


def _decided(
    name: str, clusters: frozenset[str], calls: list[tuple[str, str]], paths: Mapping[str, Path]
) -> tuple[Decided, Counter[str]]:
    """What became of the draws of some clusters at the fork above the node that they are."""
    above = paths[name][:-1]
    right = stopped = 0
    mistaken: Counter[str] = Counter()
    for cluster, label in calls:
        if cluster not in clusters:
            continue
        way = paths.get(label, ())
        if name in way:
            right += 1
        elif way == above[: len(way)]:
            stopped += 1
        else:
            mistaken[label] += 1
    return Decided(right, sum(mistaken.values()), stopped), mistaken
