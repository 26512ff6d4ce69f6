"""`hierc list`: the hierarchies of the catalog."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from hierannot_dsl.cli.console import result
from hierannot_dsl.cli.sources import catalog_option, search_path

if TYPE_CHECKING:
    from pathlib import Path

    from hierannot_dsl.catalog.builtins import Builtin

HEADER = ("name", "version", "tissue", "roots", "nodes", "what it is")
NUMBERS = ("roots", "nodes")


@click.command(name="list", short_help="Name the built-in hierarchies.")
@click.option("--deep", is_flag=True, help="Finer hierarchies too.")
@catalog_option
def list_command(deep: bool, catalogs: tuple[Path, ...]) -> None:
    """Name the built-in hierarchies, after those of the --catalog folders."""
    from hierannot_dsl.catalog.builtins import list_builtins

    own = _of_folders(catalogs)
    taken = {one.name for one in own}
    builtins = [one for one in list_builtins(include_deep=deep) if one.name not in taken]
    rows = [
        (b.name, b.version, b.tissue_scope, str(b.n_root_programs), str(b.n_total_programs), b.description)
        for b in (*own, *builtins)
    ]
    widths = [max(map(len, column)) for column in zip(HEADER, *rows, strict=True)]
    for row in (HEADER, *rows):
        aligned = (
            f"{cell:>{width}}" if name in NUMBERS else f"{cell:<{width}}"
            for name, cell, width in zip(HEADER, row, widths, strict=True)
        )
        result("  ".join(aligned).rstrip())


def _of_folders(catalogs: tuple[Path, ...]) -> list[Builtin]:
    """The hierarchies by which the files of the folders are called, in the order of the folders."""
    if not catalogs:
        return []
    from hierannot_dsl.catalog.builtins import describe
    from hierannot_dsl.cli.shelves import folder_sources, tell_incomplete
    from hierannot_dsl.semantics.load import load_all

    sources = folder_sources(catalogs)
    loaded = load_all(sources.values(), search_path(catalogs))
    tell_incomplete(loaded.diagnostics)
    return [
        describe(library.hierarchies[name])
        for name, library in zip(sources, loaded.value or (), strict=True)
        if name in library.hierarchies
    ]
