"""Results -> pages that people pass around."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from os import PathLike

    import pandas as pd

    from hierannot_dsl.export.result import AnnotationResult


def write_annotation_report(
    result: AnnotationResult,
    path: str | PathLike[str],
    *,
    export: pd.DataFrame | None = None,
    title: str = "clusters",
    record: Mapping[str, str] | None = None,
) -> None:
    """Write the labels of a fit, and why, as one HTML page that needs no network.

    Parameters
    ----------
    result
        What `HierAnnotPipeline.fit_score` returned.
    path
        File to write; one that is there is replaced.
    export
        Table of `make_cluster_annotation_export_summary` with its default prefix, where its rules are not
        the default ones. None: the default ones.
    title
        Name of the data, as readers of the page know it.
    record
        Further facts for the record at the end of the page.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    from hierannot_dsl.adapters.files import write_text
    from hierannot_dsl.export.summary import make_cluster_annotation_export_summary
    from hierannot_dsl.report.annotation import annotation_facts, annotation_page

    table = make_cluster_annotation_export_summary(result) if export is None else export
    page = annotation_page(annotation_facts(result, table, data=title, record=record or {}))
    write_text(Path(path), page)
