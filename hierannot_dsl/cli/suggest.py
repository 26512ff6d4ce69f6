"""`hierc suggest`: the hierarchies that fit a description of the sample, or its clusters, and why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from hierannot_dsl.cli.console import CannotRun, layout, progress, result
from hierannot_dsl.cli.input_types import RAW, input_type_option
from hierannot_dsl.cli.sources import catalog_option

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from hierannot_dsl.matching.matcher import Suggestion

Command = TypeVar("Command", bound="Callable[..., object]")
FORMATS = ("human", "json")


def deep_option(command: Command) -> Command:
    """The option ``--deep``, for commands that choose among the hierarchies of the catalog."""
    return click.option("--deep", is_flag=True, help="Consider the finer hierarchies too.")(command)


def ranked(text: str, catalogs: Iterable[Path], *, deep: bool) -> tuple[Suggestion, ...]:
    """All hierarchies, the best first; what cannot be read is said in one line.

    Raises
    ------
    CannotRun
        If a catalog cannot be read or the text is too long.
    """
    from hierannot_dsl.api.matching import ranked_hierarchies
    from hierannot_dsl.cli.files import caller_mistakes
    from hierannot_dsl.cli.sources import shown

    with caller_mistakes("match"):
        return ranked_hierarchies(text, include_deep=deep, catalogs=[shown(folder) for folder in catalogs])


@click.command(short_help="Rank the hierarchies by how well they fit a description, or data.")
@click.argument("text", nargs=-1, metavar="[TEXT...]")
@click.option(
    "--profiles",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Cells, or a table of cluster means: rank by how well these are named.",
)
@click.option("--cluster", metavar="KEY", help="The column of obs with the clusters (cells).")
@click.option("--layer", metavar="KEY", help="The layer to average, such as counts (cells). [default: X]")
@click.option("--raw", is_flag=True, help="Average .raw (cells).")
@input_type_option("the values of --profiles")
@click.option(
    "--top", metavar="N", type=click.IntRange(min=1), default=5, show_default=True, help="How many to show."
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    default="human",
    show_default=True,
    help="How to print the ranking.",
)
@deep_option
@catalog_option
def suggest(
    text: tuple[str, ...],
    profiles: Path | None,
    cluster: str | None,
    layer: str | None,
    raw: bool,
    input_type: str,
    top: int,
    format_: str,
    deep: bool,
    catalogs: tuple[Path, ...],
) -> None:
    """Rank the hierarchies by how well they fit TEXT, and say which words matched what.

    Scores: 3 a term of the hierarchy decides; 2 so does one that is misspelt; 1 a term is there, and another
    decides, or it is as general as `tumor`; 0 nothing.

    With --profiles FILE instead, every hierarchy names the clusters of FILE, and the one that names most of
    them, most clearly, is first. Good: 80 % are resolved, and under 30 % look like something it has no node
    for.
    """
    if bool(text) == bool(profiles):
        msg = "give a TEXT or --profiles FILE, one of them"
        raise CannotRun(msg)
    if profiles is None:
        if cluster or layer or raw or input_type != RAW:
            msg = "--cluster, --layer, --raw and --input-type are of --profiles"
            raise CannotRun(msg)
        by_description(" ".join(text), catalogs, top=top, format_=format_, deep=deep)
    else:
        from hierannot_dsl.cli.fitting import by_profiles

        place = {"cluster": cluster, "layer": layer, "raw": raw}
        by_profiles(profiles, place, catalogs, input_type=input_type, top=top, format_=format_, deep=deep)


def by_description(text: str, catalogs: Iterable[Path], *, top: int, format_: str, deep: bool) -> None:
    """Print the hierarchies that fit a description."""
    found = ranked(text, catalogs, deep=deep)
    if found[0].score == 0:
        progress(f"no confident match for `{text}`")
    elif found[0].tied:
        progress(f"equal: {', '.join(each.name for each in found if each.tied)}")
    if format_ == "json":
        from hierannot_dsl.emit.suggestions_json import suggestions_json

        result(suggestions_json(text, found[:top]))
    else:
        from hierannot_dsl.emit.suggestions_text import suggestions_text

        result(suggestions_text(found[:top], layout()))
