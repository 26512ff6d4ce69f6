"""Files as they are in the editor, and where it has not opened them as they are on disk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pygls.uris import from_fs_path, to_fs_path

from hierannot_dsl.adapters.search import SUFFIX, Disk
from hierannot_dsl.catalog.builtins import FOLDER
from hierannot_dsl.resources import catalog_folder
from hierannot_dsl.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hierannot_dsl.lsp.documents import Document


class OpenFiles:
    """Open documents and files, all called by the names of their sources.

    Parameters
    ----------
    documents
        What is open, by URI. It may change.
    """

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self._documents = documents
        self._disk = Disk()
        self._read: dict[Path, tuple[tuple[int, int], Source]] = {}

    def document(self, name: str) -> Document | None:
        """The open document of that name; a file may be open that was never saved."""
        return next((one for one in self._documents.values() if one.name == name), None)

    def exists(self, path: Path) -> bool:
        return self.document(path.as_posix()) is not None or self._disk.exists(path)

    def names(self, folder: Path) -> Iterable[str]:
        opened = (Path(document.name) for document in self._documents.values())
        beside = {path.stem for path in opened if path.suffix == SUFFIX and path.parent == folder}
        return beside | {*self._disk.names(folder)}

    def read(self, path: Path) -> Source:
        document = self.document(path.as_posix())
        if document is not None:
            return Source(document.name, document.text)
        status = path.stat()
        stamp = (status.st_mtime_ns, status.st_size)
        if path not in self._read or self._read[path][0] != stamp:
            self._read[path] = stamp, self._disk.read(path)
        return self._read[path][1]

    def uri_of(self, name: str) -> str:
        """Where a source is; of an open one as the client writes it, for no two clients escape alike."""
        if name.startswith(f"{FOLDER}/"):
            name = (catalog_folder() / name.removeprefix(f"{FOLDER}/")).as_posix()
        document = self.document(name)
        if document is not None:
            return document.uri
        path = Path(name)
        return (from_fs_path(str(path)) or name) if path.is_absolute() else name


def name_of(uri: str) -> str:
    """What messages call a document: its path, where it is a file."""
    path = to_fs_path(uri) if uri.startswith("file:") else None
    return Path(path).as_posix() if path else uri
