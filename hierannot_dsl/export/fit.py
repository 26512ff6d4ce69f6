"""Results of one matrix -> how well each hierarchy fits it, and which fits best."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np
import pandas as pd

from hierannot_dsl.export.rules import ExportRules, export_label, strongest_leaves
from hierannot_dsl.route.result import Stop

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hierannot_dsl.export.result import AnnotationResult
    from hierannot_dsl.program import Flags, Floats

FitStatus: TypeAlias = Literal["good", "questionable", "poor"]

# Fractions of the clusters: resolved ones that a status needs, and those that a contrast may have won.
GOOD = 0.8
QUESTIONABLE = 0.5
FOREIGN = 0.3
# Scores are sums of rounded numbers: what differs by less is the same.
DECIMALS = 9


@dataclass(frozen=True)
class Fit:
    """How well one hierarchy fits the clusters that it was asked about.

    Attributes
    ----------
    hierarchy_fit_status
        ``good`` where 80 % of the clusters are resolved and contrasts won less than 30 % of them;
        ``questionable`` where half are resolved; else ``poor``.
    fit_rank_score
        `resolved_fraction` - `contrast_won_fraction` + `named_apart_fraction` + `mean_raw_score`: to be
        compared between hierarchies on the same clusters, and by the same method, only.
    resolved_fraction
        Clusters that are exported as resolved, under the default rules.
    out_of_scope_fraction
        Clusters without a call because a contrast won: there is no node for what they look like.
    contrast_won_fraction
        These, and clusters with a broad call that goes no deeper because a contrast won below it.
    named_apart_fraction
        Distinct labels among the resolved, over all clusters: how many differences have a name.
    mean_raw_score
        Mean of R of the label over all clusters, zero where none is resolved: what a node has from its
        children or from contrasts does not count.
    mean_margin, mean_depth
        Of the resolved clusters: lead over the rival, and level of the label. NaN where there are none.
    """

    hierarchy_fit_status: FitStatus
    fit_rank_score: float
    resolved_fraction: float
    out_of_scope_fraction: float
    contrast_won_fraction: float
    named_apart_fraction: float
    mean_raw_score: float
    mean_margin: float
    mean_depth: float


def hierarchy_fit(result: AnnotationResult) -> Fit:
    """Measure how well the hierarchy of one fit suits its clusters."""
    program, scores, routes = result.program, result.scores, result.routes
    resolved = _resolved(result)
    named = routes.label[resolved]
    foreign = routes.stop == Stop.CONTRAST
    n_clusters = len(resolved)
    fraction = float(resolved.mean())
    contrast_won = float(foreign.mean())
    apart = len(np.unique(named)) / n_clusters
    raw = float(scores.raw[named, np.flatnonzero(resolved)].sum() / n_clusters)
    margins = routes.final_margin[resolved]
    return Fit(
        hierarchy_fit_status=fit_status(fraction, contrast_won),
        fit_rank_score=round(fraction - contrast_won + apart + raw, DECIMALS),
        resolved_fraction=fraction,
        out_of_scope_fraction=float((foreign & (routes.label < 0)).mean()),
        contrast_won_fraction=contrast_won,
        named_apart_fraction=apart,
        mean_raw_score=raw,
        mean_margin=_mean(margins[~np.isnan(margins)]),
        mean_depth=_mean(program.level[named].astype(np.float64)),
    )


def fit_status(resolved_fraction: float, contrast_won_fraction: float) -> FitStatus:
    """What the fractions of resolved and of foreign clusters say of the hierarchy."""
    if resolved_fraction >= GOOD and contrast_won_fraction < FOREIGN:
        return "good"
    return "questionable" if resolved_fraction >= QUESTIONABLE else "poor"


def compare_hierarchy_fit(results: Mapping[str, AnnotationResult]) -> pd.DataFrame:
    """Rank hierarchies by how well they fit the same clusters.

    Parameters
    ----------
    results
        Name to fit, from `HierAnnotPipeline.fit_score`: all of the same cluster means, by the same method.

    Returns
    -------
    table
        One row per hierarchy, the best first, ties in the order given. ``name``;
        ``hierarchy_fit_status`` (``good``: 80 % of the clusters are resolved, and contrasts won less than
        30 %; ``questionable``: half are resolved; ``poor``); ``fit_rank_score``; ``fit_rank``, from 1, the
        same for hierarchies that tie; ``tied_with``, their names; ``resolved_fraction``;
        ``out_of_scope_fraction``, without a call because a contrast won; ``contrast_won_fraction``, these
        and calls that go no deeper because of one; ``named_apart_fraction``, distinct labels per cluster;
        ``mean_raw_score`` of the labels; ``mean_margin`` and ``mean_depth`` of the resolved clusters, NaN
        where there are none; ``n_clusters``. The score is resolved less contrast won, plus named apart, plus
        mean raw score.

    Raises
    ------
    ValueError
        If there is no result, or the results are of different clusters or methods: their scores cannot be
        compared.

    Notes
    -----
    Hierarchies tie where they name every cluster the same with the same evidence: data without epithelium
    cannot tell hierarchies apart that differ in theirs. A rank says which hierarchy is better, not that it
    is good: read the status too.
    """
    _check_comparable(results)
    table = pd.DataFrame(
        [
            {"name": name, **asdict(hierarchy_fit(result)), "n_clusters": len(result.scores.clusters)}
            for name, result in results.items()
        ]
    )
    score = table["fit_rank_score"]
    table.insert(3, "fit_rank", score.rank(method="min", ascending=False).astype(int))
    sharing = table.groupby("fit_rank")["name"].agg(list)
    tied = [
        ", ".join(other for other in sharing[rank] if other != name)
        for name, rank in zip(table["name"], table["fit_rank"], strict=True)
    ]
    table.insert(4, "tied_with", tied)
    return table.sort_values("fit_rank", kind="stable", ignore_index=True)


def _resolved(result: AnnotationResult) -> Flags:
    rules = ExportRules(mixed_margin_threshold=result.settings.mixed_margin)
    leaves = strongest_leaves(result, rules)
    return np.array(
        [
            export_label(result, cluster, rules, leaf=int(leaf)).status == "resolved"
            for cluster, leaf in enumerate(leaves)
        ],
        dtype=np.bool_,
    )


def _check_comparable(results: Mapping[str, AnnotationResult]) -> None:
    if not results:
        msg = "no results to compare"
        raise ValueError(msg)
    (first, expected), *others = results.items()
    for name, result in others:
        if set(result.scores.clusters) != set(expected.scores.clusters):
            msg = f"{name!r} is a fit of other clusters than {first!r}: fit all to the same cluster means"
            raise ValueError(msg)
        if result.settings.method != expected.settings.method:
            msg = (
                f"{name!r} is a fit by method {result.settings.method!r}, "
                f"{first!r} by {expected.settings.method!r}: their scores are in different units"
            )
            raise ValueError(msg)


def _mean(values: Floats) -> float:
    return float(values.mean()) if len(values) else float("nan")
