"""`hierc list`: the built-in hierarchies."""

from __future__ import annotations

import click

from hierannot_dsl.cli.console import result

HEADER = ("name", "version", "tissue", "roots", "nodes", "what it is")
NUMBERS = ("roots", "nodes")


@click.command(name="list")
@click.option("--deep", is_flag=True, help="Finer hierarchies too.")
def list_command(deep: bool) -> None:
    """Name the built-in hierarchies."""
    from hierannot_dsl.catalog.builtins import list_builtins

    rows = [
        (b.name, b.version, b.tissue_scope, str(b.n_root_programs), str(b.n_total_programs), b.description)
        for b in list_builtins(include_deep=deep)
    ]
    widths = [max(map(len, column)) for column in zip(HEADER, *rows, strict=True)]
    for row in (HEADER, *rows):
        aligned = (
            f"{cell:>{width}}" if name in NUMBERS else f"{cell:<{width}}"
            for name, cell, width in zip(HEADER, row, widths, strict=True)
        )
        result("  ".join(aligned).rstrip())
