"""Arguments of `hierc diff` -> the hierarchies before and after."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hierannot_dsl.cli.console import FOUND, CannotRun
from hierannot_dsl.cli.findings import tell_findings
from hierannot_dsl.cli.sources import SUFFIX, find_source, read_source, search_path, shown
from hierannot_dsl.diagnostics.model import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hierannot_dsl.diagnostics.outcome import Outcome
    from hierannot_dsl.model.hierarchy import Hierarchy
    from hierannot_dsl.semantics.load import Loader
    from hierannot_dsl.source import Source

GIT = "git:"
HEAD = "HEAD"
TESTS = ".test"


@dataclass(frozen=True)
class Sides:
    """Hierarchies by name, as they were and as they are."""

    before: dict[str, Hierarchy]
    after: dict[str, Hierarchy]

    @property
    def names(self) -> list[str]:
        return sorted({*self.before, *self.after})

    def of(self, name: str) -> tuple[Hierarchy | None, Hierarchy | None]:
        """Both states of one; None where it was, or is, not there."""
        return self.before.get(name), self.after.get(name)


def read_sides(before: str, after: str | None, catalogs: tuple[Path, ...]) -> Sides:
    """Read both sides.

    Two single hierarchies are compared whatever they are called; of files and folders those of one name.

    Raises
    ------
    CannotRun
        If something is not there.
    click.exceptions.Exit
        If a hierarchy has errors, which are told.
    """
    if after is None:
        after = _path_of(before) or "."
        before = before if before.startswith(GIT) else f"{GIT}{HEAD}:{before}"
    other = after if not after.startswith(GIT) else "."
    first = _read(before, other, catalogs)
    second = _read(after, _path_of(before) or ".", catalogs)
    if len(first) == 1 and len(second) == 1:
        name = next(iter(second))
        first = {name: next(iter(first.values()))}
    return Sides(first, second)


def _path_of(argument: str) -> str:
    """The path that an argument names; empty for a commit alone."""
    return argument.removeprefix(GIT).partition(":")[2] if argument.startswith(GIT) else argument


def _read(argument: str, other: str, catalogs: tuple[Path, ...]) -> dict[str, Hierarchy]:
    if argument.startswith(GIT):
        reference = argument.removeprefix(GIT).partition(":")[0]
        return _of_commit(reference, Path(_path_of(argument) or other), catalogs)
    path = Path(argument)
    if not path.is_dir():
        return _hierarchies([find_source(argument, catalogs)], search_path(catalogs))
    files = [one for one in sorted(path.glob(f"*{SUFFIX}")) if not one.stem.endswith(TESTS)]
    if not files:
        msg = f"{path.as_posix()} holds no {SUFFIX} file"
        raise CannotRun(msg)
    return _hierarchies([read_source(shown(one)) for one in files], search_path(catalogs))


def _of_commit(reference: str, path: Path, catalogs: tuple[Path, ...]) -> dict[str, Hierarchy]:
    from hierannot_dsl.adapters.git import Commit, CommitSearchPath

    folder = next(one for one in (path, *path.absolute().parents) if one.is_dir())
    try:
        commit = Commit(reference, folder)
        files = [one for one in commit.files(path) if not Path(one).stem.endswith(TESTS)]
        sources = [commit.source(one) for one in files]
    except ValueError as problem:
        raise CannotRun(str(problem)) from None
    if not sources and not path.exists():
        msg = f"{path.as_posix()} is neither in {reference} nor here"
        raise CannotRun(msg)
    return _hierarchies(sources, CommitSearchPath(commit, [shown(one) for one in catalogs]))


def _hierarchies(sources: Sequence[Source], loader: Loader) -> dict[str, Hierarchy]:
    from hierannot_dsl.compiler import read_hierarchy
    from hierannot_dsl.semantics.document import is_document
    from hierannot_dsl.semantics.load import load_all
    from hierannot_dsl.semantics.lower import lower

    found: dict[str, Hierarchy] = {}
    for source in filter(is_document, sources):
        outcome = read_hierarchy(source, loader)
        _heed(outcome, {source.name: source})
        if outcome.value is not None:
            found[outcome.value.name] = outcome.value
    loaded = load_all([one for one in sources if not is_document(one)], loader)
    libraries = loaded.value or ()
    _heed(loaded, libraries[0].sources if libraries else {})
    for library in libraries:
        for name, resolved in library.hierarchies.items():
            found[name] = lower(resolved)
    return found


def _heed(outcome: Outcome[Any], sources: Mapping[str, Source]) -> None:
    """A hierarchy with errors has no meaning to compare; its warnings are for `hierc check`."""
    if outcome.failed:
        tell_findings([one for one in outcome.diagnostics if one.severity is Severity.ERROR], sources)
        raise click.exceptions.Exit(FOUND)
