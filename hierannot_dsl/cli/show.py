"""`hierc show`: one node, everything that is known of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from hierannot_dsl.cli.completing import HIERARCHY
from hierannot_dsl.cli.console import CannotRun, layout, result
from hierannot_dsl.cli.shelves import read_shelf
from hierannot_dsl.cli.sources import catalog_option

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from hierannot_dsl.catalog.programs import Spot
    from hierannot_dsl.cli.shelves import Shelf
    from hierannot_dsl.source import Source

FORMATS = ("human", "json")


@click.command(short_help="Tell everything about one node.")
@click.argument("node", metavar="NODE")
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
def show(node: str, within: str | None, format_: str, catalogs: tuple[Path, ...]) -> None:
    """Tell where NODE stands, what speaks for and against it, who wrote what, and which hierarchies use it.

    NODE is the name of a node, contrast or variant, or a path: 'T cell > CD4 T cell'.
    """
    from hierannot_dsl.catalog.card import card_of

    shelf = read_shelf(catalogs, within)
    spot = spot_of(node, shelf)
    card = card_of(spot, shelf.files, shelf.hierarchies)
    if format_ == "json":
        from hierannot_dsl.emit.card_json import card_json

        result(card_json(card, shelf.sources))
    else:
        from hierannot_dsl.emit.card_text import card_text

        result(card_text(card, shelf.sources, layout()))


def path_of(text: str) -> tuple[str, ...]:
    r"""The names of a path as it is typed: joined by ``>``, in double quotes or without.

    Raises
    ------
    CannotRun
        If a name is empty.

    Examples
    --------
    >>> path_of("T cell > CD4 T cell")
    ('T cell', 'CD4 T cell')
    >>> path_of('"a > b"')
    ('a > b',)
    """
    quoted = r'"((?:[^"\\]|\\.)*)"'
    if re.fullmatch(rf"\s*{quoted}(\s*>\s*{quoted})*\s*", text):
        names = [re.sub(r"\\(.)", r"\1", name[1]) for name in re.finditer(quoted, text)]
    else:
        names = [name.strip() for name in text.split(">")]
    if not all(names):
        msg = f"`{text}` is no path: names are joined by `>`"
        raise CannotRun(msg)
    return tuple(names)


def spot_of(text: str, shelf: Shelf) -> Spot:
    """The one program that is meant.

    Where several hierarchies have it from one block, the one in which the block stands is taken.

    Raises
    ------
    CannotRun
        If there is none, or there are several that differ.
    """
    from hierannot_dsl.catalog.programs import find_programs, near_programs

    path = path_of(text)
    spots = find_programs(path, shelf.chosen)
    if not spots:
        where = f"`{shelf.chosen[0].name.text}`" if len(shelf.chosen) == 1 else "any hierarchy of the catalog"
        near = near_programs(path[-1], shelf.chosen)
        hint = f"did you mean {' or '.join(f'`{name}`' for name in near)}?" if near else None
        msg = f"no node, contrast or variant `{text}` in {where}"
        raise CannotRun(msg, hint=hint)
    blocks = {spot.entry.span: spot for spot in reversed(spots)}
    if len(blocks) > 1:
        raise CannotRun(_several(text, tuple(blocks.values())[::-1], shelf.sources), hint=_which(spots))
    return min(spots, key=lambda spot: not spot.hierarchy.span.holds(spot.entry.span))


def _several(text: str, spots: tuple[Spot, ...], sources: Mapping[str, Source]) -> str:
    from hierannot_dsl.emit.places import file_and_line

    lines = [
        f"  {' > '.join(step.name.text for step in spot.ancestry)}, {spot.hierarchy.name.text}: "
        f"{file_and_line(spot.entry.span, sources)}"
        for spot in spots
    ]
    return "\n".join([f"`{text}` is {len(lines)} different programs", *lines])


def _which(spots: tuple[Spot, ...]) -> str:
    same = len({spot.hierarchy.name.text for spot in spots}) == 1
    return "write a longer path, `A > B`" if same else "say which hierarchy is meant: `--in NAME`"
