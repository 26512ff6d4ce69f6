"""A row per cluster -> a value per cell."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from hierannot_dsl.adapters.clusters import names_of
from hierannot_dsl.adapters.notices import DataWarning, counted, some

if TYPE_CHECKING:
    import numpy.typing as npt

    from hierannot_dsl.adapters.clusters import Clusters

CLUSTER_ID = "cluster_id"
LABEL_COLUMNS = (
    "annot_export_label",
    "annot_export_label_with_cluster",
    "annot_export_status",
    "annot_confidence",
)
# All of them, also where none of the cells has one, so that plots of several samples agree.
FIXED_CATEGORIES = {
    "annot_export_status": ("resolved", "mixed", "unknown"),
    "annot_confidence": ("none", "low", "medium", "high"),
}
ORDERED = {"annot_confidence"}


def rows_of_cells(clusters: Clusters, summary: pd.DataFrame) -> npt.NDArray[np.int64]:
    """Row of the summary for every cell, -1 where there is none.

    Raises
    ------
    KeyError
        If the summary has no column ``cluster_id``.
    ValueError
        If it has two rows for one cluster.
    """
    if CLUSTER_ID not in summary:
        msg = f"the summary has no column {CLUSTER_ID!r}"
        raise KeyError(msg)
    row_of: dict[str, int] = {}
    for row, name in enumerate(names_of(summary[CLUSTER_ID])):
        if row_of.setdefault(name, row) != row:
            msg = f"the summary has two rows for cluster {name!r}"
            raise ValueError(msg)
    unknown = [name for name in clusters.names if name not in row_of]
    if unknown:
        msg = f"{counted(len(unknown), 'cluster')} without a row in the summary: {some(unknown)}"
        warnings.warn(msg, DataWarning, stacklevel=3)
    # The last place is that of cells without a cluster.
    rows = np.array([row_of.get(name, -1) for name in clusters.names] + [-1], dtype=np.int64)
    return rows[clusters.codes]


def spread(column: pd.Series[Any], rows: npt.NDArray[np.int64]) -> Any:
    """Values of the summary's rows for every cell: numbers as they are, anything else categorical."""
    if pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column):
        values = column.to_numpy(dtype=np.float64, na_value=np.nan)
        return np.append(values, np.nan)[rows]
    texts = [text_of(value) for value in column]
    fixed = FIXED_CATEGORIES.get(str(column.name), ())
    categories = [*fixed, *(text for text in dict.fromkeys(texts) if text and text not in fixed)]
    place = {text: at for at, text in enumerate(categories)}
    codes = np.array([place.get(text, -1) for text in texts] + [-1], dtype=np.int64)
    ordered = str(column.name) in ORDERED and len(categories) == len(fixed)
    return pd.Categorical.from_codes(
        codes[rows], categories=pd.Index(categories, dtype=object), ordered=ordered
    )


def text_of(value: Any) -> str:
    """A cell of a table as text, ``""`` where it is missing."""
    return "" if pd.isna(value) else str(value)
