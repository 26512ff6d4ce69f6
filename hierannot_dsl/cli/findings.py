"""Diagnostics -> the terminal and the exit code, in the same words for every command."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeVar

import click

from hierannot_dsl.cli.console import CLEAN, FOUND, color, progress, result
from hierannot_dsl.diagnostics.model import Severity
from hierannot_dsl.diagnostics.render import concise, in_order, render

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from hierannot_dsl.diagnostics.model import Diagnostic
    from hierannot_dsl.source import Source

Command = TypeVar("Command", bound="Callable[..., object]")
FORMATS = ("human", "concise", "json", "sarif", "github", "markdown")


def fail_on_option(command: Command) -> Command:
    """The option ``--fail-on``, which every command has that finds things."""
    return click.option(
        "--fail-on",
        type=click.Choice([severity.name.lower() for severity in reversed(Severity)]),
        default="error",
        show_default=True,
        help="Exit 1 on findings of this severity or above.",
    )(command)


def severe(diagnostics: Iterable[Diagnostic], fail_on: str) -> tuple[Diagnostic, ...]:
    """What is at or above the severity called `fail_on`."""
    floor = Severity[fail_on.upper()]
    return tuple(diagnostic for diagnostic in diagnostics if diagnostic.severity >= floor)


def status_of(diagnostics: Iterable[Diagnostic], fail_on: str) -> int:
    """Exit code: 1 where anything is at or above the severity called `fail_on`."""
    return FOUND if severe(diagnostics, fail_on) else CLEAN


def print_findings(
    diagnostics: Iterable[Diagnostic], sources: Mapping[str, Source], format_: str = "human"
) -> None:
    """Print findings as the result of the command, in source order."""
    found = in_order(diagnostics)
    if format_ == "human":
        for diagnostic in found:
            result(render(diagnostic, sources, color=color()) + "\n\n")
    elif format_ == "concise":
        for diagnostic in found:
            result(concise(diagnostic, sources))
    else:
        from hierannot_dsl.diagnostics.encode import ENCODERS

        encoded = ENCODERS[format_](found, sources)
        if encoded:
            result(encoded)


def tell_findings(diagnostics: Iterable[Diagnostic], sources: Mapping[str, Source]) -> None:
    """Print findings beside the result of a command, to stderr."""
    for diagnostic in in_order(diagnostics):
        progress(render(diagnostic, sources) + "\n")


def tally(diagnostics: Iterable[Diagnostic]) -> str:
    """How many findings of each severity there are, such as ``5 errors, 1 warning``."""
    counted = Counter(diagnostic.severity for diagnostic in diagnostics)
    parts = [
        f"{counted[severity]} {severity.name.lower()}{'s' if counted[severity] > 1 else ''}"
        for severity in reversed(Severity)
        if counted[severity]
    ]
    return ", ".join(parts) or "nothing to report"
