"""`hierc check`: everything that is wrong with hierarchies in files, in one run and without data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from hierannot_dsl.cli.console import CANNOT_RUN, CannotRun, result
from hierannot_dsl.cli.findings import FORMATS, fail_on_option, print_findings, status_of, tally
from hierannot_dsl.cli.sources import DOCUMENT, catalog_option, read_source, search_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hierannot_dsl.diagnostics.model import Diagnostic
    from hierannot_dsl.source import Source


@click.command(short_help="Report every mistake in .hier files.")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--format", "format_", type=click.Choice(FORMATS), default="human", show_default=True)
@fail_on_option
@catalog_option
def check(files: tuple[Path, ...], format_: str, fail_on: str, catalogs: tuple[Path, ...]) -> int:
    """Report every mistake in FILEs, with its place.

    A file whose name ends in .json is a document such as `hierc export` writes.
    """
    from hierannot_dsl.semantics.load import load_all

    sources: dict[str, Source] = {}
    unreadable = 0
    for path in files:
        try:
            source = read_source(path)
        except CannotRun as problem:
            problem.show()
            unreadable += 1
            continue
        sources[source.name] = source
    hier = [source for source in sources.values() if not source.name.endswith(DOCUMENT)]
    libraries = load_all(hier, search_path(catalogs))
    found = [*libraries.diagnostics, *_in_documents(sources.values())]
    for library in libraries.value or ():
        sources |= library.sources
    print_findings(found, sources, format_)
    if format_ == "human" and unreadable < len(files):
        checked = len(files) - unreadable
        result(f"{checked} file{'s' if checked > 1 else ''} checked: {tally(found)}")
    return CANNOT_RUN if unreadable else status_of(found, fail_on)


def _in_documents(sources: Iterable[Source]) -> Iterator[Diagnostic]:
    for source in sources:
        if source.name.endswith(DOCUMENT):
            from hierannot_dsl.semantics.document import read_document  # brings pydantic

            yield from read_document(source).diagnostics
