"""`hierc check`: everything that is wrong with hierarchies in files, in one run and without data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from hierannot_dsl.cli.console import CANNOT_RUN, CLEAN, FOUND, CannotRun, result
from hierannot_dsl.cli.findings import (
    FORMATS,
    fail_on_option,
    print_findings,
    status_of,
    tally,
    tell_findings,
)
from hierannot_dsl.cli.fixing import deliver, diff_option, fixable
from hierannot_dsl.cli.sources import (
    DOCUMENT,
    STDIN,
    catalog_option,
    heeded,
    hier_files,
    read_named,
    search_path,
    stdin_option,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hierannot_dsl.diagnostics.model import Diagnostic
    from hierannot_dsl.source import Source


@click.command(short_help="Report every mistake in .hier files.")
@click.argument("files", nargs=-1, required=True, metavar="FILE|FOLDER...", type=click.Path(path_type=Path))
@click.option("--fix", is_flag=True, help="Mend the mistakes of syntax that leave no doubt what is meant.")
@diff_option
@click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    default="human",
    show_default=True,
    help="How to print what was found.",
)
@fail_on_option
@catalog_option
@stdin_option
def check(
    files: tuple[Path, ...],
    fix: bool,
    show_diff: bool,
    format_: str,
    fail_on: str,
    catalogs: tuple[Path, ...],
    stdin_filename: str,
) -> int:
    """Report every mistake in FILEs, and in all .hier files of FOLDERs and below; `-` reads stdin.

    With --fix, findings are those that are left; of `-` the fixed text is printed, and findings go to stderr.
    A comment `# hier: ignore CODE reason` silences a warning. A file whose name ends in .json is a document
    such as `hierc export` writes.
    """
    from hierannot_dsl.semantics.load import load_all

    sources: dict[str, Source] = {}
    paths: dict[str, Path] = {}
    unreadable = 0
    for path in hier_files(files):
        try:
            source = read_named(path, stdin_filename)
        except CannotRun as problem:
            problem.show()
            unreadable += 1
            continue
        sources[source.name], paths[source.name] = source, path
    status = CANNOT_RUN if unreadable else CLEAN
    if fix or show_diff:
        status = max(status, _fixed(sources, paths, show_diff=show_diff))
    names = set(sources)
    hier = [source for source in sources.values() if not source.name.endswith(DOCUMENT)]
    libraries = load_all(hier, search_path(catalogs))
    found = [*heeded(libraries), *_in_documents(sources.values())]
    for library in libraries.value or ():
        sources |= library.sources
    if show_diff or (fix and STDIN in map(str, paths.values())):
        tell_findings(found, sources)
    else:
        print_findings(found, sources, format_)
        if format_ == "human" and names:
            number = f"{len(names)} file{'s' if len(names) > 1 else ''}"
            result(f"{number} checked: {tally(found)}{fixable(found, names)}")
    return max(status, status_of(found, fail_on))


def _fixed(sources: dict[str, Source], paths: dict[str, Path], *, show_diff: bool) -> int:
    """Fix sources in place and deliver them; the exit code that a difference asks for."""
    from hierannot_dsl.syntax.fixing import fix_syntax

    differs = False
    for name, source in sources.items():
        if not name.endswith(DOCUMENT):
            fixed = fix_syntax(source)
            differs |= deliver(source, fixed, path=paths[name], show_diff=show_diff)
            sources[name] = fixed.source
    return FOUND if show_diff and differs else CLEAN


def _in_documents(sources: Iterable[Source]) -> Iterator[Diagnostic]:
    for source in sources:
        if source.name.endswith(DOCUMENT):
            from hierannot_dsl.semantics.document import read_document  # brings pydantic

            yield from read_document(source).diagnostics
