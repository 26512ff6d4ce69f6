"""A compiled program is read as it was written, or refused with the field that is wrong."""

from __future__ import annotations

import json
from typing import Any

import pytest

from hierannot_dsl.adapters import files
from hierannot_dsl.adapters.files import load_program
from hierannot_dsl.compiler import compile_for_panel
from hierannot_dsl.panel.panel import Panel
from hierannot_dsl.program import Program
from tests.unit.panel.trees import contrast, hierarchy, node, variant

TREE = hierarchy(
    node("T", "CD3D CD3E -MS4A1", node("CD8", "CD8A CD8B", variants=(variant("v", "GZMH NKG7"),))),
    contrasts=(contrast("Erythroid", "HBB HBA1"),),
)
GENES = ("CD3D", "CD3E", "MS4A1", "CD8A", "CD8B", "GZMH", "NKG7", "HBB", "HBA1")


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return json.loads(compile_for_panel(TREE, Panel("toy", GENES)).unwrap().program.dumps())


def test_what_was_written_is_read(document: dict[str, Any]) -> None:
    text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    assert Program.loads(text).dumps() == text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("parent", [-1, 1, -1]),
        ("parent", [-1, 0]),
        ("parent", [-1, -2, -1]),
        ("names", ["T", "CD8"]),
        ("cl_ids", []),
        ("weight", [1, 1]),
        ("set_program", [0, 1, 1, 9]),
        ("set_variant", [""]),
        ("marker_set", [99] * 9),
        ("marker_symbol", [-1] * 9),
        ("marker_sign", [0] * 9),
        ("marker_weight", [0] * 9),
        ("marker_weight", [None] * 9),
        ("panel_symbols", ["CD3D"]),
    ],
)
def test_what_does_not_fit_together_is_refused(document: dict[str, Any], field: str, value: Any) -> None:
    with pytest.raises(ValueError, match=r"not a compiled program: `.*` does not fit the rest"):
        Program.loads(json.dumps({**document, field: value}))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("names", [1, 2, 3]),
        ("hierarchy", None),
        ("parent", [[-1], [0], [-1]]),
        ("parent", ["a", "b", "c"]),
        ("parent", None),
        ("weight", 1),
        ("parent", [10**40, 0, 0]),
    ],
)
def test_what_is_of_another_kind_is_refused(document: dict[str, Any], field: str, value: Any) -> None:
    with pytest.raises(ValueError, match="not a compiled program: "):
        Program.loads(json.dumps({**document, field: value}))


def test_text_that_is_too_deep_is_refused() -> None:
    with pytest.raises(ValueError, match="not a compiled program: "):
        Program.loads("[" * 100_000)


def test_a_file_that_is_too_large_is_refused(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_BYTES", 1024**2)
    path = tmp_path / "large.hierc.json"
    path.write_bytes(b" " * (1024**2 + 1))
    with pytest.raises(ValueError, match="is larger than 1 MiB, the most that is read"):
        load_program(path)
