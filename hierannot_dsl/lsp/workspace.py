"""Workspace: open documents, the files beside them, and what is known of each."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from hierannot_dsl.adapters.search import SUFFIX, SearchPath
from hierannot_dsl.catalog.builtins import BuiltinLoader, builtin_source
from hierannot_dsl.catalog.uses import genes_of
from hierannot_dsl.lsp.analysis import Analysis
from hierannot_dsl.lsp.documents import Document, edited
from hierannot_dsl.lsp.files import OpenFiles, name_of
from hierannot_dsl.lsp.panels import Panels
from hierannot_dsl.lsp.positions import Positions
from hierannot_dsl.lsp.settings import Settings
from hierannot_dsl.resources import builtin_names
from hierannot_dsl.semantics.load import load, load_all
from hierannot_dsl.source import Source
from hierannot_dsl.syntax.incremental import Reparser

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lsprotocol import types

    from hierannot_dsl.diagnostics.outcome import Outcome
    from hierannot_dsl.lsp.panels import Retained
    from hierannot_dsl.panel.panel import Panel
    from hierannot_dsl.semantics.entries import Resolved
    from hierannot_dsl.semantics.load import Library
    from hierannot_dsl.syntax.nodes import File

MOST_FILES = 2000


class Workspace:
    """Everything that features answer from.

    Attributes
    ----------
    documents
        What is open, by URI.
    files
        These and all other files, by the names of their sources.
    encoding
        In whose units the client counts columns.
    folders
        What the client has opened; relative settings are meant from the first.
    resolves_actions
        Whether the client asks for the edits of an action when it is chosen.
    """

    def __init__(self) -> None:
        self.documents: dict[str, Document] = {}
        self.files = OpenFiles(self.documents)
        self.encoding = "utf-16"
        self.folders: tuple[Path, ...] = ()
        self.resolves_actions = False
        self.settings = Settings()
        self._analyses: dict[str, Analysis] = {}
        self._parsers: dict[str, Reparser] = {}
        self._retained: dict[tuple[str, str], Retained] = {}
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
            self._retained = {key: kept for key, kept in self._retained.items() if key[0] != document.name}
        self.forget()

    def set(self, settings: Settings, folders: tuple[Path, ...]) -> None:
        self.settings, self.folders = settings, folders
        self._retained.clear()
        self.forget()

    def forget(self, name: str | None = None) -> None:
        """Analyse anew what depends on a source; without a name everything."""
        for uri, analysis in tuple(self._analyses.items()):
            if name is None or name in analysis.library.sources:
                del self._analyses[uri]

    # What features ask.

    @property
    def loader(self) -> SearchPath:
        return SearchPath(map(self.path, self.settings.catalog), files=self.files)

    def path(self, written: str) -> Path:
        """A path of the settings."""
        top = self.folders[0] if self.folders else Path()
        return Path(os.path.normpath(top / Path(written).expanduser()))  # without `..`: documents have none

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
            source = Source(document.name, document.text) if document else self.files.read(path)
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

    def sources(self) -> Iterator[Source]:
        """Every `.hier` text of the folders, the catalogs and the editor, each once."""
        found = {document.name: Source(document.name, document.text) for document in self.documents.values()}
        yield from found.values()
        for path in self._paths():
            if path.as_posix() not in found:
                try:
                    source = self.files.read(path)
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
                    if name.endswith(SUFFIX):
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

    def retained(self, analysis: Analysis, resolved: Resolved) -> Retained | None:
        """What the panel leaves of a hierarchy; while the document has mistakes, what it left before."""
        key = (analysis.source.name, resolved.name.text)
        panel = self.panel
        if panel is None:
            return None
        if not analysis.failed:
            self._retained[key] = self.panels.retained(resolved, panel)
        return self._retained.get(key)


@cache
def builtin_genes() -> frozenset[str]:
    sources = [source for source in map(builtin_source, builtin_names()) if source]
    libraries = load_all(sources, BuiltinLoader()).value or ()
    return genes_of(resolved for library in libraries for resolved in library.hierarchies.values())
