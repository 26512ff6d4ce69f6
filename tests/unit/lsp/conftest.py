from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import pytest

from benchmarks.lsp_client import Client

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BASE = """\
hier 1
hierarchy base_tissue {
  title "What they share"
  version 1.2.0
  species human

  markers t_cell {
    + CD3D
    + CD3E
  }

  node "T cell" {
    include t_cell

    node "λδ 🧬 T" {
      + TRDC
      + TRGC1 = 0.5 @pmid:1 "softly"
    }
  }

  node "B cell" {
    cl CL:0000236
    + MS4A1
    + CD79A
    + CD19
  }
}
"""
COLON = """\
hier 1
hierarchy my_colon extends base_tissue {
  title "Colon 🧬 λ"
  version 1.0.0
  species human

  in "T cell" > "λδ 🧬 T" {
    + CD8A
  }

  node "Mast cell" {
    cl CL:0000097
    + TPSAB1
    + CPA3
    + KIT
    - MS4A1
  }
}

test "mast cells" for my_colon {
  express TPSAB1 = 3
  expect "Mast cell"
}
"""
ALL = {"start": {"line": 0, "character": 0}, "end": {"line": 999, "character": 0}}
NUMBERS = count()
PANEL = "MS4A1\nTPSAB1\nCPA3\nTRDC\ncd19\nCD8A\n"


@pytest.fixture(scope="session")
def server() -> Iterator[Client]:
    """A server that knows a panel, and no folder: tests name documents that are files of their own."""
    pytest.importorskip("pygls", reason="the language server needs the extra lsp")
    client = Client()
    try:
        client.start()
        yield client
    finally:
        client.kill()


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two hierarchies, one on the other, and a panel."""
    made = tmp_path_factory.mktemp("my files")
    (made / "base_tissue.hier").write_text(BASE, encoding="utf-8")
    (made / "my_colon.hier").write_text(COLON, encoding="utf-8")
    (made / "genes.txt").write_text(PANEL, encoding="utf-8")
    return made


@pytest.fixture(scope="session")
def colon(folder: Path) -> Iterator[Document]:
    """The second of them, open in a server that has the folder and the panel."""
    pytest.importorskip("pygls", reason="the language server needs the extra lsp")
    client = Client()
    try:
        client.start(folder, {"panel": "genes.txt", "catalog": []})
        uri = (folder / "my_colon.hier").as_uri()
        client.open(uri, COLON)
        yield Document(client, uri, COLON)
    finally:
        client.kill()


class Document:
    """An open document, asked about by what is written in it."""

    def __init__(self, client: Client, uri: str, text: str) -> None:
        self.client, self.uri, self.text = client, uri, text

    def position(self, where: str) -> dict[str, int]:
        """A place, shown by the text around it: `|` is the cursor."""
        before, after = where.split("|")
        offset = self.text.index(before + after) + len(before)
        line = self.text.count("\n", 0, offset)
        start = self.text.rfind("\n", 0, offset) + 1
        return {"line": line, "character": len(self.text[start:offset].encode("utf-16-le")) // 2}

    def ask(self, method: str, where: str | None = None, **more: object) -> object:
        params: dict[str, object] = {"textDocument": {"uri": self.uri}, **more}
        if where is not None:
            params["position"] = self.position(where)
        return self.client.ask(f"textDocument/{method}", params)

    def covered(self, place: dict[str, dict[str, int]]) -> str:
        return covered(self.text, place)


def covered(text: str, place: dict[str, dict[str, int]]) -> str:
    """The text of a range, counted in UTF-16."""

    def offset(position: dict[str, int]) -> int:
        lines = text.split("\n")
        line = lines[position["line"]].encode("utf-16-le")[: 2 * position["character"]]
        return sum(len(one) + 1 for one in lines[: position["line"]]) + len(line.decode("utf-16-le"))

    return text[offset(place["start"]) : offset(place["end"])]


def applied(text: str, edits: list[dict[str, object]]) -> str:
    """A text after edits that a server tells."""
    lines = text.split("\n")

    def offset(position: dict[str, int]) -> int:
        if position["line"] >= len(lines):
            return len(text)
        line = lines[position["line"]].encode("utf-16-le")[: 2 * position["character"]]
        return sum(len(one) + 1 for one in lines[: position["line"]]) + len(line.decode("utf-16-le"))

    found = sorted(
        ((offset(edit["range"]["start"]), offset(edit["range"]["end"]), edit["newText"]) for edit in edits),
        reverse=True,
    )
    for start, end, new in found:
        text = text[:start] + new + text[end:]
    return text


def completed(server: Client, text: str, *, folder: str = "") -> list[str]:
    """What is offered at `|`, in a document that is open until then."""
    return [item["label"] for item in _completion(server, text, folder)[1]]


def completed_text(server: Client, text: str) -> str:
    """A text after the first of what is offered at `|` was taken."""
    written, items = _completion(server, text, "")
    return applied(written, [items[0]["textEdit"]])


def _completion(server: Client, text: str, folder: str) -> tuple[str, list[dict]]:
    uri = f"file:///nowhere/{folder}completion{next(NUMBERS)}.hier"
    opened = Document(server, uri, text.replace("|", ""))
    document = {"uri": uri, "languageId": "hier", "version": 1, "text": opened.text}
    server.tell("textDocument/didOpen", {"textDocument": document})  # and lint is not waited for
    at = text.index("|")
    position = {
        "line": text.count("\n", 0, at),
        "character": len(text[text.rfind("\n", 0, at) + 1 : at].encode("utf-16-le")) // 2,
    }
    answer = opened.ask("completion", position=position)
    server.tell("textDocument/didClose", {"textDocument": {"uri": uri}})
    return opened.text, answer["items"] if answer else []
