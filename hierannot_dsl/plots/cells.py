"""Labels of cells: how much of what each sample holds, and where in space."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from hierannot_dsl.plots.canvas import (
    INK,
    ROW,
    in_legend,
    label_colors,
    new_figure,
    one_line_each,
    quiet,
    second_look,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

NO_LABEL = "no label"


def plot_composition(
    obs: pd.DataFrame, label: str, sample: str, *, colors: Mapping[str, str] | None = None
) -> tuple[Figure, Axes]:
    """Show which share of each sample's cells has which label.

    Parameters
    ----------
    obs
        One row per cell, such as ``adata.obs``.
    label, sample
        Columns; a cell without a label counts as ``no label``, one without a sample is left out.
    colors
        Colours by label; others are chosen.

    Raises
    ------
    KeyError
        If there is no such column.
    ValueError
        If no cell has a sample.
    """
    labels = _texts(obs, label)
    counts = pd.crosstab(_texts(obs, sample, missing=None), labels)
    if counts.empty:
        msg = f"no cell has a value in obs[{sample!r}]"
        raise ValueError(msg)
    order = counts.sum().sort_values(ascending=False, kind="stable").index
    shares = counts[order].div(counts.sum(axis=1), axis=0)
    chosen = label_colors(sorted(order), colors)
    again = second_look(sorted(order), chosen)
    columns = 1 + (len(order) > 24)
    figure, axes = new_figure(9, max(1.4 + ROW * 1.4 * len(shares), 1.0 + 0.19 * -(-len(order) // columns)))
    left = np.zeros(len(shares))
    for name in order:
        width = shares[name].to_numpy()
        axes.barh(range(len(shares)), width, left=left, color=chosen[name], edgecolor="white", linewidth=0.6,
                  height=0.75, hatch="///" if name in again else None, label=in_legend(name, 32))  # fmt: skip
        left += width
    one_line_each(axes, [f"{name} ({total:,})" for name, total in counts.sum(axis=1).items()], least=4)
    axes.set_xlim(0, 1)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "25 %", "50 %", "75 %", "100 %"])
    quiet(axes)
    figure.legend(loc="outside right upper", frameon=False, fontsize=8, ncols=columns)
    return figure, axes


def plot_spatial_labels(
    adata: Any,
    label: str,
    *,
    basis: str = "spatial",
    colors: Mapping[str, str] | None = None,
    size: float | None = None,
) -> tuple[Figure, Axes]:
    """Show the labels of cells where the cells are.

    Parameters
    ----------
    adata
        AnnData with coordinates in ``obsm[basis]``, the first two columns; y grows downward, as in images.
        Cells without coordinates are left out.
    label
        Column of `obs`.
    basis
        Key of `obsm`: ``spatial``, or an embedding such as ``X_umap`` (there y grows upward).
    colors
        Colours by label; None: ``uns[label_colors]`` where it is there, else chosen.
    size
        Area of a point in square points. None: by the number of cells.

    Raises
    ------
    KeyError
        If there is no such column or key.
    ValueError
        If the coordinates are no numbers or have one column only, or no cell has any.
    """
    if basis not in adata.obsm:
        msg = f"obsm has no {basis!r}; there are: {', '.join(map(repr, adata.obsm)) or 'none'}"
        raise KeyError(msg)
    try:
        coordinates = np.asarray(adata.obsm[basis], dtype=np.float64)
    except (TypeError, ValueError):
        msg = f"obsm[{basis!r}] holds something else than numbers"
        raise ValueError(msg) from None
    if coordinates.ndim != 2 or coordinates.shape[1] < 2:
        msg = f"obsm[{basis!r}] has no two columns of coordinates"
        raise ValueError(msg)
    known = np.asarray(~np.isnan(coordinates[:, :2]).any(axis=1))
    if not known.any():
        msg = f"no cell has coordinates in obsm[{basis!r}]"
        raise ValueError(msg)
    places = coordinates[known, :2]
    labels = _texts(adata.obs, label)[known]
    counts = labels.value_counts()
    names = sorted(counts.index, key=lambda name: (-counts[name], name))
    chosen = label_colors(sorted(names), _given_colors(adata, label) if colors is None else colors)
    again = second_look(sorted(names), chosen)
    figure, axes = new_figure(8.5, 6)
    area = size if size is not None else float(np.clip(30_000 / max(len(places), 1), 0.5, 40))
    for name in names:
        here = (labels == name).to_numpy()
        look = {
            "color": chosen[name],
            "marker": "^" if name in again else "o",
            "label": f"{in_legend(name, 30)} ({counts[name]:,})",
        }
        axes.scatter(places[here, 0], places[here, 1], s=area, linewidth=0, rasterized=True, **look)
    axes.set_aspect("equal" if basis == "spatial" else "auto")
    if basis == "spatial":
        axes.invert_yaxis()
    axes.set_xticks([])
    axes.set_yticks([])
    axes.set_title(f"{label} in {basis}", fontsize=10.5, loc="left", color=INK)
    for side in axes.spines.values():
        side.set_color("#cccccc")
    legend = figure.legend(loc="outside right upper", frameon=False, fontsize=8, ncols=1 + (len(names) > 28))
    for handle in legend.legend_handles:
        handle.set_sizes([28])  # type: ignore[union-attr]
    return figure, axes


def _given_colors(adata: Any, label: str) -> dict[str, str]:
    """Colours that scanpy keeps beside a categorical column."""
    column = adata.obs[label] if label in adata.obs else pd.Series(dtype=str)
    listed = adata.uns.get(f"{label}_colors")
    if listed is None or not isinstance(column.dtype, pd.CategoricalDtype):
        return {}
    return dict(zip(map(str, column.cat.categories), map(str, listed), strict=False))


def _texts(obs: pd.DataFrame, column: str, missing: str | None = NO_LABEL) -> pd.Series[Any]:
    if column not in obs:
        msg = f"obs has no column {column!r}; there are: {', '.join(map(repr, map(str, obs.columns)))}"
        raise KeyError(msg)
    texts = obs[column].astype(object).where(obs[column].notna(), missing)
    return texts.map(lambda value: value if value is None else str(value))
