"""`hierc tree`: a hierarchy as a tree of names, with the number of its markers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from hierannot_dsl.cli.console import result
from hierannot_dsl.cli.sources import catalog_option, read_model

if TYPE_CHECKING:
    from pathlib import Path


@click.command(short_help="Print the nodes of a hierarchy.")
@click.argument("hierarchy", metavar="NAME|FILE")
@click.option("--contrasts", is_flag=True, help="Also what competes and is never a label, marked `~`.")
@catalog_option
def tree(hierarchy: str, contrasts: bool, catalogs: tuple[Path, ...]) -> None:
    """Print the nodes of a hierarchy, each with its positive and negative markers."""
    from hierannot_dsl.api.convert import programs_of
    from hierannot_dsl.api.views import format_hierarchy_tree

    model, _ = read_model(hierarchy, catalogs)
    result(format_hierarchy_tree(programs_of(model), contrasts=contrasts))
