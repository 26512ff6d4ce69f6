"""`hierc suggest`: the hierarchies that fit a description of the sample, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import click

from hierannot_dsl.cli.console import layout, progress, result
from hierannot_dsl.cli.sources import catalog_option

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

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


@click.command(short_help="Rank the hierarchies by how well they fit a description.")
@click.argument("text", nargs=-1, required=True, metavar="TEXT...")
@click.option("--top", type=click.IntRange(min=1), default=5, show_default=True, help="How many to show.")
@click.option("--format", "format_", type=click.Choice(FORMATS), default="human", show_default=True)
@deep_option
@catalog_option
def suggest(text: tuple[str, ...], top: int, format_: str, deep: bool, catalogs: tuple[Path, ...]) -> None:
    """Rank the hierarchies by how well they fit TEXT, and say which words matched what.

    Scores: 3 a term of the hierarchy decides; 2 so does one that is misspelt; 1 a term is there, and another
    decides, or it is as general as `tumor`; 0 nothing.
    """
    written = " ".join(text)
    found = ranked(written, catalogs, deep=deep)
    if found[0].score == 0:
        progress(f"no confident match for `{written}`")
    elif found[0].tied:
        progress(f"equal: {', '.join(each.name for each in found if each.tied)}")
    if format_ == "json":
        from hierannot_dsl.emit.suggestions_json import suggestions_json

        result(suggestions_json(written, found[:top]))
    else:
        from hierannot_dsl.emit.suggestions_text import suggestions_text

        result(suggestions_text(found[:top], layout()))
