"""`hierc refs`: where a gene is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from hierannot_dsl.cli.completing import HIERARCHY
from hierannot_dsl.cli.console import CLEAN, FOUND, complain, result
from hierannot_dsl.cli.shelves import read_shelf
from hierannot_dsl.cli.sources import catalog_option

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from hierannot_dsl.semantics.entries import Resolved

FORMATS = ("human", "json")


@click.command(short_help="Find every use of a gene.")
@click.argument("gene", metavar="GENE")
@click.option(
    "--in",
    "within",
    metavar="NAME|FILE",
    type=HIERARCHY,
    help="The hierarchy to look in. [default: the catalog]",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    default="human",
    show_default=True,
    help="How to print it.",
)
@catalog_option
def refs(gene: str, within: str | None, format_: str, catalogs: tuple[Path, ...]) -> int:
    """Find every node, contrast, variant, named set and test that uses GENE, with sign, weight and place.

    Where nothing does, near symbols are named and the exit code is 1.
    """
    from hierannot_dsl.catalog.uses import uses_of

    shelf = read_shelf(catalogs, within)
    uses = uses_of(gene, shelf.chosen, shelf.files)
    if format_ == "json":
        from hierannot_dsl.emit.uses_json import uses_json

        result(uses_json(gene, uses, shelf.sources))
    elif uses:
        from hierannot_dsl.emit.uses_text import uses_text

        result(uses_text(uses, shelf.sources))
    if not uses:
        complain(f"`{gene}` is not used")
        hint = hint_for(gene, shelf.chosen)
        if hint:
            complain(f"help: {hint}")
    return CLEAN if uses else FOUND


def hint_for(gene: str, hierarchies: Iterable[Resolved]) -> str | None:
    """Another symbol to ask for: one that the name stands for, else one that is near."""
    from hierannot_dsl.catalog.uses import genes_of
    from hierannot_dsl.diagnostics.suggest import closest
    from hierannot_dsl.symbols.table import builtin_table

    meanings = builtin_table().lookup(gene)
    approved = list(dict.fromkeys(symbol for meaning in meanings for symbol in meaning.approved))
    if approved:
        return f"`{gene}` stands for {' or '.join(f'`{symbol}`' for symbol in approved)}"
    near = closest(gene, genes_of(hierarchies))
    return f"did you mean {' or '.join(f'`{symbol}`' for symbol in near)}?" if near else None
