"""Every example that a reader can copy, run top to bottom in a scratch folder and held to the output shown.

In a Markdown file, a fenced block

- ``console`` is a transcript: what each ``$ command`` prints stands below it, a line ``...`` for any lines;
- ``python`` is run, all of one document in one namespace; an ``output`` block right below is what it prints;
- ``hier NAME.hier`` is a file for the commands below it, and ``hier`` a source without findings.

``--update-golden`` rewrites transcripts and outputs without ``...`` in them.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from hierannot_dsl.catalog.builtins import BuiltinLoader
from hierannot_dsl.semantics.load import load
from hierannot_dsl.source import Source
from tests.golden.documents import Block, blocks_of, updated
from tests.spec.sessions import OMITTED, ROOT, Session, matches, transcript_of, transcript_text

SPECIFICATION = ROOT / "docs/spec"  # run by tests/golden
DOCUMENTS = [
    ROOT / "README.md",
    *(path for path in sorted((ROOT / "docs").rglob("*.md")) if not path.is_relative_to(SPECIFICATION)),
    *sorted((ROOT / "examples").rglob("*.md")),
]
HIER_FILES = sorted((ROOT / "examples").rglob("*.hier"))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def ran(block: Block, session: Session, origin: str, printed: str) -> str:
    """What the block should read, given what the one before it printed."""
    if block.kind == "console":
        steps = [(command, shown, session.shell(command)) for command, shown in transcript_of(block.text)]
        return transcript_text([(c, s if matches(p, s) and OMITTED in s else p) for c, s, p in steps])
    if block.kind == "output":
        shown = block.text.strip("\n")
        return block.text if matches(printed, shown) else f"{printed}\n"
    if block.kind == "hier" and block.argument:
        (session.folder / block.argument).write_text(block.text, encoding="utf-8")
    elif block.kind == "hier":
        assert load(Source(origin, block.text), BuiltinLoader()).diagnostics == ()
    return block.text


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_every_example_of_a_document_does_what_it_shows(
    path: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    document = path.read_text(encoding="utf-8")
    session, printed, changes = Session.in_folder(tmp_path), "", []
    for block in blocks_of(document):
        origin = f"{name_of(path)}:{document.count(chr(10), 0, block.start)}"
        if block.kind == "python":
            printed = session.python(block, origin)
        else:
            changes.append((block, ran(block, session, origin, printed)))
    if request.config.getoption("--update-golden"):
        path.write_text(updated(document, changes), encoding="utf-8")
        return
    for block, text in changes:
        assert text.strip("\n") == block.text.strip("\n")


@pytest.mark.parametrize("path", HIER_FILES, ids=name_of)
def test_every_example_file_has_nothing_to_report(path: Path) -> None:
    source = Source(path.name, path.read_text(encoding="utf-8"))
    assert load(source, BuiltinLoader()).diagnostics == ()
