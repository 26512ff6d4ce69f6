"""`hierc merge`: two people's changes of one file, put together by what they mean."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from hierannot_dsl.cli.console import FOUND, complain
from hierannot_dsl.cli.files import caller_mistakes
from hierannot_dsl.cli.findings import tell_findings
from hierannot_dsl.cli.sources import search_path
from hierannot_dsl.diagnostics.model import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hierannot_dsl.diagnostics.model import Diagnostic

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(short_help="Put two people's changes together.")
@click.argument("base", metavar="BASE", type=FILE)
@click.argument("ours", metavar="OURS", type=FILE)
@click.argument("theirs", metavar="THEIRS", type=FILE)
@click.option("--path", "shown_as", metavar="NAME", help="What messages call the file.  [default: OURS]")
@click.option("--stdout", "to_stdout", is_flag=True, help="Print the merged file, and leave OURS as it is.")
def merge(base: Path, ours: Path, theirs: Path, shown_as: str | None, to_stdout: bool) -> None:
    """Merge what OURS and THEIRS made of BASE, statement by statement, and write it to OURS.

    Comments are kept. Where both changed the same thing differently, both stand between markers, each such
    place is told, and the exit code is 1. Where a file cannot be read, its lines are merged as git does, and
    the exit code is 1 as well. So it is where the merged file, which is written, has errors that neither side
    had; what it builds on is looked for beside --path.

    `hierc git-setup` makes git merge .hier files this way.
    """
    name = shown_as or ours.as_posix()
    content, conflicts, errors = _merged(base, ours, theirs, name)
    if to_stdout:
        click.echo(content, nl=False)
    else:
        from hierannot_dsl.adapters.files import write_bytes

        with caller_mistakes(name):
            write_bytes(ours, content)
    for conflict in conflicts:
        complain(f"{name}: {conflict}")
    if errors:
        from hierannot_dsl.source import Source

        complain(f"{name}: merged, and has errors that neither side had")
        tell_findings(errors, {name: Source(name, content.decode())})
    if conflicts or errors:
        raise click.exceptions.Exit(FOUND)


def _merged(
    base: Path, ours: Path, theirs: Path, name: str
) -> tuple[bytes, tuple[str, ...], tuple[Diagnostic, ...]]:
    """The merge by meaning, conflicts and errors; else the merge of lines: nobody's work is left out."""
    from hierannot_dsl.adapters.files import read_hier
    from hierannot_dsl.adapters.git import merge_lines
    from hierannot_dsl.merge.merge import CannotMerge, merge_texts
    from hierannot_dsl.source import Source

    told = {base: "the common base", ours: name, theirs: f"their {name}"}
    try:
        sources = [Source(told[path], read_hier(path).text) for path in (base, ours, theirs)]
        merged = merge_texts(*sources)
        sides = [source.text for source in sources[1:]]
        errors = () if merged.conflicts else _new_errors(merged.text, sides, name)
        return merged.text.encode(), merged.conflicts, errors
    except (CannotMerge, ValueError) as problem:
        why = str(problem)
    except Exception as problem:  # a bug of ours must not cost anybody's work
        why = f"this is a bug in hierc: {type(problem).__name__}: {problem}"
    with caller_mistakes(name):
        return merge_lines(base, ours, theirs), (f"merged by lines, because {why}",), ()


def _new_errors(merged: str, sides: Sequence[str], name: str) -> tuple[Diagnostic, ...]:
    """Errors of a merged file that neither side has, wherever they stand in it."""
    from hierannot_dsl.semantics.load import load
    from hierannot_dsl.source import Source

    loader = search_path(())

    def errors(text: str) -> list[Diagnostic]:
        found = load(Source(name, text), loader).diagnostics
        return [one for one in found if one.severity is Severity.ERROR]

    together = errors(merged)
    known = {(one.code, one.message()) for text in sides for one in errors(text)} if together else set()
    return tuple(one for one in together if (one.code, one.message()) not in known)
