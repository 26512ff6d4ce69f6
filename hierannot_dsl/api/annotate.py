"""AnnData -> AnnData with labels, in one call."""

from __future__ import annotations

import os
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from hierannot_dsl.adapters.anndata import aggregate_anndata_to_cluster_means
from hierannot_dsl.adapters.cell_store import CellStore
from hierannot_dsl.adapters.files import COMPILED, load_program
from hierannot_dsl.adapters.fitted import label_with_fit
from hierannot_dsl.adapters.notices import DataWarning
from hierannot_dsl.adapters.reading import AUTO, Reading
from hierannot_dsl.adapters.scaled import refuse_scaled
from hierannot_dsl.api.pipeline import HierAnnotPipeline
from hierannot_dsl.api.reading import load_any
from hierannot_dsl.api.suggest import considered_hierarchies, suggest_hierarchy_for_profiles
from hierannot_dsl.emit.fit_text import summary_of
from hierannot_dsl.export.summary import make_cluster_annotation_export_summary
from hierannot_dsl.model.document import document_text
from hierannot_dsl.program import Program

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd
    from anndata import AnnData  # type: ignore[import-untyped]  # it ships no types

    from hierannot_dsl.adapters.averages import Progress
    from hierannot_dsl.api.reading import AnyHierarchy, FilePath
    from hierannot_dsl.model.hierarchy import Hierarchy

Source: TypeAlias = "AnyHierarchy | Program"


@dataclass(frozen=True, eq=False)
class Chosen:
    """The hierarchy of the catalog that fits best, and how well the best of them fit."""

    hierarchy: Hierarchy
    table: pd.DataFrame


def annotate(
    adata: AnnData | CellStore,
    groupby: str,
    *,
    hierarchy: Source = AUTO,
    layer: str | None = None,
    raw: bool = False,
    average: str = "mean",
    min_cells: int = 1,
    cell_mask: str | None = None,
    input_type: str = "raw_cluster_means",
    method: str = "default",
    key_added: str = "hierannot",
    copy: bool = False,
    progress: Progress | None = None,
) -> AnnData | None:
    """Name the clusters of an AnnData.

    Parameters
    ----------
    adata
        Cells by genes: in memory, backed, or opened by `open_cells`.
    groupby
        Column of `obs` with the cluster of every cell.
    hierarchy
        The name of a built-in, a `.hier`, `.json` or `.hierc.json` file, root programs, a `Hierarchy` or a
        compiled `Program`; or ``"auto"``: the one of the catalog that fits the clusters best, as
        `suggest_hierarchy_for_profiles` ranks them.
    layer, raw
        What to average: this layer, or ``.raw``; default: X. Counts are best.
    average, min_cells, cell_mask, progress
        `method`, `min_cells`, `cell_mask` (a column of `obs`) and `progress` of
        `aggregate_anndata_to_cluster_means`.
    input_type
        ``"raw_cluster_means"``: counts. ``"normalized"``: values on a log scale.
    method
        ``"default"`` or ``"hierannot"``, as in `HierAnnotPipeline`.
    key_added
        Stem of what is written. A second call with the same one replaces all that the first wrote.
    copy
        Whether to leave `adata` as it is and return a labelled copy.

    Returns
    -------
    adata
        The copy; None where `adata` itself was labelled. In ``obs``: ``key`` (label), ``key_status``,
        ``key_confidence`` (ordered), ``key_confidence_score`` (for ``method="default"`` the chance that the
        call is right), ``key_L1``, ``key_L2`` and so on (levels of the call), ``key_path``, ``key_cl_id``
        and ``key_label_with_cluster``; text is categorical, and missing for cells without a cluster. In
        ``uns[key]``: ``params`` (with name, version and content hash of the hierarchy), ``settings``, the
        tables ``clusters``, ``scores``, ``fit`` and with ``"auto"`` also ``suggested``, and ``hierarchy``,
        the hierarchy itself as JSON. In ``uns``: ``key_colors``, and the same for every level.

    Raises
    ------
    KeyError
        If there is no such column, layer or built-in; the message has names that are near.
    ValueError
        If values are not what `input_type` says, no marker is among the genes, an option is none of the
        above, or cells that are on the disk are to be copied.
    OSError, CompileFailed
        If a file cannot be read, or has mistakes.

    Warns
    -----
    DataWarning
        If ``"auto"`` finds several hierarchies that fit equally, or none that fits well; if cells or
        clusters are left out.

    Examples
    --------
    >>> import anndata
    >>> import numpy as np
    >>> from hierannot_dsl import MarkerProgram
    >>> counts = np.ones((3, 100))
    >>> counts[:2, :3] = counts[2, 3:6] = 40
    >>> cells = anndata.AnnData(counts)
    >>> cells.var_names = ["CD3D", "CD3E", "TRAC", "CD79A", "MS4A1", "CD19", *(f"G{at}" for at in range(94))]
    >>> cells.obs["leiden"] = ["0", "0", "1"]
    >>> roots = [
    ...     MarkerProgram("T cell", ["CD3D", "CD3E", "TRAC"]),
    ...     MarkerProgram("B cell", ["CD79A", "MS4A1", "CD19"]),
    ... ]
    >>> annotate(cells, "leiden", hierarchy=roots)
    >>> cells.obs["hierannot"].tolist()
    ['T cell', 'T cell', 'B cell']
    """
    if layer is not None and raw:
        msg = "layer and raw are two places: name one"
        raise ValueError(msg)
    given = None if isinstance(hierarchy, str) and hierarchy == AUTO else _load(hierarchy)
    target = _copied(adata) if copy else adata
    reading = Reading(groupby, layer, raw, cell_mask, min_cells, average)
    source, source_key = reading.place
    means = aggregate_anndata_to_cluster_means(
        target,
        groupby,
        source=source,
        source_key=source_key,
        method=average,
        min_cells=min_cells,
        cell_mask=cell_mask,
        progress=progress,
    )
    refuse_scaled(means, target, reading)
    chosen = choose_hierarchy(means, input_type=input_type) if given is None else None
    meant = chosen.hierarchy if chosen else given
    assert meant is not None
    fit = HierAnnotPipeline(meant, input_type=input_type, method=method).fit_score(means)
    label_with_fit(
        target,
        fit,
        make_cluster_annotation_export_summary(fit),
        reading,
        hierarchy=text_of_hierarchy(meant),
        suggested=chosen.table if chosen else None,
        key_added=key_added,
    )
    return target if copy else None


