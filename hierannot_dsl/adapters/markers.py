"""Cells in groups -> the genes that set each group apart, for looking at its name again."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy import sparse

from hierannot_dsl.adapters.averaging import loaded
from hierannot_dsl.adapters.choosing import chosen_clusters
from hierannot_dsl.adapters.notices import DataWarning
from hierannot_dsl.adapters.places import column_of_obs, expression_of
from hierannot_dsl.kernels.rank_sums import adjusted, rank_sum_scores, two_sided

if TYPE_CHECKING:
    from collections.abc import Sequence

    from anndata import AnnData  # type: ignore[import-untyped]  # it ships no types

    from hierannot_dsl.adapters.clusters import Clusters
    from hierannot_dsl.adapters.places import ExpressionPlace
    from hierannot_dsl.kernels.arrays import Ints

TINY = 1e-9  # what is nowhere else has a fold change, too
ORDER = {"group": True, "pvals_adj": True, "logfoldchanges": False, "names": True}


def identify_top_robust_markers_by_cluster(
    adata: AnnData,
    group_key: str,
    *,
    min_cells_per_group: int = 10,
    max_cells_per_group: int | None = 5000,
    padj_cutoff: float = 0.05,
    logfc_cutoff: float = 0.25,
    min_pct_expr: float = 0.10,
    rank_key: str = "marker_rankings",
    random_state: int = 0,
    source: str = "X",
    source_key: str | None = None,
) -> pd.DataFrame:
    """Find the genes of each group that hold as markers, by Wilcoxon's test against all other cells.

    Parameters
    ----------
    adata
        Cells by genes, which are left as they are.
    group_key
        Column of `obs`, such as the labels of clusters. Cells without a group are left out, with a warning.
    min_cells_per_group
        Groups of fewer cells are left out, with a warning: their tests are not stable.
    max_cells_per_group
        Of larger groups so many cells are drawn. None or 0: all.
    padj_cutoff
        The largest adjusted p-value (Benjamini-Hochberg, within a group).
    logfc_cutoff
        The smallest log2 fold change.
    min_pct_expr
        The smallest fraction of the cells of the group in which the gene is seen, from 0 to 1.
    rank_key
        Accepted as the published function has it; nothing is written into `adata`.
    random_state
        Seed of the draw.
    source, source_key
        Where values are, natural logarithms of 1 + normalised counts: ``"X"``, a ``"layer"`` called
        `source_key`, or ``"raw"``. Another base of the logarithm stands in ``uns["log1p"]``.

    Returns
    -------
    markers
        One row per group and marker, groups in the order of text, the best first: ``group``, ``names``,
        ``scores`` (z), ``logfoldchanges``, ``pvals``, ``pvals_adj``, ``pct_nz_group``, ``pct_nz_reference``,
        ``meets_padj``, ``meets_logfc``, ``meets_min_pct_expr`` (all True), and ``robust_rank_within_group``,
        from 1. Of equals in p-value and fold change, the first by name. Numbers are those of scanpy's
        `rank_genes_groups`.

    Raises
    ------
    KeyError
        If there is nothing of this name; the message has names that are near.
    ValueError
        If fewer than two groups are left.

    Warns
    -----
    DataWarning
        If cells or groups are left out, or values are negative: of scaled values there is no fold change.
    """
    groups = chosen_clusters(
        column_of_obs(adata, group_key),
        where=f"obs[{group_key!r}]",
        cell_mask=None,
        min_cells=min_cells_per_group,
    )
    if len(groups.names) < 2:
        msg = f"one group is left in obs[{group_key!r}], `{groups.names[0]}`: ranking compares two and more"
        raise ValueError(msg)
    names = sorted(groups.names)
    cells, codes = _drawn(groups, names, max_cells_per_group, random_state)
    place = expression_of(adata, source, source_key)
    values = _cells_of(place, cells)
    if values.min() < 0:
        msg = f"{source} holds negative values: fold changes are of logarithms, and scaled values have none"
        warnings.warn(msg, DataWarning, stacklevel=2)
    base = dict(adata.uns.get("log1p", {})).get("base")
    ranked = _ranked(values, codes, names, place.genes, base=base)
    return _robust(ranked, padj=padj_cutoff, logfc=logfc_cutoff, fraction=min_pct_expr)


def _drawn(groups: Clusters, names: Sequence[str], most: int | None, seed: int) -> tuple[Ints, Ints]:
    """Positions of the cells that are ranked, and the group of each as a position in `names`."""
    random = np.random.default_rng(seed)
    chosen = []
    for name in names:
        cells = np.flatnonzero(groups.codes == groups.names.index(name))
        if most and len(cells) > most:
            cells = np.sort(random.choice(cells, size=most, replace=False))
        chosen.append(cells)
    return np.concatenate(chosen), np.repeat(np.arange(len(names)), list(map(len, chosen)))


def _cells_of(place: ExpressionPlace, cells: Ints) -> sparse.csc_matrix:
    values: Any = loaded(place.matrix)
    values = values[cells if place.rows is None else place.rows[cells]]
    return sparse.csc_matrix(values if place.columns is None else values[:, place.columns])


def _ranked(
    values: sparse.csc_matrix, codes: Ints, names: Sequence[str], genes: Sequence[str], *, base: float | None
) -> pd.DataFrame:
    """Every gene in every group, with its statistics."""
    member = sparse.csr_matrix((np.ones(len(codes)), (codes, np.arange(len(codes)))))  # (K, C)
    sizes = np.bincount(codes).astype(np.float64)[:, None]  # (K, 1)
    others = len(codes) - sizes
    sums = (member @ values.astype(np.float64)).toarray()  # (K, C) @ (C, G) -> (K, G)
    present = values.astype(np.float64)
    present.data = (present.data != 0).astype(np.float64)
    seen = (member @ present).toarray()
    means, rest = sums / sizes, (sums.sum(axis=0) - sums) / others
    scale = 1.0 if base is None else np.log(base)
    with np.errstate(all="ignore"):  # of scaled values, which are told
        changes = np.log2((np.expm1(means * scale) + TINY) / (np.expm1(rest * scale) + TINY))
    scores = rank_sum_scores(values, codes, len(names))
    chances = two_sided(scores)
    per_group = [
        pd.DataFrame(
            {
                "group": name,
                "names": genes,
                "scores": scores[row],
                "logfoldchanges": changes[row],
                "pvals": chances[row],
                "pvals_adj": adjusted(chances[row]),
                "pct_nz_group": seen[row] / sizes[row],
                "pct_nz_reference": (seen.sum(axis=0) - seen[row]) / others[row],
            }
        )
        for row, name in enumerate(names)
    ]
    return pd.concat(per_group, ignore_index=True)


def _robust(ranked: pd.DataFrame, *, padj: float, logfc: float, fraction: float) -> pd.DataFrame:
    ranked = ranked.assign(
        meets_padj=ranked["pvals_adj"] <= padj,
        meets_logfc=ranked["logfoldchanges"] >= logfc,
        meets_min_pct_expr=ranked["pct_nz_group"] >= fraction,
    )
    kept = ranked[ranked[["meets_padj", "meets_logfc", "meets_min_pct_expr"]].all(axis=1)]
    kept = kept.sort_values(list(ORDER), ascending=list(ORDER.values()), kind="stable", ignore_index=True)
    kept["robust_rank_within_group"] = kept.groupby("group").cumcount() + 1
    return kept
