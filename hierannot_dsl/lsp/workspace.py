"""Workspace: open documents, the files beside them, and what is known of each."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pygls.uris import from_fs_path, to_fs_path

from hierannot_dsl.adapters.files import read_hier
from hierannot_dsl.adapters.search import SearchPath
from hierannot_dsl.catalog.builtins import FOLDER, BuiltinLoader, builtin_source
from hierannot_dsl.catalog.uses import genes_of
from hierannot_dsl.lsp.analysis import Analysis
from hierannot_dsl.lsp.documents import Document, edited
from hierannot_dsl.lsp.panels import Panels
from hierannot_dsl.lsp.positions import Positions
from hierannot_dsl.lsp.settings import Settings
from hierannot_dsl.resources import builtin_names, catalog_folder
from hierannot_dsl.semantics.load import load, load_all
from hierannot_dsl.source import Source
from hierannot_dsl.syntax.incremental import Reparser

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lsprotocol import types

    from hierannot_dsl.diagnostics.outcome import Outcome
    from hierannot_dsl.panel.panel import Panel
    from hierannot_dsl.panel.report import RetentionReport
    from hierannot_dsl.semantics.entries import Resolved
    from hierannot_dsl.semantics.load import Library
    from hierannot_dsl.source import Span
    from hierannot_dsl.syntax.nodes import File

MOST_FILES = 2000


class Workspace:
    """Everything that features answer from.

    Attributes
    ----------
    documents
        What is open, by URI.
    encoding
        In whose units the client counts columns.
    folders
        What the client has opened; relative settings are meant from the first.
    resolves_actions
        Whether the client asks for the edits of an action when it is chosen.
    """

    def __init__(self) -> None:
        self.documents: dict[str, Document] = {}
        self.encoding = "utf-16"
        self.folders: tuple[Path, ...] = ()
        self.resolves_actions = False
        self.settings = Settings()
        self._analyses: dict[str, Analysis] = {}
        self._parsers: dict[str, Reparser] = {}
        self._files: dict[Path, tuple[tuple[int, int], Source]] = {}
        self._reports: dict[tuple[str, str], RetentionReport] = {}
        self.panels = Panels()

    # What the client tells.

    def open(self, uri: str, text: str, version: int) -> None:
        self.documents[uri] = Document(uri, name_of(uri), text, version)
        self.forget()

    def change(self, uri: str, changes: Iterable[types.TextDocumentContentChangeEvent], version: int) -> None:
        document = self.documents[uri]
        text = edited(document.text, changes, self.encoding)
        self.documents[uri] = replace(document, text=text, version=version)
        self.forget(document.name)

    def close(self, uri: str) -> None:
        document = self.documents.pop(uri, None)
        if document is not None:
            self._reports = {key: kept for key, kept in self._reports.items() if key[0] != document.name}
        self.forget()

    def set(self, settings: Settings) -> None:
        self.settings = settings
        self._reports.clear()
        self.forget()

    def forget(self, name: str | None = None) -> None:
        """Analyse anew what depends on a source; without a name everything."""
        for uri, analysis in tuple(self._analyses.items()):
            if name is None or name in analysis.library.sources:
                del self._analyses[uri]

    # What features ask.

    @property
    def loader(self) -> SearchPath:
        return SearchPath(map(self.path, self.settings.catalog), read=self.read)

    def path(self, written: str) -> Path:
        """A path of the settings."""
        path = Path(written).expanduser()
        return path if path.is_absolute() or not self.folders else self.folders[0] / path

    def read(self, path: Path) -> Source:
        """The text of a file as it is in the editor, else on disk; raises as `read_hier`."""
        name = path.as_posix()
        document = next((one for one in self.documents.values() if one.name == name), None)
        if document is not None:
            return Source(name, document.text)
        status = path.stat()
        stamp = (status.st_mtime_ns, status.st_size)
        if path not in self._files or self._files[path][0] != stamp:
            self._files[path] = stamp, read_hier(path)
        return self._files[path][1]

    def parse(self, source: Source) -> Outcome[File]:
        """Parse a source; of one that was seen before only what has changed."""
        return self._parsers.setdefault(source.name, Reparser()).parse(source)

    def load(self, source: Source) -> Outcome[Library]:
        return load(source, self.loader, read=self.parse)

    def analysis(self, uri: str) -> Analysis:
        """The document as it is now; raises as `read_hier` for one that is not open and cannot be read."""
        if uri not in self._analyses:
            document = self.documents.get(uri)
            path = Path(name_of(uri))
            source = Source(document.name, document.text) if document else self.read(path)
            outcome = self.load(source)
            assert outcome.value is not None
            positions = self.positions(source)
            self._analyses[uri] = Analysis(outcome.value, outcome.diagnostics, positions)
        return self._analyses[uri]

    def depending_on(self, name: str) -> tuple[str, ...]:
        """Open documents that build on a source and have been analysed, by URI."""
        return tuple(
            uri
            for uri, analysis in self._analyses.items()
            if uri in self.documents and name in analysis.library.sources and analysis.source.name != name
        )

    def positions(self, source: Source) -> Positions:
        return Positions(source.text, self.encoding)

    def location(self, span: Span, sources: Iterable[Source]) -> tuple[str, types.Range] | None:
        """URI and range of a place; None where its source is not at hand."""
        source = next((one for one in sources if one.name == span.source), None)
        return None if source is None else (uri_of(span.source), self.positions(source).range(span))

    def sources(self) -> Iterator[Source]:
        """Every `.hier` text of the folders, the catalogs and the editor, each once."""
        found = {document.name: Source(document.name, document.text) for document in self.documents.values()}
        yield from found.values()
        for path in self._paths():
            if path.as_posix() not in found:
                try:
                    source = self.read(path)
                except (OSError, ValueError):
                    continue
                found[source.name] = source
                yield source

    def _paths(self) -> Iterator[Path]:
        number = 0
        for top in (*self.folders, *map(self.path, self.settings.catalog)):
            for folder, below, names in os.walk(top):
                below[:] = sorted(
                    name for name in below if not name.startswith(".") and name != "node_modules"
                )
                for name in sorted(names):
                    if name.endswith(".hier"):
                        yield Path(folder, name)
                        number += 1
                        if number == MOST_FILES:
                            return

    @property
    def panel(self) -> Panel | None:
        """The panel that is set, if it can be read."""
        return self.panels.read(self.path(self.settings.panel)) if self.settings.panel else None

    def catalog_genes(self) -> frozenset[str]:
        """Every gene that a built-in hierarchy names."""
        return builtin_genes()

    def report(self, analysis: Analysis, resolved: Resolved) -> RetentionReport | None:
        """What the panel leaves of a hierarchy; while the document has mistakes, what it left before."""
        key = (analysis.source.name, resolved.name.text)
        panel = self.panel
        if panel is None:
            return None
        if not analysis.failed:
            self._reports[key] = self.panels.report(resolved, panel)
        return self._reports.get(key)


@cache
def builtin_genes() -> frozenset[str]:
    sources = [source for source in map(builtin_source, builtin_names()) if source]
    libraries = load_all(sources, BuiltinLoader()).value or ()
    return genes_of(resolved for library in libraries for resolved in library.hierarchies.values())


def name_of(uri: str) -> str:
    """What messages call a document: its path, where it is a file."""
    path = to_fs_path(uri) if uri.startswith("file:") else None
    return Path(path).as_posix() if path else uri


def uri_of(name: str) -> str:
    """Where a source is; a built-in is a file of the package."""
    if name.startswith(f"{FOLDER}/"):
        name = (catalog_folder() / name.removeprefix(f"{FOLDER}/")).as_posix()
    path = Path(name)
    return (from_fs_path(str(path)) or name) if path.is_absolute() else name
