"""The examples in the documentation of diagnostics, put to the stage that finds what they show."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from hierannot_dsl.adapters.files import read_hier
from hierannot_dsl.adapters.panels import read_panel
from hierannot_dsl.adapters.search import SearchPath
from hierannot_dsl.api.hier_tests import run_tests
from hierannot_dsl.compiler import compile_source
from hierannot_dsl.diagnostics.explain import as_source
from hierannot_dsl.diagnostics.model import Diagnostic
from hierannot_dsl.semantics.document import read_document
from hierannot_dsl.semantics.load import load
from hierannot_dsl.source import Source
from hierannot_dsl.symbols.aliases import read_aliases

HEADING = re.compile(r"^# (\w+\.\w+)\n", re.MULTILINE)


def files_of(example: str) -> dict[str, bytes]:
    """The files that an example holds, each under a comment that names it; else it is one by itself.

    ``<U+200B>`` stands for that character, ``<0xB3>`` for that byte.
    """
    before, *parts = HEADING.split(example)
    if not parts:
        name = "example.json" if example.startswith("{") else "example.hier"
        return {name: _encoded(as_source(example) if name.endswith(".hier") else example)}
    assert not before, "nothing stands above the first file"
    texts = (text.strip("\n") + "\n" for text in parts[1::2])
    return {name: _encoded(text) for name, text in zip(parts[::2], texts, strict=True)}


def found_in(example: str, family: str, folder: Path) -> tuple[Diagnostic, ...]:
    """What is found in the first file of an example by the stage of a family of codes.

    Tests are run for `T6` only: those in other examples name tables that are not there.
    """
    files = files_of(example)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    first = folder / next(iter(files))
    loader = SearchPath()
    if family == "X5":
        return read_aliases(Source(first.name, first.read_text(encoding="utf-8"))).diagnostics
    source = read_hier(first)
    if first.suffix == ".json":
        return read_document(source).diagnostics
    if family == "P3":
        return compile_source(source, loader, read_panel(folder / "panel.txt")).diagnostics
    if family == "T6":
        return run_tests([source], loader)[0].findings
    return load(source, loader).diagnostics


def codes(found: Iterable[Diagnostic]) -> list[str]:
    """Codes of findings, each once; that a test is circular is no matter of how it is written."""
    return sorted({diagnostic.code for diagnostic in found if not diagnostic.code.startswith("L")})


def _encoded(text: str) -> bytes:
    text = re.sub(r"<U\+([0-9A-F]{4,6})>", lambda match: chr(int(match[1], 16)), text)
    return re.sub(rb"<0x([0-9A-F]{2})>", lambda match: bytes([int(match[1], 16)]), text.encode())
