"""Arguments of `hierc diff` -> the hierarchies before and after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from hierannot_dsl.cli.console import FOUND, CannotRun, progress
from hierannot_dsl.cli.findings import tell_findings
from hierannot_dsl.cli.side_files import places, read_files
from hierannot_dsl.diagnostics.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from hierannot_dsl.cli.side_files import SideFiles
    from hierannot_dsl.compare.pair import Pair, Stated
    from hierannot_dsl.diagnostics.model import Diagnostic
    from hierannot_dsl.diagnostics.outcome import Outcome
    from hierannot_dsl.semantics.load import Library, Loader
    from hierannot_dsl.source import Source


@dataclass(frozen=True)
class Sides:
    """The hierarchies of both sides in pairs, and whether others were left out."""

    pairs: tuple[Pair, ...]
    left_out: bool


@dataclass(frozen=True)
class _Broken:
    """A file with errors, its own or of what it builds on; `names` are those that it is seen to declare."""

    file: str
    names: frozenset[str]
    findings: tuple[Diagnostic, ...]
    sources: Mapping[str, Source]


def read_sides(before: str, after: str | None, catalogs: tuple[Path, ...]) -> Sides:
    """Read both sides.

    What has errors on the older side alone is told and left out: to mend it is a change like any other.

    Raises
    ------
    CannotRun
        If something is not there, or cannot be read on the newer side.
    click.exceptions.Exit
        If a hierarchy of the newer side has errors, which are told.
    """
    from hierannot_dsl.compare.pair import pair_hierarchies

    older, newer = read_files(*places(before, after, catalogs), catalogs)
    for problem in newer.unreadable.values():
        raise CannotRun(problem)
    now, broken = _read(newer)
    if broken:
        _tell(broken)
        raise click.exceptions.Exit(FOUND)
    was, broken = _read(older)
    if not (broken or older.unreadable):
        return Sides(pair_hierarchies(was, now), left_out=False)
    _tell(broken)
    for problem in older.unreadable.values():
        progress(f"warning: {problem}")
    known = {one.name for one in was}
    names = {name for one in broken for name in one.names} - known
    files = {*older.unreadable, *(one.file for one in broken)}
    left = [one for one in now if one.name in names or (one.file in files and one.name not in known)]
    told = ", ".join(sorted(names.union(one.name for one in left))) or "nothing by name"
    progress(f"warning: left out, because the older side of it cannot be read: {told}")
    return Sides(pair_hierarchies(was, [one for one in now if one not in left]), left_out=True)


def _read(files: SideFiles) -> tuple[list[Stated], list[_Broken]]:
    from hierannot_dsl.compare.pair import Stated
    from hierannot_dsl.semantics.document import is_document, read_document
    from hierannot_dsl.semantics.lower import lower

    stated: list[Stated] = []
    broken: list[_Broken] = []
    written = {}
    for file, source in files.sources.items():
        if not is_document(source):
            written[file] = source
            continue
        document = read_document(source)
        if document.failed or document.value is None:
            broken.append(_Broken(file, frozenset(), document.diagnostics, {source.name: source}))
        else:
            stated.append(Stated(document.value, file))
    for file, outcome in _loaded(written, files.loader).items():
        library = outcome.value
        if outcome.failed or library is None:
            sources = library.sources if library else {}
            broken.append(_Broken(file, _declared(library), outcome.diagnostics, sources))
        else:
            stated += (Stated(lower(one), file) for one in library.hierarchies.values())
    return stated, broken


def _loaded(sources: Mapping[str, Source], loader: Loader) -> dict[str, Outcome[Library]]:
    from hierannot_dsl.diagnostics.outcome import Outcome
    from hierannot_dsl.semantics.load import load, load_all

    together = load_all(sources.values(), loader)
    if together.value is not None and not together.failed:
        return {file: Outcome(library) for file, library in zip(sources, together.value, strict=True)}
    # Which files an error concerns shows where each is read by itself.
    return {file: load(source, loader) for file, source in sources.items()}


def _declared(library: Library | None) -> frozenset[str]:
    from hierannot_dsl.syntax.nodes import HierarchyDecl

    items = library.file.items if library else ()
    return frozenset(item.name.text for item in items if isinstance(item, HierarchyDecl))


def _tell(broken: Iterable[_Broken]) -> None:
    """Errors, each once; warnings are for `hierc check`."""
    found = dict.fromkeys(finding for one in broken for finding in one.findings)
    sources = {name: source for one in broken for name, source in one.sources.items()}
    tell_findings([finding for finding in found if finding.severity is Severity.ERROR], sources)
