"""The option `--input-type`, which every command has that reads cluster means."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

Command = TypeVar("Command", bound="Callable[..., object]")
RAW, NORMALIZED = INPUT_TYPES = ("raw_cluster_means", "normalized")


def input_type_option(values: str) -> Callable[[Command], Command]:
    """The option, for a command that calls what it reads `values`."""
    return click.option(
        "--input-type",
        type=click.Choice(INPUT_TYPES),
        default=RAW,
        show_default=True,
        help=f"What {values} are: counts, or on a log scale.",
    )
