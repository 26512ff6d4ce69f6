"""`hierc tree`: a hierarchy as a tree of names, with the number of its markers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from hierannot_dsl.cli.completing import HIERARCHY
from hierannot_dsl.cli.console import layout, result
from hierannot_dsl.cli.sources import catalog_option, read_model

if TYPE_CHECKING:
    from pathlib import Path

FORMATS = ("text", "json", "dot", "mermaid")


@click.command(short_help="Print the nodes of a hierarchy.")
@click.argument("hierarchy", metavar="NAME|FILE", type=HIERARCHY)
@click.option("--markers", is_flag=True, help="Also the genes of every node, and the weights that are not 1.")
@click.option("--depth", type=click.IntRange(1), metavar="N", help="The first N levels only.")
@click.option("--contrasts", is_flag=True, help="Also what competes and is never a label, marked `~`.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="How to print it.",
)
@catalog_option
def tree(
    hierarchy: str,
    markers: bool,
    depth: int | None,
    contrasts: bool,
    format_: str,
    catalogs: tuple[Path, ...],
) -> None:
    """Print the nodes of a hierarchy, each with its positive and negative markers.

    dot is for Graphviz, mermaid for Markdown pages.
    """
    from hierannot_dsl.emit.tree_rows import tree_rows

    model, _ = read_model(hierarchy, catalogs)
    rows = tree_rows(model, depth=depth, contrasts=contrasts)
    if format_ == "json":
        from hierannot_dsl.emit.tree_json import tree_json

        result(tree_json(model, rows, markers=markers))
    elif format_ == "dot":
        from hierannot_dsl.emit.tree_dot import tree_dot

        result(tree_dot(model, rows, markers=markers))
    elif format_ == "mermaid":
        from hierannot_dsl.emit.tree_mermaid import tree_mermaid

        result(tree_mermaid(rows, markers=markers))
    else:
        from hierannot_dsl.emit.tree_text import tree_text

        result(tree_text(rows, layout(), markers=markers))
