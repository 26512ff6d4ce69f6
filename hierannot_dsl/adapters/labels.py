"""Labels of clusters -> AnnData, where scverse tools look for them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pandas as pd

from hierannot_dsl.adapters.clusters import names_of, read_clusters
from hierannot_dsl.adapters.notices import some
from hierannot_dsl.adapters.spread import CLUSTER_ID, LABEL_COLUMNS, rows_of_cells, spread, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from anndata import AnnData  # type: ignore[import-untyped]  # it ships no types

    from hierannot_dsl.adapters.cell_store import CellStore

# What becomes of the columns of an export table in obs; levels follow by `LEVEL_LABEL`.
OBS_NAMES = {
    "annot_export_label": "",
    "annot_export_label_with_cluster": "_label_with_cluster",
    "annot_export_status": "_status",
    "annot_confidence": "_confidence",
    "annot_confidence_score": "_confidence_score",
    "annot_cl_id": "_cl_id",
    "annot_path": "_path",
}
LEVEL_LABEL = re.compile(r"annot_l(\d+)_label")
LEVEL_NAME = re.compile(r"_L\d+")
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
    record: Mapping[str, Any] | None = None,
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
        ``obs[key_status]``, ``obs[key_confidence]`` (ordered), ``obs[key_confidence_score]``,
        ``obs[key_cl_id]``, ``obs[key_path]`` and ``obs[key_L1]`` and so on say more; ``uns[key]`` holds the
        table (``"clusters"``) and how it came about (``"params"``). Text is categorical; in `obs` it is
        missing where nothing is known, and in the table it is ``""``.
    params
        What to note in ``uns[key]["params"]`` beside the cluster key and the name, version and content hash
        of the hierarchy.
    colors
        Colors by label. Where there is one, ``uns[key_colors]`` is written in the order of categories,
        grey for labels without one, and the same for every level.
    record
        What else to keep in ``uns[key]``: text, numbers, tables, and mappings of these.

    Raises
    ------
    KeyError
        If `obs` has no such column, or `export` no labels.
    ValueError
        If the clusters themselves would be replaced, or `key_added` is no name that files can hold.
    """
    if cluster_key not in adata.obs:
        msg = f"obs has no column {cluster_key!r}; there are: {some(list(map(str, adata.obs.columns)))}"
        raise KeyError(msg)
    missing = [column for column in LABEL_COLUMNS if column not in export]
    if missing:
        msg = f"the export has no column {some(missing)}"
        raise KeyError(msg)
    if not key_added or "/" in key_added:
        msg = f"key_added is {key_added!r}: it is a name, without slashes, which divide names in files"
        raise ValueError(msg)
    if _is_derived(cluster_key, key_added):
        msg = f"labels under {key_added!r} would replace the clusters in {cluster_key!r}: use another key"
        raise ValueError(msg)
    rows = rows_of_cells(read_clusters(adata.obs[cluster_key]), export)
    _forget(adata, key_added)
    names = {column: name for column, name in OBS_NAMES.items() if column in export}
    for column in map(str, export.columns):
        level = LEVEL_LABEL.fullmatch(column)
        if level:
            names[column] = f"_L{level.group(1)}"
    for column, name in names.items():
        values = spread(export[column], rows)
        adata.obs[key_added + name] = values
        if not name or LEVEL_NAME.fullmatch(name):
            _color(adata, key_added + name, values.categories, colors or {})
    adata.uns[key_added] = {
        "params": {"cluster_key": cluster_key, **_hierarchy(export), **(params or {})},
        "clusters": storable(export),
        **(record or {}),
    }


def storable(table: pd.DataFrame) -> pd.DataFrame:
    """The table as every version of h5ad holds it: numbers, and text as categories, none of it missing.

    A column ``cluster_id`` whose names are distinct becomes the index.
    """
    kept = table.copy()
    for column in kept.columns:
        if not pd.api.types.is_numeric_dtype(kept[column]):
            texts = pd.Series([text_of(value) for value in kept[column]], dtype=object)
            codes, distinct = pd.factorize(texts)
            kept[column] = pd.Categorical.from_codes(codes, categories=pd.Index(distinct, dtype=object))
    if CLUSTER_ID in table and table[CLUSTER_ID].is_unique:
        names, index_name = names_of(table[CLUSTER_ID]), CLUSTER_ID
        del kept[CLUSTER_ID]
    else:
        names, index_name = [str(row) for row in range(len(kept))], None
    kept.index = pd.Index(names, name=index_name, dtype=object)
    return kept


def _color(adata: AnnData | CellStore, column: str, labels: Iterable[str], colors: Mapping[str, str]) -> None:
    if any(label in colors for label in labels):
        adata.uns[f"{column}_colors"] = [colors.get(label, NO_COLOR) for label in labels]


def _hierarchy(export: pd.DataFrame) -> dict[str, str]:
    """Which hierarchy the table says was used; one that was put together from several says of no one."""
    said = {name: export[column].unique() for name, column in HIERARCHY.items() if column in export}
    return {name: str(texts[0]) for name, texts in said.items() if len(texts) == 1}


def _forget(adata: AnnData | CellStore, key: str) -> None:
    """Take away all that an earlier call wrote under this key, levels that are no more included."""
    for column in list(map(str, adata.obs.columns)):
        if _is_derived(column, key):
            del adata.obs[column]
            adata.uns.pop(f"{column}_colors", None)
    adata.uns.pop(key, None)


def _is_derived(column: str, key: str) -> bool:
    rest = column.removeprefix(key) if column.startswith(key) else None
    return rest is not None and (rest in OBS_NAMES.values() or bool(LEVEL_NAME.fullmatch(rest)))
