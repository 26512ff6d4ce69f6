"""`hierc export`: a hierarchy, resolved, in another format."""

from __future__ import annotations

from pathlib import Path

import click

from hierannot_dsl.cli.completing import HIERARCHY
from hierannot_dsl.cli.console import result
from hierannot_dsl.cli.files import caller_mistakes, spare_inputs, write_file
from hierannot_dsl.cli.sources import catalog_option, read_with_files

FORMATS = ("json", "hier")


@click.command(short_help="Write a hierarchy in another format.")
@click.argument("hierarchy", metavar="NAME|FILE", type=HIERARCHY)
@click.option(
    "--to",
    "format_",
    type=click.Choice(FORMATS),
    default="json",
    show_default=True,
    help="The format to write.",
)
@click.option(
    "--out", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="Write this file."
)
@catalog_option
def export(hierarchy: str, format_: str, out: Path | None, catalogs: tuple[Path, ...]) -> None:
    """Write a hierarchy with everything it builds on, to stdout or a file.

    json: one document, of the schema that `hierc schema` prints. Commands that read a hierarchy read such a
    document too. hier: one .hier file that builds on no other.
    """
    from hierannot_dsl.emit.hierarchy_file import hierarchy_file

    model, _, files = read_with_files(hierarchy, catalogs)
    spare_inputs([hierarchy, *files], {"--out": [out]})
    with caller_mistakes(hierarchy):
        text = hierarchy_file(model, f".{format_}")
    if out is None:
        result(text)
    else:
        write_file(out, text)
