"""`hierc compile`: a hierarchy on a gene panel, what is left of every node, and a program that scores it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hierannot_dsl.cli.compile_files import (
    check_artefact,
    compiled_paths,
    designed,
    measured_with,
    refuse_prune,
    write_compiled,
    write_page,
    write_pruned,
)
from hierannot_dsl.cli.compile_printing import FORMATS, printed_comparison, printed_report
from hierannot_dsl.cli.compile_rules import Under, UnderType, policy_of, rule_options
from hierannot_dsl.cli.completing import HIERARCHY
from hierannot_dsl.cli.console import CLEAN, FOUND, CannotRun, complain, layout, result
from hierannot_dsl.cli.files import spare_inputs
from hierannot_dsl.cli.findings import fail_on_option, severe, tell_findings
from hierannot_dsl.cli.input_types import RAW, input_type_option
from hierannot_dsl.cli.panel_files import panel_file, panel_path_option, read_named_panel, told_apart
from hierannot_dsl.cli.sources import catalog_option, read_with_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hierannot_dsl.compiler import CompiledHierarchy
    from hierannot_dsl.diagnostics.model import Diagnostic
    from hierannot_dsl.model.hierarchy import Hierarchy
    from hierannot_dsl.panel.panel import Panel
    from hierannot_dsl.panel.policy import RetentionPolicy
    from hierannot_dsl.syntax.nodes import File

DIR = click.Path(file_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, path_type=Path)


@click.command(name="compile", short_help="Fit a hierarchy to a gene panel.")
@click.argument("hierarchy", metavar="FILE|NAME", type=HIERARCHY)
@click.option(
    "--panel",
    "panels",
    metavar="GENES",
    required=True,
    multiple=True,
    help="One symbol a line, a csv or tsv, a 10x or Xenium feature file, or an .h5ad. Several: a matrix.",
)
@panel_path_option
@click.option("--against", metavar="GENES", multiple=True, help="Compare the panel with this one.")
@click.option("--out", metavar="DIR", type=DIR, help="Write the program and the report here.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    default="human",
    show_default=True,
    help="How to print the report.",
)
@click.option("--html", "page", metavar="FILE", type=FILE, help="Write the report as one HTML page, too.")
@click.option("--ascii", "plain", is_flag=True, help="Draw marks and bars in ASCII.")
@click.option("--add", metavar="N", type=click.IntRange(1), help="Say which N genes would help most.")
@click.option("--prune", metavar="FILE", type=FILE, help="Write the hierarchy without what cannot be scored.")
@click.option(
    "--profiles",
    metavar="TABLE",
    type=FILE,
    help="Measure the forks on these cluster means (.csv, .tsv, .parquet).",
)
@click.option(
    "--labels",
    metavar="TABLE",
    type=FILE,
    help="What the clusters of --profiles are: cluster, and node or cl_id.",
)
@input_type_option("the values of --profiles")
@click.option(
    "--check", metavar="PROGRAM", type=FILE, help="Say whether this NAME.hierc.json is stale; exit 1 if so."
)
@click.option(
    "--fail-under",
    "unders",
    multiple=True,
    type=UnderType(),
    help="Exit 1 where a node (of a ROLE: major, optional) keeps fewer markers, or a smaller share.",
)
@fail_on_option
@rule_options
@catalog_option
def compile_command(
    hierarchy: str,
    panels: tuple[str, ...],
    panel_folders: tuple[Path, ...],
    against: tuple[str, ...],
    out: Path | None,
    format_: str,
    page: Path | None,
    plain: bool,
    add: int | None,
    prune: Path | None,
    profiles: Path | None,
    labels: Path | None,
    input_type: str,
    check: Path | None,
    unders: tuple[Under, ...],
    fail_on: str,
    preserve_major: bool,
    min_positive: int | None,
    long_list: int | None,
    catalogs: tuple[Path, ...],
    **floors: float | None,
) -> int:
    """Fit a hierarchy to the genes that a panel measures: what is lost, and what to do about it.

    \b
    hierc compile colon.hier --panel genes.txt    what is left of every node
      --out compiled       and NAME.hierc.json, a program for `hierc annotate`
      --add 10             and the ten genes that would help most
      --prune small.hier   and the hierarchy without what cannot be scored
      --against other.txt  two panels, node by node
    """  # noqa: D301 -- click wants the character, not its escape
    model, found, files = read_with_files(hierarchy, catalogs)
    policy = policy_of(floors, preserve_major=preserve_major, min_positive=min_positive, long_list=long_list)
    names = (*panels, *against)
    about_one = {"--out": out, "--prune": prune, "--add": add, "--profiles": profiles}
    _refuse(names, about_one, check=check, page=page)
    _refuse_alone(
        {"--labels": labels, "--input-type": input_type != RAW and input_type}, "--profiles", given=profiles
    )
    if add and format_ == "csv" and page is None:
        msg = "--format csv holds nodes alone, so --add would do nothing: leave one of them out"
        raise CannotRun(msg)
    if prune is not None:
        refuse_prune(hierarchy, model, target=prune)
    genes = [panel_file(name, panel_folders) for name in names]
    spare_inputs(
        [hierarchy, *files, *genes, *filter(None, (profiles, labels))],
        {"--out": compiled_paths(model.name, out) if out else (), "--html": [page], "--prune": [prune]},
    )
    look = layout()
    look = replace(look, ascii_only=look.ascii_only or plain)
    given = told_apart([read_named_panel(name, panel_folders, model) for name in names], names)
    compiled, of_panels = _compiled_for(model, given, policy=policy, files=files)
    too_severe = severe(of_panels, fail_on)
    tell_findings(too_severe, {name: file.source for name, file in files.items()})
    status = FOUND if too_severe or severe(found, fail_on) else CLEAN
    if len(compiled) > 1:
        if page is not None:
            write_page(compiled, page)
        result(printed_comparison(compiled, format_, look=look))
        return max(status, _under(compiled, unders))
    (one,) = compiled
    if check is not None:
        return max(status, check_artefact(one, check), _under(compiled, unders))
    if profiles is not None:
        one = measured_with(one, given[0], profiles=profiles, labels=labels, input_type=input_type)
    design = designed(one, add)
    if page is not None:
        write_page([one], page, design=design)
    result(printed_report(one, format_, look=look, design=design))
    status = max(status, _under(compiled, unders))
    if out is None and prune is None:
        return status
    if not one.hierarchy.roots:
        complain(f"no node of {model.name} is left to score on {given[0].name}, so nothing is written")
        return FOUND
    if out is not None:
        write_compiled(one, out)
    if prune is not None:
        write_pruned(one, hierarchy, target=prune, catalogs=catalogs)
    return status


def _refuse(
    names: Sequence[str], about_one: Mapping[str, object], *, check: Path | None, page: Path | None
) -> None:
    twice = next((name for name, times in Counter(names).items() if times > 1), None)
    if twice is not None:
        msg = f"the panel {twice} is given twice"
        raise CannotRun(msg)
    if check is not None and len(names) == 1:
        given = next((option for option, value in {**about_one, "--html": page}.items() if value), None)
        if given is not None:
            msg = f"--check only compares, so {given} would do nothing: leave one of them out"
            raise CannotRun(msg)
    for option, value in {**about_one, "--check": check}.items():
        if len(names) > 1 and value is not None:
            msg = f"{option} is about one panel, and there are {len(names)}"
            raise CannotRun(msg)


def _refuse_alone(options: Mapping[str, object], of: str, *, given: object) -> None:
    """Refuse options that say something about another one, where that is not given."""
    alone = None if given else next((option for option, value in options.items() if value), None)
    if alone is not None:
        msg = f"{alone} is about {of}: give both, or neither"
        raise CannotRun(msg)


def _compiled_for(
    model: Hierarchy, panels: Iterable[Panel], *, policy: RetentionPolicy, files: Mapping[str, File]
) -> tuple[list[CompiledHierarchy], tuple[Diagnostic, ...]]:
    """The hierarchy on each panel, and what was found that no comment in the files ignores.

    Raises
    ------
    click.exceptions.Exit
        If a panel measures nothing of it, which is told.
    """
    from hierannot_dsl.compiler import compile_for_panel
    from hierannot_dsl.lint.ignores import heed_ignores

    compiled: list[CompiledHierarchy] = []
    found: tuple[Diagnostic, ...] = ()
    for panel in panels:
        outcome = compile_for_panel(model, panel, policy)
        found += heed_ignores(outcome.diagnostics, files)
        if outcome.value is None or outcome.failed:
            tell_findings(outcome.diagnostics, {})
            raise click.exceptions.Exit(FOUND)
        compiled.append(outcome.value)
    return compiled, found


def _under(compiled: Sequence[CompiledHierarchy], unders: tuple[Under, ...]) -> int:
    status = CLEAN
    for one in compiled:
        for under in unders:
            for row in under.failing(one.report):
                share = f"{row.positive.present} of {row.positive.total} positive markers"
                kept = f"{share}, {row.effective.present} beyond its parent's"
                told = f"`{row.name}` keeps {kept}, on {one.report.panel}"
                complain(f"{told}: under --fail-under {under.said()}")
                status = FOUND
    return status