def choose_hierarchy(
    cluster_means: pd.DataFrame, *, input_type: str, catalogs: Iterable[FilePath] = ()
) -> Chosen:
    """Take the hierarchy that fits best, and warn where others fit as well, or none does.

    Of those that tie, the smallest is taken, as `suggest_hierarchy_for_profiles` orders them.
    """
    folders = tuple(map(Path, catalogs))
    table = suggest_hierarchy_for_profiles(cluster_means, input_type=input_type, catalogs=folders)
    name = str(table["name"].iloc[0])
    for sentence in summary_of(table.to_dict("records")):
        warnings.warn(f"hierarchy {name!r} was taken; {sentence}", DataWarning, stacklevel=3)
    return Chosen(next(one for one in considered_hierarchies(folders) if one.name == name), table)


def text_of_hierarchy(hierarchy: Hierarchy | Program) -> str:
    """The hierarchy as JSON that `read_hierarchy` or `load_program` reads back from a file."""
    return hierarchy.dumps() if isinstance(hierarchy, Program) else document_text(hierarchy)


def _copied(adata: AnnData | CellStore) -> AnnData:
    if isinstance(adata, CellStore) or adata.isbacked:
        msg = "cells that are on the disk are not copied: their labels stay in memory, the file as it is"
        raise ValueError(msg)
    return adata.copy()


def _load(hierarchy: Source) -> Hierarchy | Program:
    if isinstance(hierarchy, Program):
        return hierarchy
    if isinstance(hierarchy, str | os.PathLike) and str(hierarchy).endswith(COMPILED):
        return load_program(Path(hierarchy))
    return load_any(hierarchy)
