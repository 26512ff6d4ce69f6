"""Data files -> cluster means -> labels -> files: the steps that `hierc annotate` and `hierc demo` share."""

from __future__ import annotations

import warnings
from dataclasses import fields
from typing import TYPE_CHECKING

from hierannot_dsl.adapters.reading import Reading
from hierannot_dsl.cli.console import CannotRun, layout, progress, progress_bar
from hierannot_dsl.cli.files import caller_mistakes

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from hierannot_dsl.adapters.cell_store import CellStore
    from hierannot_dsl.export.result import AnnotationResult
    from hierannot_dsl.model.hierarchy import Hierarchy
    from hierannot_dsl.program import Program

FEW_GENES = 100


def read_cells(data: Path, reading: Reading) -> tuple[CellStore | None, pd.DataFrame]:
    """Cluster means of a file, and the cells they come from, left on disk (None for a table).

    Raises
    ------
    CannotRun
        If options do not fit the kind of file.
    OSError, ValueError, KeyError, MissingExtra
        If the file cannot be read, or has no such column or layer.
    """
    if not holds_cells(data):
        from hierannot_dsl.adapters.tables import read_cluster_table

        if reading != Reading():
            given = [field.name for field in fields(reading) if getattr(reading, field.name) != field.default]
            options = ", ".join(f"--{name.replace('_', '-')}" for name in given)
            msg = f"a table of genes x clusters has its clusters as columns, and takes no {options}"
            raise CannotRun(msg)
        table = read_cluster_table(data)
        _warn_of_few(max(table.shape))
        return None, table

    from hierannot_dsl.adapters.anndata import aggregate_anndata_to_cluster_means
    from hierannot_dsl.adapters.cell_store import open_cells
    from hierannot_dsl.adapters.scaled import ScaledValues, refuse_scaled

    if reading.layer and reading.raw:
        msg = "--layer and --raw are two places: name one"
        raise CannotRun(msg)
    cells = open_cells(data)
    if reading.cluster is None:
        msg = "a file of cells needs --cluster, the column of obs with the clusters"
        raise CannotRun(msg, hint=f"obs has: {', '.join(cells.obs)}" if len(cells.obs) else None)
    source, source_key = reading.place
    with progress_bar("reading cells") as told:
        means = aggregate_anndata_to_cluster_means(
            cells,
            reading.cluster,
            source=source,
            source_key=source_key,
            method=reading.average,
            min_cells=reading.min_cells,
            cell_mask=reading.mask,
            progress=told,
        )
    try:
        refuse_scaled(means, cells, reading)
    except ScaledValues as problem:
        hint = problem.instead("--layer NAME", "--raw", "--input-type normalized")
        msg = f"{data.as_posix()}: {problem.fault}"
        raise CannotRun(msg, hint=hint) from None
    _warn_of_few(max(means.shape))
    return cells, means


def _warn_of_few(n_genes: int) -> None:
    """A marker among a few genes says little, and nothing else would tell why all is unknown."""
    from hierannot_dsl.adapters.notices import DataWarning, counted

    if n_genes < FEW_GENES:
        msg = (
            f"the data have {counted(n_genes, 'gene')}: scores compare markers with other genes, which takes "
            "some hundred"
        )
        warnings.warn(msg, DataWarning, stacklevel=2)


def holds_cells(data: Path) -> bool:
    """Whether it is a file of cells; anything else is a table."""
    return data.is_dir() or data.suffix.lower() == ".h5ad"


def export_of(
    hierarchy: Hierarchy | Program, means: pd.DataFrame, *, input_type: str, method: str
) -> tuple[AnnotationResult, pd.DataFrame]:
    """Score, route and export, with the defaults of the method; what has another name in the data is told."""
    from hierannot_dsl.api.pipeline import HierAnnotPipeline
    from hierannot_dsl.emit.renamed_text import renamed_text
    from hierannot_dsl.export.summary import make_cluster_annotation_export_summary

    fit = HierAnnotPipeline(hierarchy, input_type=input_type, method=method).fit_score(means)
    for sentence in renamed_text(fit.renamed):
        progress("\n".join(layout().wrapped("", sentence, indent=2)))
    return fit, make_cluster_annotation_export_summary(fit)


def write_labels(export: pd.DataFrame, path: Path) -> None:
    """Write the export table, making its folder if need be, and say so."""
    from hierannot_dsl.adapters.tables import write_export_csv

    with caller_mistakes(path.as_posix()):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_export_csv(export, path)
    progress(f"wrote {path.as_posix()}")


def write_labelled(
    cells: CellStore,
    fit: AnnotationResult,
    export: pd.DataFrame,
    reading: Reading,
    *,
    target: Path,
    hierarchy: Hierarchy | Program,
    suggested: pd.DataFrame | None,
) -> None:
    """Write a copy of a file of cells with labels in it, as `annotate` writes them, and say so."""
    from hierannot_dsl.adapters.fitted import label_with_fit
    from hierannot_dsl.adapters.labelled_copy import write_labelled_copy
    from hierannot_dsl.api.annotate import text_of_hierarchy

    text = text_of_hierarchy(hierarchy)
    with caller_mistakes(target.as_posix()):
        label_with_fit(cells, fit, export, reading, hierarchy=text, suggested=suggested)
        write_labelled_copy(cells, target)
    progress(f"wrote {target.as_posix()}")
