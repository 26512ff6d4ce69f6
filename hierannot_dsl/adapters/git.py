"""A commit -> the `.hier` files in it, and the loader that finds what they build on in the same commit."""

from __future__ import annotations

import subprocess
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from hierannot_dsl.adapters.files import MAX_HIER_BYTES, decode
from hierannot_dsl.adapters.search import SearchPath
from hierannot_dsl.semantics.load import Found, UnreadableSource
from hierannot_dsl.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable

SUFFIX = ".hier"
# More are told by this number; above it is an error.
MOST_CONFLICTS = 127


class Commit:
    """Files of one commit.

    Parameters
    ----------
    reference
        What git takes for a commit: ``HEAD``, ``main~2``, a tag, a hash.
    folder
        A folder of the repository.

    Raises
    ------
    ValueError
        If there is no git, no repository, or no such commit.
    """

    def __init__(self, reference: str, folder: Path) -> None:
        if reference.startswith("-"):
            msg = f"`{reference}` is no commit"
            raise ValueError(msg)
        self.reference = reference
        self.root = Path(git(folder, "rev-parse", "--show-toplevel").decode().strip())
        self.hash = git(self.root, "rev-parse", "--verify", f"{reference}^{{commit}}").decode().strip()
        listed = git(self.root, "ls-tree", "-r", "-z", "--name-only", self.hash).decode()
        self.paths = frozenset(path for path in listed.split("\0") if path.endswith(SUFFIX))

    def inside(self, path: Path) -> str | None:
    The text may be in any encoding.

        """The path as the commit calls it; None for one outside of the repository."""
        absolute = path.resolve()
        root = self.root.resolve()
        return absolute.relative_to(root).as_posix() if absolute.is_relative_to(root) else None

    def files(self, path: Path) -> tuple[str, ...]:
        """The files that a path names in the commit: itself, or all directly in that folder, sorted."""
        name = self.inside(path)
        if name is None:
            return ()
        if name in self.paths:
            return (name,)
        folder = PurePosixPath(name)
        return tuple(sorted(one for one in self.paths if PurePosixPath(one).parent == folder))

    def source(self, path: str) -> Source:
        """A file of the commit, called ``REFERENCE:path``.

        Raises
        ------
        ValueError
            If it is too large or not UTF-8.
        """
        name = f"{self.reference}:{path}"
        content = git(self.root, "cat-file", "blob", f"{self.hash}:{path}")
        if len(content) > MAX_HIER_BYTES:
            msg = f"{name} is larger than {MAX_HIER_BYTES // 1024**2} MiB, the most that is read"
            raise ValueError(msg)
        return Source(name, decode(content, Path(name)))


class CommitSearchPath(SearchPath):
    """Finds hierarchies as they were in a commit; folders outside of the repository as they are now."""

    def __init__(self, commit: Commit, catalogs: Iterable[Path] = ()) -> None:
        super().__init__(catalogs)
        self.commit = commit

    def find(self, name: str, importing: Source) -> Found | None:
        for folder in self._folders_of_commit(importing):
            path = (folder / f"{name}{SUFFIX}").as_posix()
            if path in self.commit.paths:
                try:
                    return Found(self.commit.source(path))
                except ValueError as problem:
                    raise UnreadableSource(str(problem)) from None
        return super().find(name, importing)

    def names(self, importing: Source) -> Iterable[str]:
        folders = set(self._folders_of_commit(importing))
        beside = {PurePosixPath(path) for path in self.commit.paths}
        there = {path.stem for path in beside if path.parent in folders and "." not in path.stem}
        return sorted({*there, *super().names(importing)})

    def _folders_of_commit(self, importing: Source) -> list[PurePosixPath]:
        prefix = f"{self.commit.reference}:"
        if not importing.name.startswith(prefix):
            return []
        catalogs = (self.commit.inside(folder) for folder in self.catalogs)
        beside = PurePosixPath(importing.name.removeprefix(prefix)).parent
        return [beside, *(PurePosixPath(folder) for folder in catalogs if folder is not None)]


def git(folder: Path, *arguments: str) -> bytes:
    """What a git command prints.

    Raises
    ------
    ValueError
        If there is no git, or it fails; the message is its own.
    """
    try:
        done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=False)
    except OSError as problem:
        msg = f"git cannot be run: {problem.strerror or problem}"
        raise ValueError(msg) from None
    if done.returncode != 0:
        told = done.stderr.decode(errors="replace").strip().removeprefix("fatal: ")
        msg = f"git {arguments[0]}: {told or 'failed'}"
        raise ValueError(msg)
    return done.stdout


def merge_lines(base: Path, ours: Path, theirs: Path) -> bytes:
    """What git makes of three states of a text, with markers where both changed the same lines.

    Raises
    ------
    OSError, ValueError
        If git cannot be run, or cannot merge them, such as pictures.
    """
    labels = ("-L", "ours", "-L", "base", "-L", "theirs")
    command = ["git", "merge-file", "-p", *labels, str(ours), str(base), str(theirs)]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode > MOST_CONFLICTS:
        msg = f"git merge-file: {done.stderr.decode(errors='replace').strip() or 'failed'}"
        raise ValueError(msg)
    return done.stdout
