"""The terminal: exit codes, colour, width, and where results and progress go."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any

import click

from hierannot_dsl.cells import visible_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hierannot_dsl.emit.layout import Layout

CLEAN = 0
FOUND = 1
CANNOT_RUN = 2
OUR_BUG = 70
INTERRUPTED = 130
PIPE_CLOSED = 141

NARROWEST, WIDEST = 60, 120
AUTO, ALWAYS, NEVER = COLORS = ("auto", "always", "never")
PARTS = 1000  # of a progress bar


class CannotRun(click.ClickException):
    """The command cannot do its work with what it was given; `hint` is one action that we are sure of."""

    exit_code = CANNOT_RUN

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint

    def show(self, file: IO[Any] | None = None) -> None:
        complain(self.message)
        if self.hint is not None:
            complain(f"help: {self.hint}")


def result(text: str) -> None:
    """Print what was asked for, to stdout; a text that does not end its line gets a line feed.

    Of nothing nothing is printed, not an empty line.
    """
    if text:
        # Click strips colours from what goes to no terminal, even those that were asked for.
        click.echo(text, nl=not text.endswith("\n"), color=color() or None)


def progress(text: str) -> None:
    """Print what a person may want to know meanwhile, to stderr."""
    click.echo(visible_lines(text), err=True)


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[int, int], None] | None]:
    """A bar on stderr, drawn for a person at a terminal: give it how much is done, and of how much."""
    if not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=PARTS, label=label, file=sys.stderr) as bar:

        def told(done: int, total: int) -> None:
            bar.update(PARTS * done // max(1, total) - bar.pos)

        yield told


def complain(text: str) -> None:
    """Print why there is no result, to stderr."""
    click.echo(visible_lines(f"hierc: {text}"), err=True)


def layout() -> Layout:
    """What stdout can show: its width, its letters, and whether it may be coloured."""
    from hierannot_dsl.emit.layout import Layout

    columns = shutil.get_terminal_size(fallback=(80, 24)).columns
    return Layout(min(max(columns, NARROWEST), WIDEST), ascii_only=_ascii_only(), color=color())


def color() -> bool:
    """Whether results may be coloured.

    ``--color`` decides; else NO_COLOR, else FORCE_COLOR, if they are set; else whether stdout is a terminal
    that can.
    """
    context = click.get_current_context(silent=True)
    wanted = context.find_root().params.get("color", AUTO) if context else AUTO
    if wanted != AUTO:
        return bool(wanted == ALWAYS)
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def _ascii_only() -> bool:
    try:
        "█░✓↑✗".encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return True
    return False
