"""Who may import whom: the contracts of pyproject.toml, and what a command may load before it answers."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ARRAY_STACK = {"numpy", "pandas", "scipy", "anndata", "scanpy"}
MISTAKES = {
    f"hierannot_dsl.{name}" for name in ("syntax.mistakes", "semantics.mistakes", "semantics.meaning")
}
COLON = str(ROOT / "examples/colon/colon.hier")
TESTS = str(ROOT / "catalog/tests/colon_tme.test.hier")

AFTER = """
import sys
from hierannot_dsl.cli.main import main
try:
    main.main(sys.argv[1:], prog_name="hierc", standalone_mode=False)
finally:
    print(*sys.modules, file=sys.stderr)
"""


@cache
def loaded_after(*arguments: str) -> frozenset[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", AFTER, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return frozenset(done.stderr.splitlines()[-1].split())


def test_import_contracts_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    from importlinter.cli import lint_imports

    monkeypatch.chdir(ROOT)
    assert lint_imports(no_cache=True) == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("--version",),
        ("--help",),
        ("check", COLON),
        ("check", TESTS),
        ("lint", COLON),
        ("rules", "--all"),
        ("explain", "L405"),
        ("list",),
        ("match", "colon"),
        ("suggest", "colon"),
        ("tree", "colon_tme"),
        ("tree", COLON),
        ("tree", COLON, "--format", "dot"),
        ("show", "CD4 T cell"),
        ("refs", "CD3D"),
        ("fmt", "--check", COLON),
        ("rename", COLON, "Myofibroblast", "X", "--dry-run"),
        ("mv", COLON, "Myofibroblast", "Mural", "--dry-run"),
        ("export", "colon_tme"),
        ("schema",),
        ("doctor", COLON),
    ],
    ids=" ".join,
)
def test_commands_that_read_text_load_no_array_stack(arguments: tuple[str, ...]) -> None:
    assert loaded_after(*arguments) & ARRAY_STACK == set()


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", COLON),
        ("lint", COLON),
        ("fmt", "--check", COLON),
        ("show", "CD4 T cell"),
        ("refs", "CD3D"),
        ("rename", COLON, "Myofibroblast", "X", "--dry-run"),
        ("doctor", COLON),
    ],
    ids=" ".join,
)
def test_what_ends_before_the_model_loads_no_pydantic(arguments: tuple[str, ...]) -> None:
    assert loaded_after(*arguments) & {"pydantic", "networkx"} == set()


@pytest.mark.parametrize(
    "arguments", [("check", COLON), ("check", TESTS), ("tree", "colon_tme")], ids=" ".join
)
def test_where_nothing_is_wrong_no_mistake_is_described(arguments: tuple[str, ...]) -> None:
    # A class for each mistake costs more time than reading a file that has none.
    assert loaded_after(*arguments) & MISTAKES == set()
