"""`hierc demo`: names for the clusters of a real data set, beside what is known of its cells."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hierannot_dsl.cli.console import CannotRun, layout, progress, result
from hierannot_dsl.cli.files import caller_mistakes, write_file
from hierannot_dsl.cli.labelling import export_of, write_labels
from hierannot_dsl.resources import how_to_install

if TYPE_CHECKING:
    import pandas as pd

    from hierannot_dsl.export.result import AnnotationResult

HIERARCHY, CLUSTER, GROUPS = "immune_core", "louvain", "bulk_labels"
INTRODUCTION = """\
700 blood cells in 11 clusters, 765 genes (PBMC 68k of 10x Genomics, which scanpy
brings along). `bulk_labels` says which sorted population most cells of a cluster
are like, and what share of them: the names are given without looking at it.
"""


@click.command(short_help="Name the clusters of a data set that scanpy has.")
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("demo-output"),
    show_default=True,
    help="Write labels.csv, the labelled cells and the panel report here.",
)
def demo(out: Path) -> None:
    """Name the clusters of a data set that scanpy brings along, and compare."""
    from hierannot_dsl.adapters.anndata import aggregate_anndata_to_cluster_means
    from hierannot_dsl.catalog.builtins import load_builtin
    from hierannot_dsl.compiler import compile_for_panel
    from hierannot_dsl.emit.labels_text import labels_text
    from hierannot_dsl.emit.retention_csv import retention_csv
    from hierannot_dsl.emit.retention_text import retention_tree
    from hierannot_dsl.panel.panel import Panel
    from hierannot_dsl.panel.policy import RetentionPolicy

    adata = read_blood()
    result(f"{INTRODUCTION}\n")
    panel = Panel("pbmc68k", tuple(map(str, adata.raw.var_names)))
    policy = RetentionPolicy(preserve_major=True)
    compiled = compile_for_panel(load_builtin(HIERARCHY), panel, policy).unwrap()
    result(f"{retention_tree(compiled.report, layout())}\n")

    means = aggregate_anndata_to_cluster_means(adata, CLUSTER, source="raw")
    fit, export = export_of(compiled.program, means, input_type="normalized", method="default")
    result(labels_text(export, layout(), beside={GROUPS: largest_groups(adata)}))
    write_labels(export, out / "labels.csv")
    write_file(out / f"{HIERARCHY}.retention.csv", retention_csv(compiled.report))
    write_cells(adata, fit, export, out / "pbmc68k_labelled.h5ad")


def read_blood() -> Any:
    """The data set, as an AnnData.

    Raises
    ------
    CannotRun
        If scanpy is not installed.
    """
    progress("reading the data (importing scanpy takes a few seconds)")
    try:
        from scanpy.datasets import pbmc68k_reduced  # type: ignore[import-untyped]  # it ships no types
    except ImportError:
        msg = "the demo needs scanpy, which brings its data along"
        raise CannotRun(msg, hint=how_to_install("demo")) from None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the file is older than the libraries that read it
        return pbmc68k_reduced()


def largest_groups(adata: Any) -> dict[str, str]:
    """The most frequent of the known groups in each cluster, with its share."""
    groups = adata.obs.groupby(CLUSTER, observed=True)[GROUPS]
    counts = groups.value_counts(normalize=True, sort=True).to_frame("share").reset_index()
    first = counts.drop_duplicates(CLUSTER)
    return {str(row[CLUSTER]): f"{row[GROUPS]} {row['share']:.0%}" for _, row in first.iterrows()}


def write_cells(adata: Any, fit: AnnotationResult, export: pd.DataFrame, path: Path) -> None:
    """Write the cells with their labels."""
    from hierannot_dsl.adapters.fitted import label_with_fit
    from hierannot_dsl.adapters.reading import Reading

    label_with_fit(adata, fit, export, Reading(CLUSTER, raw=True), hierarchy=fit.program.dumps())
    with caller_mistakes(path.as_posix()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        adata.write_h5ad(path)
    progress(f"wrote {path.as_posix()}")
