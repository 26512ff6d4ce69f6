"""`hierc lint`: what the language allows and a careful curator would not write."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hierannot_dsl.cli.console import CANNOT_RUN, CLEAN, FOUND, CannotRun, result
from hierannot_dsl.cli.files import caller_mistakes, spare_inputs, write_file
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
    STDIN,
    catalog_option,
    hier_files,
    read_named,
    search_path,
    stdin_option,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from hierannot_dsl.diagnostics.model import Diagnostic
    from hierannot_dsl.lint.run import Linted
    from hierannot_dsl.source import Source
    from hierannot_dsl.symbols.table import SymbolTable
    from hierannot_dsl.syntax.fixing import FixedSource
    from hierannot_dsl.syntax.nodes import File

PATH = click.Path(path_type=Path)
DAY = click.DateTime(["%Y-%m-%d"])


@click.command(short_help="Find what a careful curator would not write.")
@click.argument("files", nargs=-1, required=True, metavar="FILE|FOLDER...", type=PATH)
@click.option(
    "--select", multiple=True, metavar="RULE", help="Run these rules only: L405, L4, only-child, all."
)
@click.option("--ignore", multiple=True, metavar="RULE", help="Leave these rules out.")
@click.option("--fix", is_flag=True, help="Mend what can be mended without changing what is meant.")
@click.option("--unsafe-fixes", is_flag=True, help="Mend more: symbols that have one current name.")
@diff_option
@click.option("--baseline", metavar="FILE", type=PATH, help="Pass over the findings listed here.")
@click.option("--write-baseline", metavar="FILE", type=PATH, help="List all findings here.")
@click.option(
    "--baseline-expires",
    "until",
    metavar="DATE",
    type=DAY,
    help="Accept what --write-baseline lists until then.",
)
@click.option(
    "--today",
    metavar="DATE",
    type=DAY,
    envvar="HIERC_TODAY",
    help="The day on which a baseline is read.  [default: this one]",
)
@click.option(
    "--aliases", metavar="FILE", type=PATH, help="Aliases of your own: alias, approved symbol, kind."
)
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
def lint(
    files: tuple[Path, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fix: bool,
    unsafe_fixes: bool,
    show_diff: bool,
    baseline: Path | None,
    write_baseline: Path | None,
    until: datetime | None,
    today: datetime | None,
    aliases: Path | None,
    format_: str,
    fail_on: str,
    catalogs: tuple[Path, ...],
    stdin_filename: str,
) -> int:
    """Look for what the language allows and a careful curator would not write.

    Looks in FILEs, and in all .hier files of FOLDERs and below; `-` reads stdin.

    `hierc explain RULE` says what a rule is about. A comment `# hier: ignore CODE reason` silences one on its
    line or, on a line of its own, for the item below.
    """
    from hierannot_dsl.lint.run import chosen, lint_all

    day = (today or datetime.now()).date()
    _refuse(write_baseline, until, day, show_diff=show_diff)
    select, ignore = _words(select), _words(ignore)
    try:
        chosen(select=select, ignore=ignore)
    except ValueError as problem:
        raise CannotRun(str(problem), hint="`hierc rules` lists them") from None
    files = hier_files(files)
    loader, symbols = search_path(catalogs), _symbols(aliases)

    def look(sources: list[Source]) -> Linted:
        return lint_all(sources, loader, select=select, ignore=ignore, symbols=symbols)

    readable: list[Source] = []
    paths: list[Path] = []
    for path in files:
        try:
            readable.append(read_named(path, stdin_filename))
            paths.append(path)
        except CannotRun as problem:
            problem.show()
    status = CLEAN if len(readable) == len(files) else CANNOT_RUN
    fixing = fix or unsafe_fixes or show_diff
    if fixing:
        after = _fixed(readable, look, unsafe=unsafe_fixes)
        for source, fixed, path in zip(readable, after, paths, strict=True):
            if deliver(source, fixed, path=path, show_diff=show_diff) and show_diff:
                status = max(status, FOUND)
        readable = [fixed.source for fixed in after]
    linted = look(readable)
    found = _new(linted, baseline, day)
    if write_baseline:
        from hierannot_dsl.lint.baseline import write_baseline as listed

        last = None if until is None else until.date()
        read = [*files, *map(Path, linted.sources), *filter(None, [aliases])]
        spare_inputs(read, {"--write-baseline": [write_baseline]})
        write_file(write_baseline, listed(linted.found, linted.files, until=last))
    if show_diff or (fixing and STDIN in map(str, paths)):
        tell_findings(found, linted.sources)
        return max(status, status_of(found, fail_on))
    print_findings(found, linted.sources, format_)
    if format_ == "human" and readable:
        number = f"{len(readable)} file{'s' if len(readable) > 1 else ''}"
        names = {source.name for source in readable}
        result(f"{number} linted: {tally(found)}{fixable(found, names)}")
    return max(status, status_of(found, fail_on))


def _refuse(write_baseline: Path | None, until: datetime | None, day: date, *, show_diff: bool) -> None:
    if until is not None and write_baseline is None:
        msg = "--baseline-expires is about what --write-baseline lists"
        raise CannotRun(msg)
    if until is not None and until.date() < day:
        msg = f"--baseline-expires {until.date()} is over: what is listed would never be passed over"
        raise CannotRun(msg)
    if show_diff and write_baseline is not None:
        msg = "--diff writes nothing, and --write-baseline a file: leave one of them out"
        raise CannotRun(msg)


def _words(options: tuple[str, ...]) -> tuple[str, ...]:
    """The words of an option that may be repeated and may hold several, parted by commas."""
    return tuple(word.strip() for option in options for word in option.split(","))


def _symbols(aliases: Path | None) -> SymbolTable:
    from hierannot_dsl.symbols.table import builtin_table

    if aliases is None:
        return builtin_table()
    from hierannot_dsl.source import Source
    from hierannot_dsl.symbols.aliases import read_aliases

    source = Source(aliases.as_posix(), _text(aliases))
    outcome = read_aliases(source, below=builtin_table())
    if outcome.value is None or outcome.failed:
        tell_findings(outcome.diagnostics, {source.name: source})
        msg = f"{source.name} has lines that cannot be read"
        raise CannotRun(msg)
    return outcome.value


def _fixed(
    sources: list[Source], look: Callable[[list[Source]], Linted], *, unsafe: bool
) -> list[FixedSource]:
    """Each source after fixing, beside the others as they are by then."""
    from hierannot_dsl.syntax.fixing import fix_source

    after = list(sources)
    done: list[FixedSource] = []
    for at, source in enumerate(sources):

        def one(fixed: Source, at: int = at) -> tuple[File, tuple[Diagnostic, ...]]:
            linted = look([*after[:at], fixed, *after[at + 1 :]])
            return linted.files[at], linted.found

        done.append(fix_source(source, one, unsafe=unsafe))
        after[at] = done[-1].source
    return done


def _new(linted: Linted, baseline: Path | None, day: date) -> tuple[Diagnostic, ...]:
    if baseline is None:
        return linted.found
    from hierannot_dsl.lint.baseline import apply_baseline

    with caller_mistakes(baseline.as_posix()):
        left = apply_baseline(linted.found, _text(baseline), linted.files, today=day, judged=linted.judged)
    return (*left.unused, *left.expired, *left.found)


def _text(path: Path) -> str:
    from hierannot_dsl.adapters.files import read_text

    with caller_mistakes(path.as_posix()):
        return read_text(path)
