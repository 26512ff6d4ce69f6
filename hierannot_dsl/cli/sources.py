"""Arguments that name a hierarchy -> its source, and the loader that finds what it builds on."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from hierannot_dsl.cli.console import FOUND, CannotRun
from hierannot_dsl.diagnostics.model import Severity
from hierannot_dsl.diagnostics.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from hierannot_dsl.adapters.search import SearchPath
    from hierannot_dsl.diagnostics.model import Diagnostic
    from hierannot_dsl.model.hierarchy import Hierarchy
    from hierannot_dsl.semantics.load import Library
    from hierannot_dsl.source import Source
    from hierannot_dsl.syntax.nodes import File

Command = TypeVar("Command", bound="Callable[..., object]")
SUFFIX = ".hier"
DOCUMENT = ".json"
STDIN = "-"


def catalog_option(command: Command) -> Command:
    """The option ``--catalog``, which every command has that reads hierarchies."""
    return click.option(
        "--catalog",
        "catalogs",
        multiple=True,
        metavar="DIR",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        help="Look for hierarchies here too, before the built-ins; may be repeated.",
    )(command)


def stdin_option(command: Command) -> Command:
    """The option ``--stdin-filename``, which every command has that reads a file from ``-``."""
    return click.option(
        "--stdin-filename", default="stdin.hier", metavar="NAME", help="What messages call `-`."
    )(command)


def search_path(catalogs: Iterable[Path]) -> SearchPath:
    from hierannot_dsl.adapters.search import SearchPath

    return SearchPath([shown(folder) for folder in catalogs])


def hier_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Files as they are named, and all `.hier` files in folders and below, each once.

    Raises
    ------
    CannotRun
        If a folder holds none.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        below = files_below(path) if path.is_dir() else [path]
        if not below:
            msg = f"{path.as_posix()} holds no {SUFFIX} file"
            raise CannotRun(msg)
        for file in below:
            found.setdefault(file.resolve(), file)
    return tuple(found.values())


def files_below(folder: Path) -> list[Path]:
    """All `.hier` files in a folder and below, sorted; hidden folders, such as ``.git``, are passed over."""
    found = (path.relative_to(folder) for path in folder.rglob(f"*{SUFFIX}") if path.is_file())
    return [folder / path for path in sorted(found) if not any(part.startswith(".") for part in path.parts)]


def read_source(path: Path) -> Source:
    """Read a `.hier` file.

    Raises
    ------
    CannotRun
        If it is not there, cannot be read, is too large or is not UTF-8.
    """
    from hierannot_dsl.adapters.files import read_hier

    try:
        return read_hier(shown(path))
    except FileNotFoundError as problem:
        from hierannot_dsl.resources import builtin_names

        msg = f"{path.as_posix()}: {problem.strerror}"
        is_builtin = path.as_posix() in builtin_names()
        hint = f"`{path}` is a built-in; this command takes files" if is_builtin else None
        raise CannotRun(msg, hint=hint) from None
    except OSError as problem:
        msg = f"{path.as_posix()}: {problem.strerror or problem}"
        raise CannotRun(msg) from None
    except ValueError as problem:
        raise CannotRun(str(problem)) from None


def read_named(path: Path, stdin_name: str) -> Source:
    """Read a `.hier` file, or stdin where the path is ``-``.

    Raises
    ------
    CannotRun
        If it cannot be read or is not UTF-8.
    """
    if str(path) != STDIN:
        return read_source(path)
    from hierannot_dsl.adapters.files import MAX_HIER_BYTES, read_from
    from hierannot_dsl.source import Source

    try:
        return Source(stdin_name, read_from(sys.stdin.buffer, Path(stdin_name), most=MAX_HIER_BYTES))
    except ValueError as problem:
        raise CannotRun(str(problem)) from None


def heeded(libraries: Outcome[tuple[Library, ...]]) -> tuple[Diagnostic, ...]:
    """What was found in loading, without the warnings that comments beside them silence."""
    if all(d.severity is Severity.ERROR for d in libraries.diagnostics):
        return libraries.diagnostics
    from hierannot_dsl.lint.ignores import heed_ignores

    loaded = libraries.value or ()
    return heed_ignores(libraries.diagnostics, loaded[0].files if loaded else {})


def find_source(text: str, catalogs: Iterable[Path]) -> Source:
    """The source of a hierarchy that was named on the command line: a file, else one of the catalog.

    Raises
    ------
    CannotRun
        If there is none; near names are suggested.
    """
    path = Path(text)
    if text.endswith((SUFFIX, DOCUMENT)) or path.is_file():
        return read_source(path)
    for folder in catalogs:
        path = folder / f"{text}{SUFFIX}"
        if path.is_file():
            if not path.resolve().is_relative_to(folder.resolve()):
                msg = f"{path.as_posix()} is a link that leads out of its folder"
                raise CannotRun(msg)
            return read_source(path)

    from hierannot_dsl.catalog.builtins import builtin_source
    from hierannot_dsl.diagnostics.suggest import closest_or_longer
    from hierannot_dsl.resources import builtin_names

    source = builtin_source(text)
    if source is None:
        own = (path.stem for folder in catalogs for path in folder.glob(f"*{SUFFIX}"))
        near = closest_or_longer(text, {*builtin_names(), *own})
        msg = f"no hierarchy `{text}`: neither a file nor a name of the catalog"
        named = " or ".join(f"`{name}`" for name in near)
        hint = f"did you mean {named}?" if near else "`hierc list` names the built-in ones"
        raise CannotRun(msg, hint=hint)
    return source


def read_model(text: str, catalogs: Iterable[Path]) -> tuple[Hierarchy, tuple[Diagnostic, ...]]:
    """The hierarchy that was named on the command line, and what was found in it; as `read_with_files`."""
    model, found, _ = read_with_files(text, catalogs)
    return model, found


def read_with_files(
    text: str, catalogs: Iterable[Path]
) -> tuple[Hierarchy, tuple[Diagnostic, ...], Mapping[str, File]]:
    """The hierarchy that was named on the command line, what was found in it, which is told, and its files.

    Raises
    ------
    CannotRun
        If there is none.
    click.exceptions.Exit
        If it has errors.
    """
    from hierannot_dsl.cli.findings import tell_findings

    source = find_source(text, catalogs)
    sources = {source.name: source}
    files: Mapping[str, File] = {}
    outcome: Outcome[Hierarchy]
    if source.name.endswith(DOCUMENT):
        from hierannot_dsl.semantics.document import read_document

        outcome = read_document(source)
    else:
        from hierannot_dsl.lint.ignores import heed_ignores
        from hierannot_dsl.semantics.load import load
        from hierannot_dsl.semantics.lower import lower
        from hierannot_dsl.semantics.select import select

        library = load(source, search_path(catalogs))
        sources.update(library.value.sources if library.value else {})
        chosen = library.then(select)
        value = None if chosen.value is None or chosen.failed else lower(chosen.value)
        files = library.value.files if library.value else files
        outcome = Outcome(value, heed_ignores(chosen.diagnostics, files))
    tell_findings(outcome.diagnostics, sources)
    if outcome.value is None or outcome.failed:
        raise click.exceptions.Exit(FOUND)
    return outcome.value, outcome.diagnostics, files


def shown(path: Path) -> Path:
    """The path as messages show it: relative where it lies below the current folder."""
    if path.is_absolute() and path.is_relative_to(Path.cwd()):
        return path.relative_to(Path.cwd())
    return path
