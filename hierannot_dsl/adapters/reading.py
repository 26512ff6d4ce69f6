"""What is read of cells, and how it is averaged: said once, for commands, for calls and for the record."""

from __future__ import annotations

from dataclasses import dataclass

AUTO = "auto"  # in place of a hierarchy: the one of the catalog that fits best


@dataclass(frozen=True)
class Reading:
    """What is read of an AnnData, an .h5ad file or a Zarr store; a table has none of it to choose.

    Attributes
    ----------
    cluster
        Column of obs with the clusters.
    layer, raw
        Where the values are: a layer, or ``.raw``; neither: X.
    mask
        Column of obs that is True for the cells that count.
    min_cells, average
        `min_cells` and `method` of `aggregate_anndata_to_cluster_means`.
    """

    cluster: str | None = None
    layer: str | None = None
    raw: bool = False
    mask: str | None = None
    min_cells: int = 1
    average: str = "mean"

    @property
    def place(self) -> tuple[str, str | None]:
        """Source and its key."""
        return ("layer", self.layer) if self.layer is not None else ("raw" if self.raw else "X", None)
