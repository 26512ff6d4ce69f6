"""`hierc curate`: what the markers of hierarchies are worth on clusters whose type is known."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from hierannot_dsl.cli.console import CannotRun, layout, progress, result
from hierannot_dsl.cli.files import caller_mistakes, told_warnings
from hierannot_dsl.cli.sources import catalog_option, read_model, shown
from hierannot_dsl.cli.suggest import deep_option
from hierannot_dsl.resources import how_to_install

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hierannot_dsl.curation.report import Curation

FORMATS = ("human", "csv", "json", "markdown")
VERDICTS = (
    *("shared", "contradicted", "weak", "leaky", "idle", "fair", "single", "strong", "guards"),
    *("no rival", "not measured", "no cluster"),
)
MOST = 20


@click.command(short_help="Measure every marker on clusters whose type is known.")
@click.argument("hierarchies", nargs=-1, metavar="[HIERARCHY...]")
@click.option(
    "--profiles",
    required=True,
    metavar="FOLDER",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Tables of cluster means, NAME.parquet, .csv or .tsv, here or in profiles.",
)
@click.option(
    "--truth",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="What is known of the clusters. [default: FOLDER/truth.csv]",
)
@click.option("--node", metavar="PATH", help="Only this node or contrast, by name or path.")
@click.option(
    "--propose",
    metavar="N",
    type=click.IntRange(min=1),
    help="Name genes that are not listed and hold in N data sets or more.",
)
@click.option(
    "--top",
    metavar="N",
    type=click.IntRange(min=1),
    default=MOST,
    show_default=True,
    help="Candidates per node.",
)
@click.option(
    "--verdict",
    "verdicts",
    multiple=True,
    type=click.Choice(VERDICTS),
    help="Only markers of this verdict; may be repeated.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    default="human",
    show_default=True,
    help="How to print the table.",
)
@deep_option
@catalog_option
def curate(
    hierarchies: tuple[str, ...],
    profiles: Path,
    truth: Path | None,
    node: str | None,
    propose: int | None,
    top: int,
    verdicts: tuple[str, ...],
    format_: str,
    deep: bool,
    catalogs: tuple[Path, ...],
) -> None:
    """Measure every marker of HIERARCHIES on clusters whose type is known; of the whole catalog by default.

    FOLDER holds tables of genes x clusters. FILE has a row for each known cluster: dataset, cluster, and its
    type, as node (a name or path), cl_id or truth_name. By cl_id, a cluster belongs to the nodes that have
    its term or one above it in the Cell Ontology, of these to the most special one, and to all above that.
    """
    from hierannot_dsl.adapters.ontology import cell_ontology
    from hierannot_dsl.adapters.profile_folder import read_profiles
    from hierannot_dsl.catalog.builtins import list_builtins
    from hierannot_dsl.curation.placing import terms_of_tree, tree_of
    from hierannot_dsl.curation.report import curate as measured
    from hierannot_dsl.curation.report import find_program

    names = hierarchies or tuple(each.name for each in list_builtins(include_deep=deep))
    if node is not None and len(names) != 1:
        msg = "--node is of one hierarchy: name it"
        raise CannotRun(msg)
    ontology = cell_ontology()
    if ontology is None:
        progress("no Cell Ontology is installed, and terms are compared as they are written")
        progress(f"help: {how_to_install('ontology')}")
    models = [read_model(name, catalogs)[0] for name in names]
    if node is not None:
        with caller_mistakes("--node"):
            find_program(tree_of(models[0]), node)
    with told_warnings(), caller_mistakes(profiles.as_posix()):
        data = read_profiles(shown(profiles), None if truth is None else shown(truth))
        reports = [
            measured(
                model,
                *data,
                ontology or terms_of_tree(tree_of(model)),
                node=node,
                propose=propose,
                most=top,
            )
            for model in models
        ]
    _print(reports, verdicts, format_)


def _print(reports: Sequence[Curation], verdicts: Sequence[str], format_: str) -> None:
    from hierannot_dsl.curation.verdict import Verdict

    words = [Verdict(word) for word in verdicts]
    if format_ == "csv":
        from hierannot_dsl.emit.curation_csv import curation_csv

        result(curation_csv(reports, verdicts=words))
    elif format_ == "json":
        from hierannot_dsl.emit.curation_json import curation_json

        result(curation_json(reports, verdicts=words))
    elif format_ == "markdown":
        from hierannot_dsl.emit.curation_markdown import curation_markdown

        result("\n".join(curation_markdown(report, verdicts=words) for report in reports))
    else:
        from hierannot_dsl.emit.curation_text import curation_text

        result("\n".join(curation_text(report, layout(), verdicts=words) for report in reports))
