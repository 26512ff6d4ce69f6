"""The names that users import: each is there, documented, typed, and loads no more than it needs."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import hierannot_dsl

ROOT = Path(__file__).parents[2]
NAMES = sorted(set(hierannot_dsl.__all__) - {"__version__"})


def names_for_type_checkers() -> set[str]:
    tree = ast.parse(Path(hierannot_dsl.__file__).read_text(encoding="utf-8"))
    block = next(node for node in tree.body if isinstance(node, ast.If))
    imports = [node for node in block.body if isinstance(node, ast.ImportFrom)]
    return {alias.asname or alias.name for node in imports for alias in node.names}


def test_names_at_run_time_are_those_of_type_checkers() -> None:
    assert names_for_type_checkers() == set(NAMES)
    assert list(hierannot_dsl.__all__) == sorted(hierannot_dsl.__all__)


@pytest.mark.parametrize("name", NAMES)
def test_a_public_name_is_documented(name: str) -> None:
    assert getattr(hierannot_dsl, name).__name__ == name
    assert (getattr(hierannot_dsl, name).__doc__ or "").strip()


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'NoSuchName'"):
        hierannot_dsl.NoSuchName  # noqa: B018 - asking is the test


def test_importing_the_package_loads_nothing_heavy() -> None:
    script = "import sys, hierannot_dsl; print({'numpy', 'pandas', 'pydantic', 'lark'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "set()\n"
