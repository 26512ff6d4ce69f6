"""Markers in clusters, as dots: how strong, and in how many cells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from hierannot_dsl.plots.canvas import INK, ROW, new_figure, one_line_each, shortened

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LARGEST = 105.0  # square points of a dot where every cell has the gene
SIZES = (0.25, 0.5, 1.0)


def plot_marker_dots(
    means: pd.DataFrame, fractions: pd.DataFrame, markers: Mapping[str, Sequence[str]]
) -> tuple[Figure, Axes]:
    """Show markers by cluster: colour for the mean, size for the fraction of cells that have the gene.

    Parameters
    ----------
    means, fractions
        Genes x clusters: mean expression, and the fraction of cells from 0 to 1 in which the gene was seen.
    markers
        Group, such as a node or a cluster, to its genes; what the tables lack is left out, a gene stands in
        its first group.

    Returns
    -------
    figure, axes
        Clusters down, genes across by group. Means are scaled for each gene, from its lowest cluster to its
        highest.

    Raises
    ------
    TypeError
        If `markers` is no mapping, or a group has one string for its genes.
    ValueError
        If the tables are not of the same genes and clusters, hold a gene twice, or none of the markers.
    """
    _need_mapping(markers)
    if not (means.index.equals(fractions.index) and means.columns.equals(fractions.columns)):
        msg = "means and fractions are not of the same genes and clusters"
        raise ValueError(msg)
    means, fractions = (table.set_axis(table.index.map(str)) for table in (means, fractions))
    repeated = means.index[means.index.duplicated()]
    if len(repeated):
        msg = f"the tables have more than one row for {repeated[0]!r}"
        raise ValueError(msg)
    groups = _present(markers, set(means.index))
    genes = [gene for listed in groups.values() for gene in listed]
    if not genes:
        msg = "no marker is among the genes of the tables"
        raise ValueError(msg)
    shown = means.loc[genes].to_numpy(dtype=np.float64)
    low, high = shown.min(axis=1, keepdims=True), shown.max(axis=1, keepdims=True)
    scaled = (shown - low) / np.where(high > low, high - low, 1.0)
    share = fractions.loc[genes].to_numpy(dtype=np.float64)
    clusters = [str(name) for name in means.columns]
    figure, axes = new_figure(2.8 + ROW * max(len(genes), 10), 2.1 + ROW * max(len(clusters), 4))
    x, y = np.meshgrid(range(len(genes)), range(len(clusters)), indexing="ij")
    dots = axes.scatter(x.ravel(), y.ravel(), s=LARGEST * share.ravel(), c=scaled.ravel(), cmap="Blues",
                        vmin=0, vmax=1, edgecolor="#777777", linewidth=0.35)  # fmt: skip
    one_line_each(axes, clusters)
    axes.set_xticks(range(len(genes)), [shortened(gene, 20) for gene in genes], rotation=90, fontsize=8)
    axes.set_xlim(-0.7, len(genes) - 0.3)
    _group_heads(axes, groups)
    axes.tick_params(length=0)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    bar = figure.colorbar(dots, ax=axes, shrink=min(1.0, 1.6 / (ROW * max(len(clusters), 4))), pad=0.01)
    bar.set_label("mean, scaled by gene", fontsize=8)
    keys = [axes.scatter([], [], s=LARGEST * size, color="#999999", label=f"{size:.0%}") for size in SIZES]
    figure.legend(handles=keys, title="of the cells", loc="outside right lower", frameon=False, fontsize=8,
                  title_fontsize=8)  # fmt: skip
    return figure, axes


def _need_mapping(markers: object) -> None:
    if not isinstance(markers, Mapping):
        msg = f"markers must be a mapping from groups to genes, not a {type(markers).__name__}"
        raise TypeError(msg)


def genes_of(group: str, listed: Sequence[str]) -> list[str]:
    """The genes of a group as a list.

    Raises
    ------
    TypeError
        If they are one string, which would be read letter by letter.
    """
    if isinstance(listed, str):
        msg = f"the genes of {group!r} must be a list, not the one string {listed!r}: write [{listed!r}]"
        raise TypeError(msg)
    return list(listed)


def _present(markers: Mapping[str, Sequence[str]], genes: set[str]) -> dict[str, list[str]]:
    seen: set[str] = set()
    found: dict[str, list[str]] = {}
    for group, listed in markers.items():
        mine = [gene for gene in dict.fromkeys(genes_of(group, listed)) if gene in genes and gene not in seen]
        seen.update(mine)
        if mine:
            found[group] = mine
    return found


def _group_heads(axes: Axes, groups: Mapping[str, Sequence[str]]) -> None:
    """The names of the groups above their genes, and a line between groups."""
    start = 0
    for group, genes in groups.items():
        end = start + len(genes)
        axes.plot([start - 0.35, end - 0.65], [-0.75, -0.75], color=INK, linewidth=1.4, clip_on=False)
        axes.text(start - 0.35, -0.95, shortened(group, 26), fontsize=8, rotation=40, ha="left", va="bottom",
                  color=INK)  # fmt: skip
        start = end
