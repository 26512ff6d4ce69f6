"""Hierarchy names -> files: beside the importing file, then the catalog folders, then the built-ins."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from hierannot_dsl.adapters.files import read_hier
from hierannot_dsl.catalog.builtins import FOLDER, builtin_source
from hierannot_dsl.resources import builtin_names, catalog_folder
from hierannot_dsl.semantics.load import Found, UnreadableSource

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hierannot_dsl.source import Source

SUFFIX = ".hier"


class Files(Protocol):
    """Where the texts of files come from: the disk, or an editor that has some of them open."""

    def exists(self, path: Path) -> bool:
        """Whether there is such a file."""
        ...

    def names(self, folder: Path) -> Iterable[str]:
        """The names of the `.hier` files of a folder, without the suffix."""
        ...

    def read(self, path: Path) -> Source:
        """The text of a file; raises as `read_hier`."""
        ...


class Disk:
    """Files as they are on disk."""

    def exists(self, path: Path) -> bool:
        return path.is_file()

    def names(self, folder: Path) -> Iterable[str]:
        return {path.stem for path in folder.glob(f"*{SUFFIX}") if path.is_file()}

    def read(self, path: Path) -> Source:
        return read_hier(path)


class SearchPath:
    """The loader of files.

    Parameters
    ----------
    catalogs
        Folders to look in after the importing file's own, in this order.
    files
        What is in these folders.
    """

    def __init__(self, catalogs: Iterable[Path] = (), *, files: Files | None = None) -> None:
        self.catalogs = tuple(catalogs)
        self._files = files or Disk()
        self._builtins: set[str] = set()

    def find(self, name: str, importing: Source) -> Found | None:
        """The first ``NAME.hier`` on the way; a file elsewhere of a built-in's name shadows it.

        Raises
        ------
        UnreadableSource
            If the file leads out of its folder by a link, is too large, or is not UTF-8.
        """
        for folder in self._folders(importing):
            path = folder / f"{name}{SUFFIX}"
            if self._files.exists(path):
                return Found(self._read(path, folder), shadows=_shadows(name, path))
        source = builtin_source(name)
        if source is None:
            return None
        self._builtins.add(source.name)
        return Found(source)

    def names(self, importing: Source) -> Iterable[str]:
        beside = {name for folder in self._folders(importing) for name in self._files.names(folder)}
        tests = {name for name in beside if "." in name}  # NAME.test.hier
        return sorted({*beside, *builtin_names()} - tests)

    def _folders(self, importing: Source) -> Iterator[Path]:
        # A built-in's own folder is the catalog of the package: nothing beside the user's file shadows
        # its bases.
        if importing.name not in self._builtins and not importing.name.startswith(f"{FOLDER}/"):
            yield Path(importing.name).parent
            yield from self.catalogs

    def _read(self, path: Path, folder: Path) -> Source:
        if not path.resolve().is_relative_to(folder.resolve()):
            msg = f"{path.as_posix()} is a link that leads out of its folder"
            raise UnreadableSource(msg)
        try:
            return self._files.read(path)
        except (OSError, ValueError) as problem:
            raise UnreadableSource(str(problem)) from None


def _shadows(name: str, path: Path) -> bool:
    builtin = catalog_folder() / f"{name}{SUFFIX}"
    return builtin.is_file() and not (path.exists() and builtin.samefile(path))
