"""Results -> pages that people pass around."""

from __future__ import annotations

import io
import warnings
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from os import PathLike

    import pandas as pd
    from matplotlib.figure import Figure

    from hierannot_dsl.export.result import AnnotationResult
    from hierannot_dsl.report.annotation import Picture

DOTS_PER_INCH = 110


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

    Notes
    -----
    Plots are in the page where matplotlib is installed.
    """
    from hierannot_dsl.adapters.files import write_text
    from hierannot_dsl.export.summary import make_cluster_annotation_export_summary

    table = make_cluster_annotation_export_summary(result) if export is None else export
    write_text(Path(path), annotation_report(result, table, title=title, record=record or {}))


def annotation_report(
    result: AnnotationResult, export: pd.DataFrame, *, title: str, record: Mapping[str, str]
) -> str:
    """The page as text, with plots where matplotlib is installed."""
    from hierannot_dsl.report.annotation import annotation_facts, annotation_page

    pictures = _pictures(result, export)
    return annotation_page(annotation_facts(result, export, data=title, record=record, pictures=pictures))


def _pictures(result: AnnotationResult, export: pd.DataFrame) -> tuple[Picture, ...]:
    if find_spec("matplotlib") is None:
        return ()
    from hierannot_dsl.plots.confidence import plot_cluster_confidence
    from hierannot_dsl.plots.scores import plot_routes
    from hierannot_dsl.report.annotation import Picture

    confidence, _ = plot_cluster_confidence(result, export=export)
    routes, _ = plot_routes(result)
    return (
        Picture(
            "How sure each label is: branch score, margin to the rival, and confidence score",
            "Dots and bars for every cluster; the numbers are in the table of clusters",
            _png(confidence),
        ),
        Picture(
            "How far each cluster went through the tree, and why it stopped",
            "A line for every cluster; the decisions are told in words under Why each cluster has its label",
            _png(routes),
        ),
    )


def _png(figure: Figure) -> bytes:
    # Without the version of matplotlib in it, the same fit gives the same bytes for longer.
    buffer = io.BytesIO()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing")  # the table has the name as it is
        figure.savefig(buffer, format="png", dpi=DOTS_PER_INCH, metadata={"Software": None})
    return buffer.getvalue()
