"""Data files -> cluster means -> labels -> files: the steps that `hierc annotate` and `hierc demo` share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hierannot_dsl.cli.console import CannotRun, progress
from hierannot_dsl.cli.files import caller_mistakes

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pandas as pd

    from hierannot_dsl.export.result import AnnotationResult
    from hierannot_dsl.model.hierarchy import Hierarchy
    from hierannot_dsl.program import Program


def read_cells(data: Path, *, cluster: str | None, layer: str | None, raw: bool) -> tuple[Any, pd.DataFrame]:
    """Cluster means of a file, and the AnnData they come from, its matrix left on disk (None for a table).

    Raises
    ------
    CannotRun
        If options do not fit the kind of file.
    OSError, ValueError, KeyError, ImportError
        If the file cannot be read, or has no such column or layer.
    """
    if data.suffix.lower() != ".h5ad":
        from hierannot_dsl.adapters.tables import read_cluster_table

        if cluster or layer or raw:
            msg = "--cluster, --layer and --raw are for .h5ad files: the columns of a table are its clusters"
            raise CannotRun(msg)
        return None, read_cluster_table(data)

    import anndata  # type: ignore[import-untyped]  # it ships no types

    from hierannot_dsl.adapters.anndata import aggregate_anndata_to_cluster_means

    if layer and raw:
        msg = "--layer and --raw are two places: name one"
        raise CannotRun(msg)
    adata = anndata.read_h5ad(data, backed="r")
    if cluster is None:
        columns = ", ".join(map(str, adata.obs.columns))
        msg = "an .h5ad file needs --cluster, the column of obs with the clusters"
        raise CannotRun(msg, hint=f"obs has: {columns}" if columns else None)
    source = "layer" if layer else "raw" if raw else "X"
    return adata, aggregate_anndata_to_cluster_means(adata, cluster, source=source, source_key=layer)


def export_of(
    hierarchy: Hierarchy | Program, means: pd.DataFrame, *, input_type: str, method: str
) -> tuple[AnnotationResult, pd.DataFrame]:
    """Score, route and export, with the defaults of the method."""
    from hierannot_dsl.api.pipeline import HierAnnotPipeline
    from hierannot_dsl.export.summary import make_cluster_annotation_export_summary

    fit = HierAnnotPipeline(hierarchy, input_type=input_type, method=method).fit_score(means)
    return fit, make_cluster_annotation_export_summary(fit)


def write_labels(export: pd.DataFrame, path: Path) -> None:
    """Write the export table, making its folder if need be, and say so."""
    from hierannot_dsl.adapters.tables import write_export_csv

    with caller_mistakes(path.as_posix()):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_export_csv(export, path)
    progress(f"wrote {path.as_posix()}")


def write_labelled(
    adata: Any,
    fit: AnnotationResult,
    export: pd.DataFrame,
    *,
    cluster: str,
    source: Path,
    target: Path,
    params: Mapping[str, str],
) -> None:
    """Write a copy of an .h5ad file with labels in it, and say so."""
    from hierannot_dsl.adapters.h5ad import write_labelled_copy
    from hierannot_dsl.adapters.labels import label_anndata

    program = fit.program
    colors = {name: color for name, color in zip(program.names, program.colors, strict=True) if color}
    label_anndata(adata, export, cluster, params=params, colors=colors)
    with caller_mistakes(target.as_posix()):
        write_labelled_copy(adata, source, target)
    progress(f"wrote {target.as_posix()}")
