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
@click.option("--force", is_flag=True, help="Write over files that are there.")
@click.option(
    "--catalog",
    "catalogs",
    multiple=True,
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Build on what is here too; where no .hier file is, make the repository of a catalog here.",
)
def init(name: str | None, tissue: str | None, force: bool, catalogs: tuple[Path, ...]) -> None:
    """Write NAME.hier: a hierarchy that builds on the one that fits the tissue, and adds a node to it.

    Its comments say what is what. It has nothing to report, and its test passes: what is wrong with it later
    is what you changed.

    With --catalog DIR, a folder without .hier files, or one that is not there yet, what is made there is a
    whole catalog to be kept in git: the hierarchy, tests, a gene panel, hooks of pre-commit, a workflow of
    GitHub, attributes for git, a README and a changelog. All of it passes its own checks.
    """
    from hierannot_dsl.catalog.starter import starter_text, value_of

    new = [folder for folder in catalogs if not any(folder.glob(f"*{SUFFIX}"))]
    catalogs = tuple(folder for folder in catalogs if folder not in new)
    base = resolved(base_for(tissue, catalogs), catalogs)
    called = base.name.text
    name = checked(name or f"my_{called.removesuffix('_tme').removesuffix('_core')}", catalogs)
    species = value_of(base, "species")
    if new:
        make_catalog(new, name, base, tissue=tissue or "", force=force)
    else:
        path = Path(f"{name}{SUFFIX}")
        if path.exists() and not force:
            msg = f"{path} is there already"
            raise CannotRun(msg, hint="name another, or write over it with `--force`")
        write_file(path, starter_text(name, base, tissue=tissue or ""))
        progress(f"it builds on {called}; `hierc check {path}` looks for mistakes")
    for other in sorted(species_named(tissue or "") - {species}) if species else ():
        told = f"{called} is of {species}, and so is {name}"
        progress(f"{told}: on a panel of {other}, symbols are found that differ in nothing but case")


def species_named(text: str) -> set[str]:
    """The species that a description of a tissue names."""
    from hierannot_dsl.lint.rules.unknown_species import OTHER_NAMES, SPECIES

    words = re.findall(r"[a-z]+", text.casefold())
    return {OTHER_NAMES.get(word, word) for word in words}.intersection(SPECIES)


def make_catalog(folders: list[Path], name: str, base: Resolved, *, tissue: str, force: bool) -> None:
    """Write the repository of a catalog.

    Raises
    ------
    CannotRun
        If two places for it are named, it would build on a hierarchy that is in another place, or one of its
        files is there.
    """
    from importlib.metadata import version

    from hierannot_dsl.catalog.builtins import FOLDER
    from hierannot_dsl.catalog.repository import repository_files

    if len(folders) > 1:
        named = " and ".join(one.as_posix() for one in folders)
        msg = f"{named} both hold no {SUFFIX} file: a catalog is made in one place"
        raise CannotRun(msg)
    (folder,) = folders
    source = Path(base.name.span.source)
    if source.parent != Path(FOLDER):
        msg = f"{base.name.text}, on which {name} would build, is not in {folder.as_posix()}"
        left = f"without `--catalog {source.parent.as_posix()}`"
        raise CannotRun(msg, hint=f"{left}, what fits best of the built-ins is taken")
    files = repository_files(name, base, tissue=tissue, release=version("hierannot_dsl"))
    there = [path for path in files if (folder / path).exists()]
    if there and not force:
        msg = f"{(folder / there[0]).as_posix()} is there already"
        raise CannotRun(msg, hint="make the catalog elsewhere, or write over it with `--force`")
    for path, text in files.items():
        write_file(folder / path, text)
    progress(f"{name} builds on {base.name.text}; next, in {folder.as_posix()}: git init, hierc git-setup,")
    progress("and the account that hosts hierannot_dsl in place of OWNER (README.md says where)")


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
