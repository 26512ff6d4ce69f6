from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

pytest.importorskip("pygls", reason="the language server needs the extra lsp")

from lsprotocol import types

from hierannot_dsl.lsp.features.completion import completion
from hierannot_dsl.lsp.settings import Settings
from hierannot_dsl.lsp.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("typed", "written"),
    [("A/", '"A/B"'), ("hla", "HLA-A"), ('"HLA-', '"HLA-A"'), ("TRAC.", "TRAC.1"), ("protein:A", None)],
)
def test_a_symbol_is_quoted_where_it_has_to_be(tmp_path: Path, typed: str, written: str | None) -> None:
    panel = tmp_path / "panel.txt"
    panel.write_text("A/B\nHLA-A\nTRAC.1\n", encoding="utf-8")
    workspace = Workspace()
    workspace.set(Settings(str(panel)), ())
    line = f"    + {typed}"
    workspace.open("untitled:a", f'hierarchy a {{\n  node "T" {{\n{line}\n  }}\n}}\n', 1)
    place = types.Position(2, len(line))
    found = completion(workspace, types.CompletionParams(types.TextDocumentIdentifier("untitled:a"), place))
    assert found is not None
    edits = [one.text_edit for one in found.items if one.detail == "panel panel.txt"]
    assert [edit.new_text for edit in edits if isinstance(edit, types.TextEdit)] == (
        [written] if written else []
    )
