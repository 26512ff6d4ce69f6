"""`--catalog` and `--in` -> the hierarchies to look through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.cli.console import CannotRun, progress
from hierannot_dsl.cli.sources import DOCUMENT, SUFFIX, find_source, read_source, search_path
from hierannot_dsl.diagnostics.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from hierannot_dsl.diagnostics.model import Diagnostic
    from hierannot_dsl.semantics.entries import Resolved
    from hierannot_dsl.semantics.load import Library
    from hierannot_dsl.source import Source
    from hierannot_dsl.syntax.nodes import File

TESTS = ".test.hier"


@dataclass(frozen=True)
class Shelf:
    """Hierarchies of the catalog path, and the one that `--in` names, if any.

    Attributes
    ----------
    hierarchies
        All of them, in the order of the path.
    chosen
        Where to look: the one of `--in`, else all.
    """

    libraries: tuple[Library, ...]
    chosen: tuple[Resolved, ...]

    @property
    def hierarchies(self) -> tuple[Resolved, ...]:
        return tuple(found for library in self.libraries for found in library.hierarchies.values())

    @property
    def sources(self) -> Mapping[str, Source]:
        return self.libraries[0].sources

    @property
    def files(self) -> Mapping[str, File]:
        return self.libraries[0].files


def folder_sources(catalogs: Iterable[Path]) -> dict[str, Source]:
    """The `.hier` sources of the `--catalog` folders, by name; of one name the first counts."""
    sources: dict[str, Source] = {}
    for folder in catalogs:
        for path in sorted(folder.glob(f"*{SUFFIX}")):
            if not path.name.endswith(TESTS) and path.is_file():
                sources.setdefault(path.stem, read_source(path))
    return sources


def catalog_sources(catalogs: Iterable[Path]) -> tuple[Source, ...]:
    """The `.hier` sources of the `--catalog` folders, then the built-ins whose names none of them has."""
    from hierannot_dsl.catalog.builtins import builtin_source
    from hierannot_dsl.resources import builtin_names

    sources = folder_sources(catalogs)
    for name in builtin_names():
        builtin = builtin_source(name)
        if builtin is not None:
            sources.setdefault(name, builtin)
    return tuple(sources.values())


def read_shelf(catalogs: tuple[Path, ...], within: str | None = None) -> Shelf:
    """Read the catalog path, and what `--in` names.

    Files with mistakes are named on stderr; of them there is what could be read.

    Raises
    ------
    CannotRun
        If `--in` names nothing, or a file without hierarchies.
    """
    from hierannot_dsl.semantics.load import load_all

    sources = catalog_sources(catalogs)
    first = () if within is None else (hier_source(within, catalogs),)
    sources = (*first, *(source for source in sources if source not in first))
    loaded = load_all(sources, search_path(catalogs))
    libraries = loaded.value or ()
    tell_incomplete(loaded.diagnostics)
    shelf = Shelf(libraries, ())
    if within is None:
        return Shelf(libraries, shelf.hierarchies)
    chosen = tuple(libraries[0].hierarchies.values())[-1:]
    if not chosen:
        msg = f"{sources[0].name} declares no hierarchy that can be read"
        raise CannotRun(msg)
    return Shelf(libraries, chosen)


def tell_incomplete(found: Iterable[Diagnostic]) -> None:
    """Name the files with errors on stderr."""
    wrong = {d.span.source for d in found if d.span and d.severity is Severity.ERROR}
    for name in sorted(wrong):
        progress(f"{name} has mistakes, and what it holds may be incomplete: `hierc check` shows them")


def hier_source(text: str, catalogs: Iterable[Path]) -> Source:
    """A `.hier` source that was named on the command line.

    Raises
    ------
    CannotRun
        If there is none, or it is a JSON document, which says no longer who wrote what.
    """
    source = find_source(text, catalogs)
    if source.name.endswith(DOCUMENT):
        msg = f"{source.name} is a JSON document, which no longer says who wrote what; name a .hier file"
        raise CannotRun(msg)
    return source
