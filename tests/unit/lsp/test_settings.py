from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("pygls", reason="the language server needs the extra lsp")

from benchmarks.lsp_client import Client
from hierannot_dsl.lsp.settings import Settings
from tests.unit.lsp.conftest import ALL, COLON, PANEL

if TYPE_CHECKING:
    from pathlib import Path

BEFORE = Settings("genes.txt", ("shared",))
NOTHING = [{}, None, {"hier": None}, {"hier": {}}, {"other": {"panel": "x"}}, {"hier": {"panel": None}}]


@pytest.mark.parametrize("given", [*NOTHING, {"panel": 1, "catalog": None}, [], "panel"])
def test_what_is_not_named_stays(given: Any) -> None:
    assert BEFORE.changed(given) == BEFORE


@pytest.mark.parametrize(
    ("given", "after"),
    [
        ({"panel": " other.txt "}, Settings("other.txt", ("shared",))),
        ({"hier": {"panel": ""}}, Settings("", ("shared",))),
        ({"hier": {"catalog": ["a", "", 1, "b"]}}, Settings("genes.txt", ("a", "b"))),
        ({"hier": {"catalog": "a"}}, Settings("genes.txt", ("a",))),
        ({"catalog": []}, Settings("genes.txt", ())),
    ],
)
def test_what_is_named_changes(given: Any, after: Settings) -> None:
    assert BEFORE.changed(given) == after


def test_empty_settings_do_not_take_the_panel_away(folder: Path, tmp_path: Path) -> None:
    other = 'hierarchy apart {\n  node "Zeta cell" {\n    + KIT\n  }\n}\n'
    (tmp_path / "apart.hier").write_text(other, encoding="utf-8")
    (tmp_path / "more.txt").write_text(f"{PANEL}KIT\n", encoding="utf-8")
    uri = (folder / "my_colon.hier").as_uri()
    client = Client()

    def hints() -> list[str]:
        found = client.ask("textDocument/inlayHint", {"textDocument": {"uri": uri}, "range": ALL})
        return [hint["label"] for hint in found]

    def zetas() -> list[str]:
        return [one["containerName"] for one in client.ask("workspace/symbol", {"query": "zeta cell"})]

    def moved(added: list[Path], removed: list[Path]) -> None:
        both = {"added": added, "removed": removed}
        event = {key: [{"uri": one.as_uri(), "name": one.name} for one in both[key]] for key in both}
        client.tell("workspace/didChangeWorkspaceFolders", {"event": event})

    try:
        client.start(folder, {"panel": "genes.txt"})
        client.open(uri, COLON)
        for given in NOTHING:
            client.tell("workspace/didChangeConfiguration", {"settings": given})
            assert hints() == ["2 of 3 on the panel"]
        assert zetas() == []
        moved([tmp_path], [])
        assert (zetas(), hints()) == (["apart"], ["2 of 3 on the panel"])
        client.tell("workspace/didChangeConfiguration", {"settings": {"hier": {"panel": "more.txt"}}})
        assert hints() == []  # the first of the folders has no such file
        moved([], [folder])
        assert hints() == ["3 of 3 on the panel"]
        moved([], [tmp_path])
        assert zetas() == []
        client.tell("workspace/didChangeConfiguration", {"settings": {"hier": {"panel": ""}}})
        assert hints() == []
        assert "window/logMessage" not in [one["method"] for one in client.told]
    finally:
        client.kill()
