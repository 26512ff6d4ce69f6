"""`--fix` and `--diff`: a source after fixing -> its file, stdout, or a diff."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeVar

import click

from hierannot_dsl.cli.console import progress, result
from hierannot_dsl.cli.files import write_file
from hierannot_dsl.cli.sources import STDIN

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from pathlib import Path

    from hierannot_dsl.diagnostics.model import Diagnostic
    from hierannot_dsl.source import Source
    from hierannot_dsl.syntax.fixing import FixedSource

Command = TypeVar("Command", bound="Callable[..., object]")
_NO_END = "\\ No newline at end of file\n"


def diff_option(command: Command) -> Command:
    """The option ``--diff``, which every command has that fixes."""
    told = "Write nothing; print what --fix would change, and exit 1 if that is anything."
    return click.option("--diff", "show_diff", is_flag=True, help=told)(command)


def deliver(before: Source, fixed: FixedSource, *, path: Path, show_diff: bool) -> bool:
    """Write what changed to its file, print it if it came from stdin, or only show the difference.

    Returns
    -------
    changed
        Whether fixing changed anything.
    """
    after = fixed.source
    changed = after.text != before.text
    if show_diff:
        if changed:
            result(diff(before, after.text, "fixed"))
        return changed
    if str(path) == STDIN:
        click.echo(after.text, nl=False)  # what was not fixed stays as it was, a missing line end too
    elif changed:
        write_file(path, after.text)
    for description, times in sorted(Counter(fix.description for fix in fixed.applied).items()):
        progress(f"{before.name}: {description}" + (f" ({times} times)" if times > 1 else ""))
    return changed


def diff(before: Source, text: str, what: str) -> str:
    """What would change, as a unified diff; lines end at line feeds only."""
    from difflib import unified_diff

    old, new = _lines(before.text), _lines(text)
    lines = unified_diff(old, new, before.name, f"{before.name} ({what})")
    return "".join(line if line.endswith("\n") else f"{line}\n{_NO_END}" for line in lines)


def fixable(found: Iterable[Diagnostic], names: Collection[str]) -> str:
    """How many findings in the named sources can be mended, and by which option; empty where none."""
    fixes = [d.fix for d in found if d.fix and d.span and d.span.source in names]
    safe = sum(fix.safe for fix in fixes)
    parts = [f"{safe} by --fix"] if safe else []
    parts += [f"{len(fixes) - safe} by --unsafe-fixes"] if len(fixes) > safe else []
    return f" (to be mended: {', '.join(parts)})" if parts else ""


def _lines(text: str) -> list[str]:
    *lines, last = text.split("\n")
    return [*(f"{line}\n" for line in lines), *([last] if last else [])]
