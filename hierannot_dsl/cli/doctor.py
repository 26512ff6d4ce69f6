"""`hierc doctor`: what is installed, where things are found, and how a file is read."""

from __future__ import annotations

import platform
import re
import sys
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hierannot_dsl.cli.console import CLEAN, FOUND, color, result
from hierannot_dsl.cli.sources import catalog_option, read_source, search_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.source import Source

PACKAGE = "hierannot_dsl"
FOR_DEVELOPERS = ("dev", "bench")
LABEL = 14


@click.command(short_help="Tell what is installed, where, and how a file is read.")
@click.argument("file", metavar="[FILE]", required=False, type=click.Path(path_type=Path))
@click.option("--tokens", is_flag=True, help="Print the tokens of FILE.")
@click.option("--tree", "show_tree", is_flag=True, help="Print the syntax tree of FILE.")
@catalog_option
def doctor(file: Path | None, tokens: bool, show_tree: bool, catalogs: tuple[Path, ...]) -> int:
    """Tell versions, where grammar and catalog are, and where hierarchies are looked for.

    Of a FILE, which may have mistakes, what it builds on and where that was found. For a report of a bug.
    """
    if file is None:
        if tokens or show_tree:
            msg = "--tokens and --tree need a FILE"
            raise click.UsageError(msg)
        return _told((*_versions(), *_places(), *_path(None, catalogs)))
    source = read_source(file)
    if tokens or show_tree:
        result("\n".join((*_tokens(source, on=tokens), *_tree(source, on=show_tree))))
        return CLEAN
    return _told((*_versions(), *_places(), *_path(file, catalogs), *_file(source, catalogs)))


def _told(facts: tuple[tuple[str, str], ...]) -> int:
    for label, text in facts:
        result(f"{label:<{LABEL}} {text}".rstrip())
    return FOUND if any(text.startswith("missing") for _, text in facts) else CLEAN


def _versions() -> Iterator[tuple[str, str]]:
    from hierannot_dsl.syntax.words import LANGUAGE_VERSION

    yield PACKAGE, f"{version(PACKAGE)}, language {LANGUAGE_VERSION}"
    yield "python", f"{platform.python_version()} on {platform.system()} {platform.machine()}"
    for requirement in requires(PACKAGE) or ():
        name, extra = (
            re.split(r"[\s<>=!~;\[]", requirement)[0],
            re.search(r'extra == "?\'?(\w+)', requirement),
        )
        if extra and (extra[1] in FOR_DEVELOPERS or name == PACKAGE):
            continue
        try:
            yield name, version(name)
        except PackageNotFoundError:
            yield name, f"not installed, for the extra `{extra[1]}`" if extra else "missing"


def _places() -> Iterator[tuple[str, str]]:
    from hierannot_dsl.resources import builtin_names, catalog_folder, grammar_path

    grammar, names = grammar_path(), builtin_names()
    yield "grammar", grammar.as_posix() if grammar.is_file() else f"missing: {grammar.as_posix()}"
    folder = catalog_folder().as_posix()
    yield "catalog", f"{folder}, {len(names)} files" if names else f"missing: {folder}"
    encoding = sys.stdout.encoding or "unknown"
    yield "terminal", f"{encoding}, {'colour' if color() else 'no colour'}"


def _path(file: Path | None, catalogs: tuple[Path, ...]) -> Iterator[tuple[str, str]]:
    own = file.parent.as_posix() if file else "the folder of the file"
    yield "search path", ", ".join([own, *(folder.as_posix() for folder in catalogs), "built-in"])


def _file(source: Source, catalogs: tuple[Path, ...]) -> Iterator[tuple[str, str]]:
    from hierannot_dsl.cli.findings import tally
    from hierannot_dsl.semantics.load import load

    loaded = load(source, search_path(catalogs))
    ending = "CR LF" if "\r\n" in source.text else "LF"
    size, lines = len(source.text.encode()), len(source.text.splitlines())
    yield "file", f"{source.name}: {size:,} bytes, {lines:,} lines, {ending}"
    if loaded.value is None:
        return
    for name, resolved in loaded.value.hierarchies.items():
        count = sum(entry.kind == "node" for entry in resolved.walk())
        yield "declares", f"{name}: {count} node{'s' if count != 1 else ''}" + ", in part" * resolved.damaged
    for other in loaded.value.sources.values():
        if other.name != source.name:
            yield "reads", other.name
    yield "findings", tally(loaded.diagnostics)


def _tokens(source: Source, *, on: bool) -> Iterator[str]:
    from hierannot_dsl.syntax.dump import token_lines

    return token_lines(source) if on else iter(())


def _tree(source: Source, *, on: bool) -> Iterator[str]:
    from hierannot_dsl.syntax.dump import tree_lines
    from hierannot_dsl.syntax.parse import parse

    file = parse(source).value if on else None
    return tree_lines(file) if file else iter(())
