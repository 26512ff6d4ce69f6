"""Labels of clusters -> labels of cells, as a table to join."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from hierannot_dsl.adapters.clusters import read_clusters
from hierannot_dsl.adapters.notices import some
from hierannot_dsl.adapters.spread import LABEL_COLUMNS, rows_of_cells, spread
from hierannot_dsl.diagnostics.suggest import closest

if TYPE_CHECKING:
    from collections.abc import Sequence


def expand_cluster_annotation_to_cells(
    cluster_assignments: pd.Series[Any] | Sequence[Any],
    cluster_summary: pd.DataFrame,
    *,
    cluster_key: str | None = None,
    include_columns: Sequence[str] | None = None,
    prefix: str | None = None,
) -> pd.DataFrame:
    """Give every cell what is known of its cluster.

    Parameters
    ----------
    cluster_assignments
        Cluster of every cell, such as ``adata.obs["leiden"]``. A missing id has no labels.
    cluster_summary
        One row per cluster with a column ``cluster_id``, as `make_cluster_annotation_export_summary` writes
        it. Ids are compared as text: ``0`` and ``"0"`` are one cluster.
    cluster_key
        Name of the column that repeats the cluster. Default: the name of `cluster_assignments`, else
        ``"cluster"``.
    include_columns
        Columns of the summary. Default: label, label with cluster, status and confidence.
    prefix
        What to write for ``annot`` at the start of a column's name: with ``"p"``, ``annot_export_label``
        becomes ``p_export_label``, and any other column ``x`` becomes ``p_x``. Default: names stay.

    Returns
    -------
    cells
        One row per cell under the index of `cluster_assignments`. Text is categorical, in the order of the
        summary. A cell whose cluster has no row there has missing values, and a warning names the cluster.

    Raises
    ------
    KeyError
        If the summary lacks a column that is asked for.
    ValueError
        If the summary has two rows for one cluster.
    """
    assignments = pd.Series(cluster_assignments)
    clusters = read_clusters(assignments)
    rows = rows_of_cells(clusters, cluster_summary)
    key = str(cluster_key or assignments.name or "cluster")
    cells = {key: pd.Categorical.from_codes(clusters.codes, categories=pd.Index(clusters.names))}
    for column in LABEL_COLUMNS if include_columns is None else include_columns:
        if column not in cluster_summary:
            msg = f"the summary has no column {column!r}"
            near = closest(column, map(str, cluster_summary.columns))
            raise KeyError(msg + (f"; near: {some(near)}" if near else ""))
        cells[_renamed(column, prefix)] = spread(cluster_summary[column], rows)
    return pd.DataFrame(cells, index=assignments.index)


def _renamed(column: str, prefix: str | None) -> str:
    return column if prefix is None else f"{prefix}_{column.removeprefix('annot_')}"
