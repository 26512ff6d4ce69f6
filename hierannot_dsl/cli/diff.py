"""`hierc diff`: what changed in meaning between two states of a hierarchy or a catalog."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from hierannot_dsl.cli.console import FOUND, layout, result
from hierannot_dsl.cli.effects import label_effects, panel_effects
from hierannot_dsl.cli.input_types import input_type_option
from hierannot_dsl.cli.sides import read_sides
from hierannot_dsl.cli.sources import catalog_option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hierannot_dsl.compare.comparison import Comparison
    from hierannot_dsl.compare.effects import LabelEffect, PanelEffect
    from hierannot_dsl.compare.pair import Pair

FORMATS = ("human", "json", "markdown")
EXISTING = click.Path(exists=True, path_type=Path)


@click.command(short_help="Say what changed in meaning, not in lines.")
@click.argument("before", metavar="A")
@click.argument("after", metavar="[B]", required=False)
@click.option("--breaking", is_flag=True, help="Say what breaks users, and which version that takes.")
@click.option(
    "--allow-removed",
    multiple=True,
    metavar="NAME",
    help="With --breaking: this hierarchy may go; may be repeated.",
)
@click.option("--panel", "panels", multiple=True, metavar="GENES", type=EXISTING, help="Which nodes change.")
@click.option(
    "--profiles",
    metavar="FOLDER|TABLE",
    type=EXISTING,
    help="Which clusters of these cluster means change label.",
)
@input_type_option("the values of --profiles")
@click.option(
    "--most-changed",
    metavar="SHARE",
    type=click.FloatRange(0, 1),
    default=0.0,
    show_default=True,
    help="Share of the clusters of a table that may change label without breaking.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default=FORMATS[0],
    show_default=True,
    help="How to print it.",
)
@click.option("--exit-code", is_flag=True, help="Exit 1 if anything changed.")
@catalog_option
def diff(
    before: str,
    after: str | None,
    breaking: bool,
    allow_removed: tuple[str, ...],
    panels: tuple[Path, ...],
    profiles: Path | None,
    input_type: str,
    most_changed: float,
    form: str,
    exit_code: bool,
    catalogs: tuple[Path, ...],
) -> None:
    """Say what changed between A and B.

    A and B are files, folders with all below them, names of the catalog, or git:REF[:PATH], the state of a
    commit; a path after a commit is relative to the current folder, as any other. Without B, what A is now is
    compared with what it was in the last commit, or what git:REF was with what it is now. What hierarchies
    build on counts: a change in a base is a change in all that extend it.

    With --breaking the exit code is 1 where a version was not raised as its changes take. What has errors in
    A alone is told and left out.
    """
    sides = read_sides(before, after, catalogs)
    found = []
    for pair in sides.pairs:
        one = _compared(
            pair,
            breaking=breaking,
            allow_removed=allow_removed,
            panels=panels,
            profiles=profiles,
            input_type=input_type,
            most_changed=most_changed,
        )
        if not one.is_empty:
            found.append(one)
    result(_text(found, form, len(sides.pairs)))
    refused = any(one.judgement is not None and not one.judgement.enough for one in found)
    if refused or (exit_code and (found or sides.left_out)):
        raise click.exceptions.Exit(FOUND)


def _compared(
    pair: Pair,
    *,
    breaking: bool,
    allow_removed: tuple[str, ...],
    panels: tuple[Path, ...],
    profiles: Path | None,
    input_type: str,
    most_changed: float,
) -> Comparison:
    from hierannot_dsl.compare.breaking import judge
    from hierannot_dsl.compare.comparison import Comparison
    from hierannot_dsl.compare.diff import compare_hierarchies
    from hierannot_dsl.compare.effects import renamed_nodes

    before, after = pair.before, pair.after
    diff = compare_hierarchies(before, after)
    if diff.is_empty:
        return Comparison(diff)
    on_panels: tuple[PanelEffect, ...] = ()
    on_labels: tuple[LabelEffect, ...] = ()
    judgement = None
    if before is not None and after is not None:
        renamed = renamed_nodes(diff)
        on_panels = panel_effects(before, after, panels, renamed)
        on_labels = label_effects(before, after, profiles, renamed, input_type=input_type)
    if breaking:
        judgement = judge(
            diff,
            after,
            panels=on_panels,
            labels=on_labels,
            most_changed=most_changed,
            allow_removed=allow_removed,
        )
    return Comparison(diff, on_panels, on_labels, judgement, pair.file)


def _text(found: Sequence[Comparison], form: str, compared: int) -> str:
    if form == "json":
        from hierannot_dsl.emit.diff_json import diff_json

        return diff_json(found)
    if not found:
        told = f"no change of meaning in {compared} hierarch{'y' if compared == 1 else 'ies'}"
        return f"{told}\n" if compared else "no hierarchy can be compared\n"
    if form == "markdown":
        from hierannot_dsl.emit.diff_markdown import diff_markdown

        return diff_markdown(found)
    from hierannot_dsl.compare.group import same_changes
    from hierannot_dsl.emit.diff_text import diff_text

    return "\n".join(diff_text(first, layout(), same=same) for first, *same in same_changes(found))
