"""A fit and its labels -> AnnData: `annotate` and `hierc annotate` write the same."""

from __future__ import annotations

from dataclasses import asdict
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from hierannot_dsl.adapters.labels import label_anndata, storable
from hierannot_dsl.export.colors import label_colors

if TYPE_CHECKING:
    import pandas as pd
    from anndata import AnnData  # type: ignore[import-untyped]  # it ships no types

    from hierannot_dsl.adapters.cell_store import CellStore
    from hierannot_dsl.adapters.reading import Reading
    from hierannot_dsl.export.result import AnnotationResult

PACKAGE = "hierannot_dsl"


def label_with_fit(
    adata: AnnData | CellStore,
    fit: AnnotationResult,
    export: pd.DataFrame,
    reading: Reading,
    *,
    hierarchy: str,
    suggested: pd.DataFrame | None = None,
    key_added: str = "hierannot",
) -> None:
    """Write labels into an AnnData with everything that is needed to make them again, in place.

    Parameters
    ----------
    adata, fit, export
        Cells, what scoring found for their clusters, and its export table.
    reading
        What became the cluster means.
    hierarchy
        The hierarchy itself, as a JSON document or a compiled program.
    suggested
        How well the hierarchies of the catalog fit, where the first of them was taken.
    key_added
        As in `label_anndata`.
    """
    source, source_key = reading.place
    settings = {name: value for name, value in asdict(fit.settings).items() if value is not None}
    params: dict[str, str | float | bool] = {
        "hierarchy": fit.program.hierarchy,
        "hierarchy_by": "given" if suggested is None else "auto",
        "source": source,
        "source_key": source_key or "",
        "average": reading.average,
        "min_cells": reading.min_cells,
        "cell_mask": reading.mask or "",
        "method": fit.settings.method,
        "input_type": fit.settings.input_type,
        "package": PACKAGE,
        "version": version(PACKAGE),
    }
    record: dict[str, Any] = {
        "settings": {name: _plain(value) for name, value in settings.items()},
        "scores": storable(fit.level_scores),
        "fit": storable(fit.diagnostics_summary),
        "hierarchy": hierarchy,
    }
    if suggested is not None:
        record["suggested"] = storable(suggested)
    label_anndata(
        adata,
        export,
        str(reading.cluster),
        key_added=key_added,
        params=params,
        colors=label_colors(fit.program),
        record=record,
    )


def _plain(value: Any) -> Any:
    return {str(key): float(number) for key, number in value.items()} if hasattr(value, "items") else value
