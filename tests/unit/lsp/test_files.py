"""Files that documents build on: not open, open under a URI that others write differently, never saved."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

pytest.importorskip("pygls", reason="the language server needs the extra lsp")

from tests.unit.lsp.conftest import Document, completed, covered

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.lsp_client import Client

CORE = 'hierarchy core {\n  bogus 1\n  node "A" {\n    + KIT\n  }\n}\n'
USER = 'hierarchy user extends core {\n  in "A" {\n    + CPA3\n  }\n}\n'


def shown(client: Client) -> dict[str, list[str]]:
    """Codes of the mistakes that the editor shows by now, by URI."""
    client.ask("workspace/symbol", {"query": "nothing is called this"})  # by the answer all is told
    told = [one["params"] for one in client.told if one["method"] == "textDocument/publishDiagnostics"]
    found = {one["uri"]: [d["code"] for d in one["diagnostics"] if d["severity"] == 1] for one in told}
    return {uri: codes for uri, codes in found.items() if codes}


def test_a_mistake_in_a_file_is_shown_once_however_its_uri_is_written(server: Client, tmp_path: Path) -> None:
    folder = tmp_path / "a+b@c"
    folder.mkdir()
    (folder / "core.hier").write_text(CORE, encoding="utf-8")
    core, user = (f"file://{folder.as_posix()}/{name}.hier" for name in ("core", "user"))
    escaped = f"file://{quote(folder.as_posix())}/core.hier"

    def of_core() -> dict[str, list[str]]:
        return {uri: codes for uri, codes in shown(server).items() if uri.endswith("/core.hier")}

    server.open(user, USER)
    assert of_core() == {escaped: ["E201"]}
    server.open(core, CORE)
    assert of_core() == {core: ["E201"]}
    place = Document(server, user, USER).position("extends co|re")
    (declared,) = server.ask("textDocument/definition", {"textDocument": {"uri": user}, "position": place})
    assert (declared["uri"], covered(CORE, declared["range"])) == (core, "core")
    server.change(core, {"text": CORE.replace("  bogus 1\n", "")})
    assert of_core() == {}
    server.tell("textDocument/didClose", {"textDocument": {"uri": core}})
    assert of_core() == {escaped: ["E201"]}  # it was not saved
    server.tell("textDocument/didClose", {"textDocument": {"uri": user}})
    assert of_core() == {}


def test_a_document_that_was_never_saved_is_found(server: Client) -> None:
    user, fresh = "file:///nowhere/at/all/user.hier", "file:///nowhere/at/all/core.hier"
    server.open(user, USER)
    assert shown(server)[user] == ["E102"]
    server.open(fresh, CORE.replace("  bogus 1\n", ""))
    assert user not in shown(server)
    assert completed(server, "hierarchy one extends cor|\n", folder="at/all/")[0] == "core"
    server.tell("textDocument/didClose", {"textDocument": {"uri": fresh}})
    assert shown(server)[user] == ["E102"]
    server.tell("textDocument/didClose", {"textDocument": {"uri": user}})


def test_a_document_that_was_never_saved_may_shadow_a_built_in(server: Client) -> None:
    user, fresh = "file:///nowhere/shadows/user.hier", "file:///nowhere/shadows/immune_core.hier"
    server.open(fresh, CORE.replace("core", "immune_core").replace("  bogus 1\n", ""))
    found = server.open(user, USER.replace("core", "immune_core"))
    assert [one["code"] for one in found if one["code"].startswith("E")] == ["E119"]
    for uri in (fresh, user):
        server.tell("textDocument/didClose", {"textDocument": {"uri": uri}})
