"""What the README tells of the project is there, and all of it is told."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from hierannot_dsl.cli.main import COMMANDS

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    return README.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def test_it_opens_with_what_it_is_and_the_two_commands() -> None:
    opening = README.partition("\n## ")[0]
    assert re.search(r"```text\nmake demo .*\nmake test .*\n```", opening)
    assert "[independent](#independent-of-the-published-tool)" in opening
    assert "shares no code with that tool" in re.sub(
        r"\s+", " ", section("Independent of the published tool")
    )


def test_every_extra_says_what_it_is_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    told = re.findall(r"^\| `(\w+)` \| \S.* \|$", section("Install"), re.MULTILINE)
    assert told == sorted(project["optional-dependencies"])


def test_the_table_has_every_command_and_no_other() -> None:
    assert set(re.findall(r"`hierc ([a-z-]+)", section("Commands"))) == set(COMMANDS)
