"""Labels of clusters -> AnnData, where scverse tools look for them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from hierannot_dsl.adapters.clusters import names_of, read_clusters
from hierannot_dsl.adapters.notices import some
from hierannot_dsl.adapters.spread import CLUSTER_ID, LABEL_COLUMNS, rows_of_cells, spread, text_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from anndata import AnnData  # type: ignore[import-untyped]  # it ships no types

    from hierannot_dsl.adapters.cell_store import CellStore

# What becomes of the columns of an export table in obs; levels follow by `LEVEL_LABEL`.
OBS_NAMES = {
    "annot_export_label": "",
    "annot_export_label_with_cluster": "_label_with_cluster",
    "annot_export_status": "_status",
    "annot_confidence": "_confidence",
    "annot_cl_id": "_cl_id",
    "annot_path": "_path",
}
LEVEL_LABEL = re.compile(r"annot(_l\d+)_label")
HIERARCHY = {
    "hierarchy": "annot_hierarchy",
    "hierarchy_version": "annot_hierarchy_version",
    "hierarchy_hash": "annot_hierarchy_hash",
}
NO_COLOR = "#bdbdbd"


def label_anndata(
    adata: AnnData | CellStore,
    export: pd.DataFrame,
    cluster_key: str,
    *,
    key_added: str = "hierannot",
    params: Mapping[str, str | float | bool] | None = None,
    colors: Mapping[str, str] | None = None,
) -> None:
    """Write the labels of clusters into an AnnData, in place.

    Parameters
    ----------
    adata
        Cells by genes; of cells from `open_cells` the file is not written to. A second call with the same
        `key_added` replaces what the first one wrote.
    export
        One row per cluster, as `make_cluster_annotation_export_summary` writes it.
    cluster_key
        Column of `obs` that holds the cluster of every cell.
    key_added
        Stem of everything that is written: ``obs[key]`` is the label, ``obs[key_label_with_cluster]``,
        ``obs[key_status]``, ``obs[key_confidence]``, ``obs[key_cl_id]``, ``obs[key_path]`` and
        ``obs[key_l1]`` and so on say more; ``uns[key]`` holds the table (``"clusters"``) and how it came
        about (``"params"``). Text in `obs` is categorical; where nothing is known it is missing.
    params
        What to note in ``uns[key]["params"]`` beside the cluster key and the name, version and content hash
        of the hierarchy.
    colors
        Colors by label. Where there is one, ``uns[key_colors]`` is written in the order of categories,
        grey for labels without one.

    Raises
    ------
    KeyError
        If `obs` has no such column, or `export` no labels.
    """
    if cluster_key not in adata.obs:
        msg = f"obs has no column {cluster_key!r}; there are: {some(list(map(str, adata.obs.columns)))}"
        raise KeyError(msg)
    missing = [column for column in LABEL_COLUMNS if column not in export]
    if missing:
        msg = f"the export has no column {some(missing)}"
        raise KeyError(msg)
    _forget(adata, key_added)
    rows = rows_of_cells(read_clusters(adata.obs[cluster_key]), export)
    written = []
    for column in map(str, export.columns):
        level = LEVEL_LABEL.fullmatch(column)
        name = level.group(1) if level else OBS_NAMES.get(column)
        if name is not None:
            written.append(key_added + name)
            adata.obs[written[-1]] = spread(export[column], rows)
    adata.uns[key_added] = {
        "params": {"cluster_key": cluster_key, **_hierarchy(export), **(params or {})},
        "clusters": _storable(export),
        "obs_columns": np.array(written),
    }
    known = colors or {}
    labels = adata.obs[key_added].cat.categories
    if any(label in known for label in labels):
        adata.uns[f"{key_added}_colors"] = [known.get(label, NO_COLOR) for label in labels]


def _hierarchy(export: pd.DataFrame) -> dict[str, str]:
    """Which hierarchy the table says was used; one that was put together from several says of no one."""
    said = {name: export[column].unique() for name, column in HIERARCHY.items() if column in export}
    return {name: str(texts[0]) for name, texts in said.items() if len(texts) == 1}


def _storable(export: pd.DataFrame) -> pd.DataFrame:
    """The table as every version of h5ad holds it: plain text without missing values, and numbers."""
    table = export.copy()
    for column in table.columns:
        if not pd.api.types.is_numeric_dtype(table[column]):
            table[column] = pd.Series(
                [text_of(value) for value in table[column]], index=table.index, dtype=object
            )
    table.index = pd.Index(names_of(table.pop(CLUSTER_ID)), name=CLUSTER_ID, dtype=object)
    return table


def _forget(adata: AnnData | CellStore, key: str) -> None:
    before = adata.uns.pop(key, {})
    names = before.get("obs_columns", ()) if isinstance(before, dict) else ()
    for name in names:
        if str(name) in adata.obs:
            del adata.obs[str(name)]
    adata.uns.pop(f"{key}_colors", None)
