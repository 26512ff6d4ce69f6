"""`hierc fmt`: `.hier` files in their canonical layout, every comment kept."""

from __future__ import annotations

from pathlib import Path

import click

from hierannot_dsl.cli.console import CANNOT_RUN, CLEAN, FOUND, CannotRun, progress, result
from hierannot_dsl.cli.findings import tell_findings
from hierannot_dsl.cli.fixing import diff, fixable
from hierannot_dsl.cli.sources import STDIN, hier_files, read_named, stdin_option


@click.command(short_help="Lay files out canonically.")
@click.argument("files", nargs=-1, required=True, metavar="FILE|FOLDER...", type=click.Path(path_type=Path))
@click.option("--check", "check_only", is_flag=True, help="Write nothing; exit 1 if a file would change.")
@click.option("--diff", "show_diff", is_flag=True, help="Write nothing; print what would change.")
@stdin_option
def fmt(files: tuple[Path, ...], check_only: bool, show_diff: bool, stdin_filename: str) -> int:
    """Rewrite FILEs, and all .hier files of FOLDERs and below; `-` reads stdin and prints the text.

    Their canonical layout is two spaces a level, a statement a line, markers sorted within a paragraph, one
    blank line at most. A file with lines that cannot be read is left as it is.
    """
    from hierannot_dsl.syntax.rewrite import rewrite

    status = CLEAN
    for path in hier_files(files):
        try:
            source = read_named(path, stdin_filename)
        except CannotRun as problem:
            problem.show()
            status = max(status, CANNOT_RUN)
            continue
        outcome = rewrite(source)
        if outcome.value is None:
            tell_findings(outcome.diagnostics, {source.name: source})
            progress(f"{source.name}: left as it is")
            if fixable(outcome.diagnostics, {source.name}):
                progress(f"help: `hierc check --fix {path.as_posix()}` mends what leaves no doubt")
            status = max(status, FOUND)
            continue
        changed = outcome.value != source.text
        if show_diff and changed:
            result(diff(source, outcome.value, "formatted"))
        if str(path) == STDIN and not (show_diff or check_only):
            result(outcome.value)
        elif changed and not (show_diff or check_only):
            _write(path, outcome.value)
            progress(f"{source.name}: formatted")
        elif changed:
            progress(f"{source.name}: would be formatted")
            status = max(status, FOUND)
    return status


def _write(path: Path, text: str) -> None:
    from hierannot_dsl.adapters.files import write_text

    try:
        write_text(path, text)
    except OSError as problem:
        msg = f"{path.as_posix()}: {problem.strerror or problem}"
        raise CannotRun(msg) from None
