"""`hierc check`: everything that is wrong with `.hier` files, in one run and without data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from hierannot_dsl.cli.console import CANNOT_RUN, CannotRun, result
from hierannot_dsl.cli.findings import FORMATS, fail_on_option, print_findings, status_of, tally
from hierannot_dsl.cli.sources import catalog_option, read_source, search_path

if TYPE_CHECKING:
    from hierannot_dsl.source import Source


@click.command(short_help="Report every mistake in .hier files.")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--format", "format_", type=click.Choice(FORMATS), default="human", show_default=True)
@fail_on_option
@catalog_option
def check(files: tuple[Path, ...], format_: str, fail_on: str, catalogs: tuple[Path, ...]) -> int:
    """Report every mistake in FILEs, with its place."""
    from hierannot_dsl.semantics.load import load_all

    readable: list[Source] = []
    for path in files:
        try:
            readable.append(read_source(path))
        except CannotRun as problem:
            problem.show()
    outcome = load_all(readable, search_path(catalogs))
    sources = {source.name: source for library in outcome.value or () for source in library.sources.values()}
    found = outcome.diagnostics
    print_findings(found, sources, format_)
    if format_ == "human" and readable:
        result(f"{len(readable)} file{'s' if len(readable) > 1 else ''} checked: {tally(found)}")
    return status_of(found, fail_on) if len(readable) == len(files) else CANNOT_RUN
