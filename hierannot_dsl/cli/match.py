"""`hierc match`: the hierarchy that fits a description of the sample."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from hierannot_dsl.cli.console import CLEAN, FOUND, complain, progress, result
from hierannot_dsl.cli.sources import catalog_option
from hierannot_dsl.cli.suggest import deep_option, ranked

if TYPE_CHECKING:
    from pathlib import Path


@click.command(short_help="Name the hierarchy that fits a description.")
@click.argument("text", nargs=-1, required=True, metavar="TEXT...")
@deep_option
@catalog_option
def match(text: tuple[str, ...], deep: bool, catalogs: tuple[Path, ...]) -> int:
    """Name the hierarchy that fits TEXT, such as `colon cancer`.

    Where nothing matches, the hierarchies are listed instead, and the exit code is 1.
    """
    from hierannot_dsl.emit.suggestions_text import names_text

    written = " ".join(text)
    best, *others = ranked(written, catalogs, deep=deep)
    if best.score == 0:
        complain(f"no confident match for `{written}`; there are")
        result(names_text([best, *others]))
        return FOUND
    if best.tied:
        progress(f"fits as well: {', '.join(other.name for other in others if other.tied)}")
    result(best.name)
    return CLEAN
