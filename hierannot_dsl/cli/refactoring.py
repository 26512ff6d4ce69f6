"""What `hierc rename` and `hierc mv` share: a file is read, changed, and written if nothing is wrong.

Files of tests beside it follow. Other files that need the same change are told of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import click

from hierannot_dsl.cli.console import CLEAN, FOUND, CannotRun, progress, result
from hierannot_dsl.cli.files import caller_mistakes
from hierannot_dsl.cli.findings import tell_findings
from hierannot_dsl.cli.shelves import hier_source
from hierannot_dsl.cli.sources import SUFFIX, read_source, search_path

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hierannot_dsl.diagnostics.outcome import Outcome
    from hierannot_dsl.refactor.change import Changed
    from hierannot_dsl.semantics.load import Library, Loader
    from hierannot_dsl.source import Source

Command = TypeVar("Command", bound="Callable[..., object]")


def within_option(command: Command) -> Command:
    """The option ``--in``: which of a file's hierarchies is meant."""
    help_ = "The hierarchy of FILE that is meant, where several have the node."
    return click.option("--in", "within", metavar="NAME", help=help_)(command)


def dry_run_option(command: Command) -> Command:
    """The option ``--dry-run``."""
    return click.option("--dry-run", is_flag=True, help="Write nothing; print what would change.")(command)


def refactored(
    path: Path,
    catalogs: tuple[Path, ...],
    refactor: Callable[[Library, Loader], Outcome[Changed]],
    *,
    dry_run: bool,
) -> int:
    """Change a file, or say why not, and give the exit code."""
    from hierannot_dsl.refactor.neighbours import broken_by
    from hierannot_dsl.semantics.load import load

    source, loader = _source(path), search_path(catalogs)
    loaded = load(source, loader)
    if loaded.value is None or loaded.failed:
        tell_findings(loaded.diagnostics, loaded.value.sources if loaded.value else {})
        progress(f"{source.name}: left as it is")
        return FOUND
    outcome = refactor(loaded.value, loader)
    if outcome.value is None:
        tell_findings(outcome.diagnostics, loaded.value.sources)
        progress(f"{source.name}: left as it is")
        return FOUND
    changed = outcome.value
    if changed.source.text == source.text:
        progress(f"{source.name}: nothing to change")
        return CLEAN
    # Before anything is written: afterwards nobody can tell what was wrong before.
    beside = _beside(path, tuple(loaded.value.hierarchies))
    follow = {other: after for other in beside if (after := _followed(beside[other], changed, loader))}
    others = (other for place, other in beside.items() if place not in follow)
    broken, sources = broken_by(changed.source, others, loader)
    for place, after in {path: changed, **follow}.items():
        if dry_run:
            result(_diff(beside.get(place, source), after.source))
        else:
            _write(place, after)
    if broken:
        progress("files beside it need the same change:\n")
        tell_findings(broken, sources)
    return CLEAN


def _source(path: Path) -> Source:
    source = hier_source(str(path), ())
    if not path.is_file():
        msg = f"{path.as_posix()} is built in, and only files can be changed"
        raise CannotRun(
            msg, hint=f"what `hierarchy NAME extends {path.as_posix()}` inherits can, in its file"
        )
    return source


def _followed(other: Source, changed: Changed, loader: Loader) -> Changed | None:
    """A file that holds tests alone, with paths that mean what they meant; None where nothing changes."""
    from hierannot_dsl.refactor.neighbours import followed
    from hierannot_dsl.semantics.load import load

    tests = load(other, loader)
    if tests.failed or tests.value is None or tests.value.hierarchies:
        return None
    after = followed(tests.value, changed, loader).value
    return after if after is not None and after.places else None


def _write(path: Path, changed: Changed) -> None:
    from hierannot_dsl.adapters.files import write_text

    with caller_mistakes(path.as_posix()):
        write_text(path, changed.source.text)
    places = f"{changed.places} place{'s' if changed.places > 1 else ''}"
    progress(f"{changed.source.name}: changed in {places}")


def _diff(before: Source, after: Source) -> str:
    from difflib import unified_diff

    old, new = (source.text.splitlines(keepends=True) for source in (before, after))
    return "".join(unified_diff(old, new, before.name, f"{before.name} (changed)"))


def _beside(path: Path, names: tuple[str, ...]) -> dict[Path, Source]:
    """The other sources of the folder that may build on these hierarchies, or test them."""
    found = {}
    for other in sorted(path.parent.glob(f"*{SUFFIX}")):
        if other.name == path.name or not other.is_file():
            continue
        try:
            source = read_source(other)
        except CannotRun as problem:
            progress(f"not looked at: {problem.message}")
            continue
        if any(name in source.text or name in other.name for name in names):
            found[other] = source
    return found
