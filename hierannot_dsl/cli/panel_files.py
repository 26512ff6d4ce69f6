"""Names of panels on the command line -> the files they mean."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from hierannot_dsl.cli.console import CannotRun
from hierannot_dsl.cli.files import read_genes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hierannot_dsl.model.hierarchy import Hierarchy
    from hierannot_dsl.panel.panel import Panel

Command = TypeVar("Command", bound="Callable[..., object]")


def panel_path_option(command: Command) -> Command:
    """The option ``--panel-path``."""
    return click.option(
        "--panel-path",
        "panel_folders",
        multiple=True,
        metavar="DIR",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        help="Look for panels by name here: `--panel lung` is DIR/lung.txt, .csv, ...; may be repeated.",
    )(command)


def read_named_panel(text: str, folders: Sequence[Path], hierarchy: Hierarchy) -> Panel:
    """The panel that was named.

    Raises
    ------
    CannotRun
        If there is none, or it cannot be read.
    """
    return replace(read_genes(panel_file(text, folders)), modality=hierarchy.modality)


def panel_file(text: str, folders: Sequence[Path]) -> Path:
    """The file of the panel that was named: itself a file, else one of the folders.

    Raises
    ------
    CannotRun
        If there is none.
    """
    from hierannot_dsl.adapters.panels import find_panel, panel_names
    from hierannot_dsl.diagnostics.suggest import closest

    path = Path(text)
    if not path.is_file() and folders:
        found = find_panel(text, folders)
        if found is None:
            names = panel_names(folders)
            near = closest(text, names)
            msg = (
                f"no panel `{text}`: neither a file nor a name in {', '.join(f.as_posix() for f in folders)}"
            )
            listed = f"there are: {', '.join(names)}" if names else "there is no panel in there"
            raise CannotRun(msg, hint=f"did you mean `{near[0]}`?" if near else listed)
        path = found
    return path


def told_apart(panels: Sequence[Panel], names: Sequence[str]) -> list[Panel]:
    """The panels, those of one file name under the names by which they were given."""
    times = Counter(panel.name for panel in panels)
    return [
        panel if times[panel.name] == 1 else replace(panel, name=name)
        for panel, name in zip(panels, names, strict=True)
    ]
