"""The page about compiled programs says what is in one."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

from hierannot_dsl.compiler import compile_for_panel
from hierannot_dsl.panel.panel import Panel
from hierannot_dsl.program import FORMAT, FORMAT_VERSION, Program
from tests.unit.panel.trees import contrast, hierarchy, node, variant

PAGE = Path(__file__).parents[2] / "docs/guide/compiled-programs.md"
TREE = hierarchy(
    node("T", "CD3D=2 CD3E -MS4A1", node("CD8", "CD8A CD8B GZMK", variants=(variant("v", "GZMH NKG7"),))),
    node("B", "MS4A1 CD79A", rescue=0.5, cl="CL:0000236"),
    contrasts=(contrast("Erythroid", "HBB HBA1"),),
)
GENES = ("CD3D", "CD3E", "MS4A1", "cd79a", "CD8A", "CD8B", "HBB", "HBA1", "XYZ")


def program(*genes: str) -> Program:
    return compile_for_panel(TREE, Panel("toy", genes)).unwrap().program


def test_every_field_is_documented_in_the_order_of_the_file() -> None:
    page = PAGE.read_text(encoding="utf-8")
    named = [
        name
        for row in re.findall(r"^\| (`.*?) \|", page, re.MULTILINE)
        for name in re.findall(r"`(\w+)`", row)
    ]
    assert named == [field.name for field in fields(Program)]
    assert f"`format` is `{FORMAT}`. `format_version` is {FORMAT_VERSION};" in page


def test_the_bytes_are_those_of_the_hierarchy_and_the_panel_in_any_order() -> None:
    text = program(*GENES).dumps()
    assert program(*reversed(GENES)).dumps() == text
    assert Program.loads(text).dumps() == text
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=1) + "\n"
    assert json.loads(text)["panel_symbols"] == [
        "CD3D",
        "CD3E",
        "CD8A",
        "CD8B",
        "HBA1",
        "HBB",
        "MS4A1",
        "cd79a",
    ]


def test_another_process_reads_it_without_the_compiler(tmp_path: Path) -> None:
    (tmp_path / "toy.hierc.json").write_text(program(*GENES).dumps(), encoding="utf-8")
    script = (
        "import sys\n"
        "from hierannot_dsl import load_program\n"
        "from pathlib import Path\n"
        "program = load_program(Path('toy.hierc.json'))\n"
        "print(program.names, {'lark', 'pydantic', 'anndata', 'click'} & set(sys.modules))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout == "('T', 'CD8', 'B', 'Erythroid') set()\n"
