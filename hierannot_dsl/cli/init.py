"""`hierc init`: a first file, to be changed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hierannot_dsl.cli.console import CannotRun, progress
from hierannot_dsl.cli.files import write_file
from hierannot_dsl.cli.sources import SUFFIX

if TYPE_CHECKING:
    from hierannot_dsl.semantics.entries import Resolved

FALLBACK = "tme_core"


@click.command(short_help="Write a first file that teaches the language.")
@click.argument("name", metavar="[NAME]", required=False)
@click.option("--tissue", metavar="TEXT", help=f"What it is for, such as colon cancer. [default: {FALLBACK}]")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@click.option(
    "--catalog",
    "catalogs",
    multiple=True,
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Build on what is here too; where nothing is, make the repository of a catalog here.",
)
def init(name: str | None, tissue: str | None, force: bool, catalogs: tuple[Path, ...]) -> None:
    """Write NAME.hier: a hierarchy that builds on the one that fits the tissue, and adds a node to it.

    Its comments say what is what. It has nothing to report, and its test passes: what is wrong with it later
    is what you changed.

    With --catalog DIR, a folder that is empty or not there yet, what is made there is a whole catalog to be
    kept in git: the hierarchy, tests, a gene panel, hooks of pre-commit, a workflow of GitHub, attributes for
    git, a README and a changelog. All of it passes its own checks.
    """
    from hierannot_dsl.catalog.starter import starter_text

    new = [folder for folder in catalogs if is_empty(folder)]
    catalogs = tuple(folder for folder in catalogs if folder not in new)
    base = base_for(tissue, catalogs)
    name = checked(name or f"my_{base.removesuffix('_tme').removesuffix('_core')}", catalogs)
    if new:
        make_catalog(new, name, resolved(base, catalogs))
        return
    path = Path(f"{name}{SUFFIX}")
    if path.exists() and not force:
        msg = f"{path} is there already"
        raise CannotRun(msg, hint="name another, or write over it with `--force`")
    write_file(path, starter_text(name, resolved(base, catalogs)))
    progress(f"it builds on {base}; `hierc check {path}` looks for mistakes")


def is_empty(folder: Path) -> bool:
    """Whether a folder is not there, or holds nothing but what begins with a dot, such as ``.git``."""
    return not folder.exists() or all(one.name.startswith(".") for one in folder.iterdir())


def make_catalog(folders: list[Path], name: str, base: Resolved) -> None:
    """Write the repository of a catalog.

    Raises
    ------
    CannotRun
        If two places for it are named, or one of its files is there.
    """
    from importlib.metadata import version

    from hierannot_dsl.catalog.repository import repository_files

    if len(folders) > 1:
        msg = f"{' and '.join(one.as_posix() for one in folders)} are both empty: a catalog is made in one"
        raise CannotRun(msg)
    (folder,) = folders
    files = repository_files(name, base, release=version("hierannot_dsl"))
    there = next((path for path in files if (folder / path).exists()), None)
    if there is not None:
        msg = f"{(folder / there).as_posix()} is there already"
        raise CannotRun(msg)
    for path, text in files.items():
        write_file(folder / path, text)
    progress(f"{name} builds on {base.name.text}; next, in {folder.as_posix()}: git init, hierc git-setup")


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
