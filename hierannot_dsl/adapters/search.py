"""Hierarchy names -> files: beside the importing file, then the catalog folders, then the built-ins."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from hierannot_dsl.adapters.files import read_hier
from hierannot_dsl.catalog.builtins import FOLDER, builtin_source
from hierannot_dsl.resources import builtin_names, catalog_folder
from hierannot_dsl.semantics.load import Found, UnreadableSource

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from hierannot_dsl.source import Source


class SearchPath:
    """The loader of files.

    Parameters
    ----------
    catalogs
        Folders to look in after the importing file's own, in this order.
    read
        Reads a file as `read_hier` does, perhaps from memory.
    """

    def __init__(self, catalogs: Iterable[Path] = (), *, read: Callable[[Path], Source] = read_hier) -> None:
        self.catalogs = tuple(catalogs)
        self._read_file = read
        self._builtins: set[str] = set()

    def find(self, name: str, importing: Source) -> Found | None:
        """The first ``NAME.hier`` on the way; a file elsewhere of a built-in's name shadows it.

        Raises
        ------
        UnreadableSource
            If the file leads out of its folder by a link, is too large, or is not UTF-8.
        """
        for folder in self._folders(importing):
            path = folder / f"{name}.hier"
            if path.is_file():
                return Found(self._read(path, folder), shadows=_shadows(name, path))
        source = builtin_source(name)
        if source is None:
            return None
        self._builtins.add(source.name)
        return Found(source)

    def names(self, importing: Source) -> Iterable[str]:
        found = (path for folder in self._folders(importing) for path in folder.glob("*.hier"))
        beside = {path.stem for path in found if path.is_file()}
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
            return self._read_file(path)
        except (OSError, ValueError) as problem:
            raise UnreadableSource(str(problem)) from None


def _shadows(name: str, path: Path) -> bool:
    builtin = catalog_folder() / f"{name}.hier"
    return builtin.is_file() and not builtin.samefile(path)
