"""Arguments of `hierc diff` -> the files that they name, now or in a commit."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from hierannot_dsl.cli.console import CannotRun
from hierannot_dsl.cli.sources import (
    DOCUMENT,
    SUFFIX,
    files_below,
    find_source,
    read_source,
    search_path,
    shown,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from hierannot_dsl.adapters.commit import Commit
    from hierannot_dsl.semantics.load import Loader
    from hierannot_dsl.source import Source

Where = TypeVar("Where")  # a file is found by a path on disk, or by one in a commit
GIT = "git:"
# Between braces git takes dates and texts, which may have a colon.
COMMIT = re.compile(r"git:((?:\{[^}]*\}|[^:{])+)(?::(.*))?", re.DOTALL)
HEAD = "HEAD"
TESTS = f".test{SUFFIX}"
ITSELF = "."


@dataclass(frozen=True)
class Place:
    """What an argument names: a path as it is now, or as it was in a commit; `reference` is None for now."""

    text: str
    path: Path
    reference: str | None

    def __str__(self) -> str:
        return "here" if self.reference is None else f"in {self.reference}"


@dataclass(frozen=True)
class SideFiles:
    """The files of one side.

    Attributes
    ----------
    sources
        By their paths below the place, ``"."`` for itself.
    unreadable
        Why others cannot be read.
    loader
        Finds what they build on, in the same state.
    exists
        Whether the place itself is there, be it a folder without files.
    missing
        Why there is no file; None where there is one.
    """

    sources: Mapping[str, Source]
    unreadable: Mapping[str, str]
    loader: Loader
    exists: bool = True
    missing: CannotRun | None = field(default=None, compare=False)


def places(before: str, after: str | None, catalogs: Iterable[Path]) -> tuple[Place, Place]:
    """What two arguments name; without the second, the first one now and in the last commit."""
    reference, text = _parts(before)
    if after is None:
        text = text or ITSELF
        path = _path(text, catalogs)
        return Place(text, path, reference or HEAD), Place(text, path, None)
    later, other = _parts(after)
    text, other = text or other or ITSELF, other or text or ITSELF
    return Place(text, _path(text, catalogs), reference), Place(other, _path(other, catalogs), later)


def read_files(first: Place, second: Place, catalogs: tuple[Path, ...]) -> tuple[SideFiles, SideFiles]:
    """Read what both sides name.

    Of two states of one path one may have no files: they came or went.

    Raises
    ------
    CannotRun
        If there is nothing else of that name, or a commit cannot be read.
    """
    commits = _commits(first, second, catalogs)
    sides = [
        _of_commit(place, commit, catalogs) if commit else _now(place, other, catalogs)
        for place, commit, other in zip((first, second), commits, reversed(commits), strict=True)
    ]
    same = first.path.resolve() == second.path.resolve()
    missing = [side.missing for side in sides if side.missing]
    if same and len(missing) == len(sides) and not any(side.exists for side in sides):
        apart = first.reference != second.reference
        msg = f"{first.text} is {f'neither {first} nor' if apart else 'not'} {second}"
        raise CannotRun(msg, hint=missing[0].hint)
    if missing and not (same and any(side.exists and not side.missing for side in sides)):
        raise missing[0]
    return sides[0], sides[1]


def _parts(argument: str) -> tuple[str | None, str]:
    """The commit that an argument names, if any, and the path, which may be empty after a commit."""
    if not argument.startswith(GIT):
        return None, argument
    found = COMMIT.fullmatch(argument)
    if found is None:
        msg = f"`{argument}` names no commit"
        raise CannotRun(msg, hint=f"the last one is {GIT}{HEAD}")
    return found[1], found[2] or ""


def _path(text: str, catalogs: Iterable[Path]) -> Path:
    """The path that a text names: itself, or the file of a hierarchy in a catalog folder."""
    path = Path(text)
    if path.exists() or text.endswith((SUFFIX, DOCUMENT)):
        return path
    files = (folder / f"{text}{SUFFIX}" for folder in catalogs)
    return next((file for file in files if file.is_file()), path)


def _commits(first: Place, second: Place, catalogs: Iterable[Path]) -> tuple[Commit | None, Commit | None]:
    try:
        commits = _commit(first), _commit(second)
    except ValueError as problem:
        if first.reference == HEAD and second.reference is None and not second.path.exists():
            find_source(second.text, catalogs)  # a path that was misspelt leads to no repository either
        raise CannotRun(str(problem)) from None
    for place, commit in ((first, commits[1]), (second, commits[0])):
        if place.reference is None and commit and commit.is_bare and commit.inside(place.path) is not None:
            msg = "a bare repository has no files beside its commits"
            raise CannotRun(msg, hint=f"name two commits: {GIT}REF {GIT}REF")
    return commits


def _commit(place: Place) -> Commit | None:
    if place.reference is None:
        return None
    from hierannot_dsl.adapters.commit import Commit

    folder = next(one for one in (place.path, *place.path.absolute().parents) if one.is_dir())
    return Commit(place.reference, folder)


def _of_commit(place: Place, commit: Commit, catalogs: Iterable[Path]) -> SideFiles:
    from hierannot_dsl.adapters.commit import CommitSearchPath

    loader = CommitSearchPath(commit, [shown(one) for one in catalogs])
    path = commit.inside(place.path)
    files = {} if path is None else commit.files(path)
    named = {one: file for one, file in files.items() if not one.endswith(TESTS)}
    if named:
        return _read(named, commit.source, loader)
    if path is not None and commit.holds(path):
        msg = f"{place.text} holds no {SUFFIX} file in {place.reference}"
        return SideFiles({}, {}, loader, missing=CannotRun(msg))
    msg = f"{place.text} is not in {place.reference}"
    elsewhere = commit.inside(commit.root / place.text)  # as git itself reads a path after a commit
    hint = "paths are relative to the current folder" if elsewhere and commit.holds(elsewhere) else None
    return SideFiles({}, {}, loader, exists=False, missing=CannotRun(msg, hint=hint))


def _now(place: Place, other: Commit | None, catalogs: tuple[Path, ...]) -> SideFiles:
    loader = search_path(catalogs)
    if not place.path.is_dir():
        return _one_now(place, loader, catalogs)
    seen = _beside(other, place.path)
    files = files_below(place.path) if seen is None else seen
    named = {one.relative_to(place.path).as_posix(): one for one in files if not one.name.endswith(TESTS)}
    if not named:
        msg = f"{place.path.as_posix()} holds no {SUFFIX} file"
        return SideFiles({}, {}, loader, missing=CannotRun(msg))
    return _read(named, read_source, loader)


def _one_now(place: Place, loader: Loader, catalogs: tuple[Path, ...]) -> SideFiles:
    exists = place.path.exists()
    try:
        return SideFiles({ITSELF: find_source(place.text, catalogs)}, {}, loader, exists=exists)
    except CannotRun as problem:
        if exists:
            return SideFiles({}, {ITSELF: problem.message}, loader)
        return SideFiles({}, {}, loader, exists=False, missing=problem)


def _beside(commit: Commit | None, folder: Path) -> list[Path] | None:
    """The files of a folder that a commit could have; None where it could not have the folder."""
    if commit is None or commit.inside(folder) is None:
        return None
    from hierannot_dsl.adapters.commit import working_files

    return working_files(folder)


def _read(files: Mapping[str, Where], read: Callable[[Where], Source], loader: Loader) -> SideFiles:
    sources, unreadable = {}, {}
    for name, file in files.items():
        try:
            sources[name] = read(file)
        except CannotRun as problem:
            unreadable[name] = problem.message
        except ValueError as problem:
            unreadable[name] = str(problem)
    return SideFiles(sources, unreadable, loader)
