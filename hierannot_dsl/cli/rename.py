"""`hierc rename`: another name for a node, everywhere in a file."""

from __future__ import annotations

from pathlib import Path

import click

from hierannot_dsl.cli.refactoring import dry_run_option, refactored, within_option
from hierannot_dsl.cli.show import path_of
from hierannot_dsl.cli.sources import catalog_option


@click.command(short_help="Rename a node and what refers to it.")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@within_option
@dry_run_option
@catalog_option
def rename(
    file: Path, old: str, new: str, within: str | None, dry_run: bool, catalogs: tuple[Path, ...]
) -> int:
    """Give the node, contrast or variant OLD of FILE the name NEW, in edits, grafts and tests of FILE too.

    OLD is a name or a path: 'T cell > CD4 T cell'. What is inherited gets a `rename` edit. Comments stay, and
    a file that would say anything else afterwards is left as it is. Files of tests beside FILE follow; others
    that need the same change are told.
    """
    from hierannot_dsl.refactor.rename import rename as renamed

    path = path_of(old)
    return refactored(
        file,
        catalogs,
        lambda library, loader: renamed(library, loader, path, new, within=within),
        dry_run=dry_run,
    )
