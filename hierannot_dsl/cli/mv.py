"""`hierc mv`: a node under another one, everywhere in a file."""

from __future__ import annotations

from pathlib import Path

import click

from hierannot_dsl.cli.refactoring import dry_run_option, refactored, within_option
from hierannot_dsl.cli.show import path_of
from hierannot_dsl.cli.sources import catalog_option


@click.command(short_help="Move a node under another.")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.argument("node", metavar="PATH")
@click.argument("under", metavar="UNDER")
@within_option
@dry_run_option
@catalog_option
def mv(
    file: Path, node: str, under: str, within: str | None, dry_run: bool, catalogs: tuple[Path, ...]
) -> int:
    """Put the node, contrast or variant PATH of FILE, with all below it, at the end of the children of UNDER.

    Both are names or paths: 'T cell > CD4 T cell'. Lines move with their comments; what is inherited gets a
    `move` edit. A file that would say anything else afterwards is left as it is. Files of tests beside FILE
    follow; others that need the same change are told.
    """
    from hierannot_dsl.refactor.move import move

    path, goal = path_of(node), path_of(under)
    return refactored(
        file,
        catalogs,
        lambda library, loader: move(library, loader, path, goal, within=within),
        dry_run=dry_run,
    )
