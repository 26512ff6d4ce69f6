"""`hierc annotate`: names for the clusters of cells in a file, or of a table of cluster means."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from hierannot_dsl.adapters.files import COMPILED
from hierannot_dsl.adapters.reading import AUTO, Reading
from hierannot_dsl.cli.completing import HIERARCHY
from hierannot_dsl.cli.console import CannotRun, layout, progress, result
from hierannot_dsl.cli.files import caller_mistakes, spare_inputs, told_warnings, unfit_values, write_file
from hierannot_dsl.cli.input_types import input_type_option
from hierannot_dsl.cli.labelling import export_of, read_cells, write_labelled, write_labels
from hierannot_dsl.cli.sources import catalog_option, read_with_files, shown

if TYPE_CHECKING:
    import pandas as pd

    from hierannot_dsl.export.result import AnnotationResult
    from hierannot_dsl.model.hierarchy import Hierarchy
    from hierannot_dsl.program import Program

METHODS = ("default", "hierannot")
AVERAGES = ("mean", "median", "trimmed_mean", "central_cells_mean", "central_cells_trimmed_mean")
FORMATS = ("human", "json")
OUTPUT = Path("output")


@click.command(short_help="Name the clusters of cells or a table.")
@click.argument("data", metavar="DATA", type=click.Path(path_type=Path))
@click.option(
    "--hierarchy",
    default=AUTO,
    metavar="NAME|FILE",
    type=HIERARCHY,
    help="A hierarchy, or a NAME.hierc.json. [default: the one that fits the clusters best]",
)
@click.option("--cluster", metavar="KEY", help="The column of obs with the clusters.")
@click.option("--layer", metavar="KEY", help="The layer to average, such as counts. [default: X]")
@click.option("--raw", is_flag=True, help="Average .raw.")
@click.option(
    "--average",
    type=click.Choice(AVERAGES),
    default=AVERAGES[0],
    show_default=True,
    help="What stands for the cells of a cluster.",
)
@click.option("--mask", metavar="KEY", help="Only cells for which this column of obs is true.")
@click.option(
    "--min-cells",
    metavar="N",
    type=click.IntRange(min=1),
    default=1,
    help="Only clusters of N cells or more.",
)
@input_type_option("the values")
@click.option(
    "--method",
    type=click.Choice(METHODS),
    default=METHODS[0],
    show_default=True,
    help="Of scoring: this project's, or the published equations.",
)
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write labels.csv here, and a labelled copy of the cells. [default: output]",
)
@click.option(
    "--report",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also write labels, reasons and scores as one HTML page.",
)
@click.option(
    "--explain",
    metavar="CLUSTER",
    help="Say why this cluster has its label, in place of all labels; files are written where --out or "
    "--report says so.",
)
@click.option(
    "--format", "form", type=click.Choice(FORMATS), help="How to print what --explain tells. [default: human]"
)
@catalog_option
def annotate(
    data: Path,
    hierarchy: str,
    cluster: str | None,
    layer: str | None,
    raw: bool,
    average: str,
    mask: str | None,
    min_cells: int,
    input_type: str,
    method: str,
    out: Path | None,
    report: Path | None,
    explain: str | None,
    form: str | None,
    catalogs: tuple[Path, ...],
) -> None:
    """Name the clusters of DATA.

    DATA is an .h5ad file or a Zarr store, whose cells are averaged by --cluster and never loaded as a whole,
    or a table of genes x clusters (.csv, .tsv, these also as .gz, or .parquet). Counts are best; for values
    on a log scale say --input-type normalized. --average, --layer, --raw, --mask and --min-cells are for
    cells.

    With --explain CLUSTER, the way of one cluster is printed instead of the labels: every decision with its
    numbers, and what each marker adds. Files are then written only where --out or --report says so.
    """
    from hierannot_dsl.emit.labels_text import labels_text

    if form is not None and explain is None:
        msg = "--format is of --explain: the labels themselves are in labels.csv"
        raise CannotRun(msg)
    if not data.exists():
        msg = f"{data.as_posix()}: no such file"
        raise CannotRun(msg)
    folder = out or OUTPUT
    labels, copy = folder / "labels.csv", folder / f"{data.stem}_labelled{data.suffix}"
    written = [] if explain is not None and out is None else [labels, copy]
    meant, files = (None, []) if hierarchy == AUTO else hierarchy_of(hierarchy, catalogs)
    spare_inputs([data, *files], {"--report": [report], "--out": written})
    suggested = None
    reading = Reading(cluster, layer, raw, mask, min_cells, average)
    with told_warnings(), caller_mistakes(data.as_posix()):
        cells, means = read_cells(shown(data), reading)
    with told_warnings(), unfit_values(data.as_posix()):
        if meant is None:
            meant, suggested = chosen_for(means, input_type, catalogs)
        fit, export = export_of(meant, means, input_type=input_type, method=method)
    told = (
        labels_text(export, layout()) if explain is None else explanation_of(fit, explain, form or FORMATS[0])
    )
    if report is not None:
        from hierannot_dsl.api.reports import annotation_report

        page = annotation_report(fit, export, title=data.name, record={"input type": input_type})
        write_file(report, page)
    result(told)
    if not written:
        return
    write_labels(export, labels)
    if cells is not None:
        with told_warnings():
            write_labelled(cells, fit, export, reading, target=copy, hierarchy=meant, suggested=suggested)


def chosen_for(
    means: pd.DataFrame, input_type: str, catalogs: tuple[Path, ...]
) -> tuple[Hierarchy, pd.DataFrame]:
    """The hierarchy that fits the clusters best, which is told, and how well the best of them fit."""
    from hierannot_dsl.api.annotate import choose_hierarchy
    from hierannot_dsl.diagnostics.outcome import CompileFailed

    folders = [shown(folder) for folder in catalogs]
    try:
        chosen = choose_hierarchy(means, input_type=input_type, catalogs=folders)
    except CompileFailed as problem:
        raise CannotRun(str(problem)) from None
    progress(f"hierarchy: {chosen.hierarchy.name}, by fit")
    return chosen.hierarchy, chosen.table


def explanation_of(fit: AnnotationResult, cluster: str, form: str) -> str:
    """Why a cluster has its label, as text or as JSON."""
    from hierannot_dsl.emit.explanation_json import explanation_json
    from hierannot_dsl.emit.explanation_text import explanation_text

    try:
        explanation = fit.explain(cluster)
    except KeyError as problem:
        raise CannotRun(str(problem.args[0])) from None
    return explanation_json(explanation) if form == "json" else explanation_text(explanation, layout())


def hierarchy_of(text: str, catalogs: tuple[Path, ...]) -> tuple[Hierarchy | Program, list[str]]:
    """What ``--hierarchy`` names: a compiled program, a file, or a hierarchy of the catalog; files read."""
    if not text.endswith(COMPILED):
        model, _, files = read_with_files(text, catalogs)
        return model, [text, *files]
    from hierannot_dsl.adapters.files import load_program

    try:
        return load_program(Path(text)), [text]
    except OSError as problem:
        msg = f"{text}: {problem.strerror}"
    except ValueError as problem:
        msg = f"{text}: {problem}"
    raise CannotRun(msg)
