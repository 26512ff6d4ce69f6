"""Completion in a shell, switched on as the README says."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
ON = {shell: f"_HIERC_COMPLETE={shell}_source hierc" for shell in ("bash", "zsh", "fish")}
OFFER = """
COMPREPLY=(); COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
_hierc_completion hierc 2> /dev/null
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    hierc = tmp_path / "hierc"
    hierc.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m hierannot_dsl "$@"\n')
    hierc.chmod(0o755)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT)}


def bash(script: str, environment: dict[str, str]) -> list[str]:
    done = subprocess.run(
        ["bash", "-c", script], env=environment, capture_output=True, text=True, check=True, timeout=300
    )
    return done.stdout.split()


def test_bash_offers_commands_names_and_values_of_options(environment: dict[str, str]) -> None:
    asked = ("hierc an", "hierc tree colon_", "hierc tree colon_tme --format m", "hierc tree nothing_like_it")
    script = f'eval "$({ON["bash"]})"' + "echo ---".join(OFFER.format(words=words) for words in asked)
    assert " ".join(bash(script, environment)).split("---") == [
        "annotate ",
        " colon_deep colon_tme ",
        " mermaid ",
        "",
    ]


@pytest.mark.parametrize(("shell", "begins"), [("zsh", "#compdef hierc"), ("fish", "function _hierc")])
def test_the_other_shells_have_theirs(shell: str, begins: str, environment: dict[str, str]) -> None:
    assert " ".join(bash(ON[shell], environment)).startswith(begins)


@pytest.mark.parametrize("shell", ON)
def test_the_readme_has_the_commands_that_were_tried(shell: str) -> None:
    assert ON[shell] in (ROOT / "README.md").read_text(encoding="utf-8")
