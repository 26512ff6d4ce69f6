"""`hierc compile`: a hierarchy on a gene panel, what is left of every node, and a program that scores it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hierannot_dsl.cli.console import FOUND, layout, result
from hierannot_dsl.cli.files import read_genes, write_file
from hierannot_dsl.cli.findings import fail_on_option, status_of, tell_findings
from hierannot_dsl.cli.sources import catalog_option, read_model

if TYPE_CHECKING:
    from hierannot_dsl.compiler import CompiledHierarchy
    from hierannot_dsl.panel.policy import Floors, RetentionPolicy

FORMATS = ("human", "json", "csv")
FLOORS = {
    "disabled_major": "Do not score a major node with a smaller share of its positive markers.",
    "disabled_optional": "The same for the other nodes.",
    "fallback_major": "Call a major node by its parent's name below this share.",
    "fallback_optional": "The same for the other nodes.",
}


def floor_options(command: click.decorators.FC) -> click.decorators.FC:
    """The four floors, each an option that holds for panels of every size."""
    for name, told in reversed(FLOORS.items()):
        option = click.option(f"--{name.replace('_', '-')}", type=click.FloatRange(0, 1), help=told)
        command = option(command)
    return command


@click.command(name="compile", short_help="Fit a hierarchy to a gene panel.")
@click.argument("hierarchy", metavar="FILE|NAME")
@click.option(
    "--panel",
    "genes",
    metavar="GENES",
    required=True,
    type=click.Path(path_type=Path),
    help="One symbol a line, the first column of a csv or tsv, or the genes of an .h5ad.",
)
@click.option(
    "--out", metavar="DIR", type=click.Path(file_okay=False, path_type=Path), help="Write files here."
)
@click.option("--format", "format_", type=click.Choice(FORMATS), default="human", show_default=True)
@click.option(
    "--preserve-major-immune-subtypes",
    "preserve_major",
    is_flag=True,
    help="Score every node of `role major` that has enough markers, whatever its share.",
)
@click.option("--min-positive", type=click.IntRange(1), help="Least positive markers of a node. [default: 2]")
@floor_options
@fail_on_option
@catalog_option
def compile_command(
    hierarchy: str,
    genes: Path,
    out: Path | None,
    format_: str,
    preserve_major: bool,
    min_positive: int | None,
    fail_on: str,
    catalogs: tuple[Path, ...],
    **floors: float | None,
) -> int:
    """Fit a hierarchy to the genes that a panel measures, and say what is lost.

    With --out, writes NAME.hierc.json, which `hierc annotate` runs, and NAME.retention.csv.
    """
    from hierannot_dsl.compiler import compile_for_panel

    model, found = read_model(hierarchy, catalogs)
    policy = policy_of(floors, preserve_major=preserve_major, min_positive=min_positive)
    outcome = compile_for_panel(model, read_genes(genes), policy)
    found += outcome.diagnostics
    if outcome.value is None or outcome.failed:
        tell_findings(outcome.diagnostics, {})
        return FOUND
    result(_printed(outcome.value, format_))
    if out is not None:
        _write(outcome.value, model.name, out)
    return status_of(found, fail_on)


def policy_of(
    floors: dict[str, float | None], *, preserve_major: bool, min_positive: int | None
) -> RetentionPolicy:
    """The rules of the command line: the default ones, where it does not say otherwise."""
    from hierannot_dsl.panel.policy import RetentionPolicy

    given = {name: floor for name, floor in floors.items() if floor is not None}
    rules = RetentionPolicy(preserve_major=preserve_major)
    if min_positive is not None:
        rules = replace(rules, min_positive=min_positive)

    def changed(size: Floors) -> Floors:
        return replace(size, **given)

    return replace(
        rules, small=changed(rules.small), medium=changed(rules.medium), large=changed(rules.large)
    )


def _printed(compiled: CompiledHierarchy, format_: str) -> str:
    if format_ == "json":
        from hierannot_dsl.emit.retention_json import retention_json

        return retention_json(compiled.report)
    if format_ == "csv":
        from hierannot_dsl.emit.retention_csv import retention_csv

        return retention_csv(compiled.report)
    from hierannot_dsl.emit.retention_text import retention_text

    return retention_text(compiled.report, layout())


def _write(compiled: CompiledHierarchy, name: str, out: Path) -> None:
    from hierannot_dsl.emit.retention_csv import retention_csv

    for file, text in (
        (out / f"{name}.hierc.json", compiled.program.dumps()),
        (out / f"{name}.retention.csv", retention_csv(compiled.report)),
    ):
        write_file(file, text)
