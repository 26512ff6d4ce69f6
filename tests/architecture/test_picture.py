"""docs/architecture.md has every package, in its layer, and every folder of the checkout."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from tests.architecture.test_project import tracked_files

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
LAYERS = CONTRACTS["contracts"][0]["layers"]


def section(title: str) -> str:
    return PAGE.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def test_the_layers_are_those_that_are_checked() -> None:
    rows = re.findall(r"^\| `(.*?)` \|", section("Who may import whom"), re.MULTILINE)
    assert [row.replace("\\|", "|") for row in rows] == LAYERS


def test_every_package_says_what_it_is_for() -> None:
    rows = re.findall(r"^\| [^|]+ \| (`.*) \|$", section("Where things are"), re.MULTILINE)
    told = [name for row in rows for name in re.findall(r"`(\w+)`", row)]
    assert sorted(told) == sorted(re.findall(r"\w+", " ".join(LAYERS)))


def test_every_folder_of_the_checkout_says_what_it_holds() -> None:
    told = re.findall(r"^(\w+)/  ", section("Where things are"), re.MULTILINE)
    folders = {path.relative_to(ROOT).parts[0] for path in tracked_files() if path.parent != ROOT}
    assert sorted(told) == sorted(folder for folder in folders if not folder.startswith("."))
