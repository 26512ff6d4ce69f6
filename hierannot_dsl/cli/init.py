"""`hierc init`: a first file, to be changed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hierannot_dsl.cli.console import CannotRun, progress
from hierannot_dsl.cli.files import write_file
from hierannot_dsl.cli.sources import SUFFIX, catalog_option

if TYPE_CHECKING:
    from hierannot_dsl.semantics.entries import Resolved

FALLBACK = "tme_core"


@click.command(short_help="Write a first file that teaches the language.")
@click.argument("name", metavar="[NAME]", required=False)
@click.option("--tissue", metavar="TEXT", help=f"What it is for, such as colon cancer. [default: {FALLBACK}]")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@catalog_option
def init(name: str | None, tissue: str | None, force: bool, catalogs: tuple[Path, ...]) -> None:
    """Write NAME.hier: a hierarchy that builds on the one that fits the tissue, and adds a node to it.

    Its comments say what is what. It has nothing to report, and its test passes: what is wrong with it later
    is what you changed.
    """
    from hierannot_dsl.catalog.starter import starter_text

    base = base_for(tissue, catalogs)
    name = checked(name or f"my_{base.removesuffix('_tme').removesuffix('_core')}", catalogs)
    path = Path(f"{name}{SUFFIX}")
    if path.exists() and not force:
        msg = f"{path} is there already"
        raise CannotRun(msg, hint="name another, or write over it with `--force`")
    write_file(path, starter_text(name, resolved(base, catalogs)))
    progress(f"it builds on {base}; `hierc check {path}` looks for mistakes")


def base_for(tissue: str | None, catalogs: tuple[Path, ...]) -> str:
    """The hierarchy to build on.

    Raises
    ------
    CannotRun
        If none fits the tissue.
    """
    if tissue is None:
        return FALLBACK
    from hierannot_dsl.cli.suggest import ranked

    best, *_ = ranked(tissue, catalogs, deep=False)
    if best.score == 0:
        msg = f"no hierarchy fits `{tissue}`"
        raise CannotRun(msg, hint=f"`hierc list` names them; without `--tissue` it is {FALLBACK}")
    return best.name


def checked(name: str, catalogs: tuple[Path, ...]) -> str:
    """A name that a hierarchy may have, without the suffix of a file.

    Raises
    ------
    CannotRun
        If it may not have it, or another of the catalog has it.
    """
    from hierannot_dsl.resources import builtin_names

    name = name.removesuffix(SUFFIX)
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name):
        plain = re.sub(r"\W+", "_", name, flags=re.ASCII).strip("_")
        plain = plain if plain[:1].isalpha() else f"h_{plain}"
        msg = f"`{name}` is no name of a hierarchy: these are letters, digits and `_`, a letter first"
        raise CannotRun(msg, hint=f"name it `{plain}`")
    if name in builtin_names() or any((folder / f"{name}{SUFFIX}").is_file() for folder in catalogs):
        msg = f"the catalog has a `{name}` already, and a hierarchy cannot build on itself"
        raise CannotRun(msg, hint=f"name it `my_{name}`")
    return name


def resolved(base: str, catalogs: tuple[Path, ...]) -> Resolved:
    """The hierarchy to build on, resolved."""
    from hierannot_dsl.cli.shelves import read_shelf

    return read_shelf(catalogs, base).chosen[0]
