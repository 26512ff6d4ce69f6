"""AnnData and markers -> a plot of dots, in one call."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

import pandas as pd

from hierannot_dsl.adapters.anndata import sum_anndata_by_cluster
from hierannot_dsl.api.markers import positive_markers_by_program
from hierannot_dsl.api.programs import MarkerProgram
from hierannot_dsl.model.hierarchy import Hierarchy
from hierannot_dsl.plots.canvas import need_columns
from hierannot_dsl.plots.markers import genes_of, plot_marker_dots

if TYPE_CHECKING:
    from collections.abc import Sequence

    from anndata import AnnData  # type: ignore[import-untyped]  # it ships no types
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from hierannot_dsl.adapters.cell_store import CellStore
    from hierannot_dsl.api.reading import AnyHierarchy

    Markers: TypeAlias = AnyHierarchy | Mapping[str, Sequence[str]] | pd.DataFrame | Sequence[str]

ROBUST = ("group", "names", "robust_rank_within_group")


def plot_anndata_marker_dots(
    adata: AnnData | CellStore,
    groupby: str,
    markers: Markers,
    *,
    per_group: int | None = 5,
    source: str = "X",
    source_key: str | None = None,
) -> tuple[Figure, Axes]:
    """Show markers in the clusters of cells: colour for the mean, size for the fraction of cells.

    Parameters
    ----------
    adata
        Cells x genes. They are walked through once, and need not be in memory.
    groupby
        Column of `obs` with the clusters.
    markers
        The canonical markers of a hierarchy (a name, a file, root programs, or a `Hierarchy`), node by node;
        what `identify_top_robust_markers_by_cluster` returned; lists of genes by group; or one list.
    per_group
        The most genes of a group: of a node those whose fraction of cells differs most between clusters, of
        other groups the first ones. None: all.
    source, source_key
        Where values are: ``"X"``, a ``"layer"`` called `source_key`, or ``"raw"``.

    Returns
    -------
    figure, axes
        As in `plot_marker_dots`.

    Raises
    ------
    KeyError
        If there is no such column, layer or hierarchy.
    TypeError
        If a group has one string for its genes.
    ValueError
        If the data have none of the markers, or `per_group` is below 1.
    """
    if per_group is not None and per_group < 1:
        msg = f"per_group is {per_group}, not 1 or more"
        raise ValueError(msg)
    sums = sum_anndata_by_cluster(adata, groupby, source=source, source_key=source_key)
    groups = _groups(markers, sums.detected_fraction, per_group)
    shown = {group: genes_of(group, genes)[:per_group] for group, genes in groups.items()}
    return plot_marker_dots(sums.means, sums.detected_fraction, shown)


def _groups(markers: Markers, fractions: pd.DataFrame, most: int | None) -> Mapping[str, Sequence[str]]:
    if isinstance(markers, pd.DataFrame):
        return _of_table(markers)
    if isinstance(markers, Mapping):
        return markers
    if isinstance(markers, str | os.PathLike | Hierarchy):
        return _of_hierarchy(markers, fractions, most)
    listed = list(markers)
    programs = [one for one in listed if isinstance(one, MarkerProgram)]
    if programs:
        return _of_hierarchy(programs, fractions, most)
    return {"markers": [str(gene) for gene in listed]}


def _of_hierarchy(hierarchy: AnyHierarchy, fractions: pd.DataFrame, most: int | None) -> dict[str, list[str]]:
    spread = fractions.max(axis=1) - fractions.min(axis=1)
    chosen = {}
    for _, name, genes in positive_markers_by_program(hierarchy, fractions.index):
        best = sorted(genes, key=lambda gene: -spread[gene])[:most]
        chosen[name] = [gene for gene in genes if gene in best]
    return chosen


def _of_table(table: pd.DataFrame) -> dict[str, list[str]]:
    need_columns(table, ROBUST, origin="identify_top_robust_markers_by_cluster")
    ranked = table.sort_values(["group", "robust_rank_within_group"], kind="stable")
    return {
        str(group): rows["names"].astype(str).tolist() for group, rows in ranked.groupby("group", sort=False)
    }
