"""A commit -> the files in it, and the loader that finds what they build on in the same commit."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from hierannot_dsl.adapters.files import MAX_HIER_BYTES, decode
from hierannot_dsl.adapters.git import git
from hierannot_dsl.adapters.search import SUFFIX, Disk, SearchPath
from hierannot_dsl.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HEAD = "HEAD"
FILE, REPOSITORY = "100", "160"


class Commit:
    """Files of one commit; links, and what belongs to a repository inside this one, are none of them.

    Parameters
    ----------
    reference
        What git takes for a commit: ``HEAD``, ``main~2``, a tag, a hash.
    folder
        A folder of the repository.

    Attributes
    ----------
    root
        The top folder of the repository; that of git's own files where it is bare.
    is_bare
        Whether there are no files beside the commits.

    Raises
    ------
    ValueError
        If there is no git, no repository, or no such commit.
    """

    def __init__(self, reference: str, folder: Path) -> None:
        self.reference = reference
        self.is_bare = git(folder, "rev-parse", "--is-bare-repository") == b"true\n"
        top = git(folder, "rev-parse", "--absolute-git-dir" if self.is_bare else "--show-toplevel")
        self.root = Path(os.fsdecode(top.removesuffix(b"\n"))).resolve()
        self._blobs: dict[str, str] = {}
        self._repositories: set[PurePosixPath] = set()
        listed = os.fsdecode(git(self.root, "ls-tree", "-r", "-z", self._hash()))
        for entry in filter(None, listed.split("\0")):
            about, _, path = entry.partition("\t")
            mode, _, blob = about.split(" ")
            if mode.startswith(FILE):
                self._blobs[path] = blob
            elif mode.startswith(REPOSITORY):
                self._repositories.add(PurePosixPath(path))

    def inside(self, path: Path) -> PurePosixPath | None:
        """The path as the commit calls it; None for one that belongs to no folder of the repository."""
        absolute = path.resolve()
        if not absolute.is_relative_to(self.root):
            return None
        found = PurePosixPath(absolute.relative_to(self.root))
        return None if self._repositories.intersection((found, *found.parents)) else found

    def holds(self, path: PurePosixPath) -> bool:
        """Whether there is a file of that path, or one below it."""
        known = (PurePosixPath(one) for one in self._blobs)
        return any(one.is_relative_to(path) for one in known)

    def is_file(self, path: PurePosixPath) -> bool:
        return str(path) in self._blobs

    def files(self, path: PurePosixPath) -> dict[str, PurePosixPath]:
        """The files that a path names: itself, or all `.hier` files in that folder and below.

        Returns
        -------
        files
            Sorted; by their paths below the one that was given, which is ``"."`` for itself. Hidden ones, and
            those in hidden folders, are passed over.
        """
        if self.is_file(path):
            return {".": path}
        ours = (PurePosixPath(one) for one in sorted(self._blobs) if one.endswith(SUFFIX))
        below = {one.relative_to(path): one for one in ours if one.is_relative_to(path)}
        return {one.as_posix(): name for one, name in below.items() if not _is_hidden(one)}

    def source(self, path: PurePosixPath) -> Source:
        """A file of the commit, called ``REFERENCE:path``.

        Raises
        ------
        ValueError
            If it is too large or not UTF-8.
        """
        name = f"{self.reference}:{path}"
        content = git(self.root, "cat-file", "blob", self._blobs[str(path)])
        if len(content) > MAX_HIER_BYTES:
            msg = f"{name} is larger than {MAX_HIER_BYTES // 1024**2} MiB, the most that is read"
            raise ValueError(msg)
        return Source(name, decode(content, Path(name)))

    def place(self, source: Source) -> Path | None:
        """Where a file of the commit has its place on disk; None for a source that is none."""
        path = source.name.removeprefix(f"{self.reference}:")
        return None if path == source.name else self.root / path

    def _hash(self) -> str:
        msg = f"`{self.reference}` is no commit of this repository"
        if self.reference.startswith("-"):  # an option, to git
            raise ValueError(msg)
        try:
            return git(self.root, "rev-parse", "--verify", f"{self.reference}^{{commit}}").decode().strip()
        except ValueError:
            raise ValueError("the repository has no commit yet" if self.reference == HEAD else msg) from None


class CommitFiles:
    """Files as they were in a commit; those outside of its repository as they are now."""

    def __init__(self, commit: Commit) -> None:
        self._commit = commit
        self._now = Disk()

    def exists(self, path: Path) -> bool:
        name = self._name(path)
        return self._now.exists(path) if name is None else self._commit.is_file(name)

    def names(self, folder: Path) -> Iterable[str]:
        here = self._commit.inside(folder)
        if here is None:
            return self._now.names(folder)
        return {one.stem for one in self._commit.files(here).values() if one.parent == here}

    def read(self, path: Path) -> Source:
        name = self._name(path)
        return self._now.read(path) if name is None else self._commit.source(name)

    def _name(self, path: Path) -> PurePosixPath | None:
        # The last part is not followed: what is a link now may have been a file then.
        folder = self._commit.inside(path.parent)
        return None if folder is None else folder / path.name


class CommitSearchPath(SearchPath):
    """Finds hierarchies as they were in a commit; those outside of its repository as they are now."""

    def __init__(self, commit: Commit, catalogs: Iterable[Path] = ()) -> None:
        super().__init__(catalogs, files=CommitFiles(commit))
        self._commit = commit

    def _folders(self, importing: Source) -> Iterator[Path]:
        place = self._commit.place(importing)
        if place is None:
            yield from super()._folders(importing)
        else:
            yield place.parent
            yield from self.catalogs


def working_files(folder: Path) -> list[Path] | None:
    """The `.hier` files in a folder and below, without links, hidden ones and what git ignores.

    None where git sees nothing at all there: the folder itself is ignored, and it was named nevertheless.

    Raises
    ------
    ValueError
        If there is no git or no repository.
    """
    listed = os.fsdecode(git(folder, "ls-files", "-z", "--cached", "--others", "--exclude-standard"))
    if not listed:
        return None
    names = sorted({PurePosixPath(one) for one in listed.split("\0") if one.endswith(SUFFIX)})
    paths = (folder / name for name in names if not _is_hidden(name))
    return [path for path in paths if path.is_file() and not path.is_symlink()]


def _is_hidden(path: PurePosixPath) -> bool:
    return any(part.startswith(".") for part in path.parts)
