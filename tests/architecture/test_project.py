"""Facts that stand in more than one file agree, and every file keeps to the rules of the house."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
MODULES = sorted((ROOT / "hierannot_dsl").rglob("*.py"))
MOST_LINES = 500


def tracked_files() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_the_citation_names_the_released_version() -> None:
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\nversion: {PROJECT['version']}\n" in citation
    assert f"\nlicense: {PROJECT['license']}\n" in citation


def test_every_file_the_package_promises_is_there() -> None:
    for name in ("README.md", "CHANGELOG.md", "SECURITY.md", "CONTRIBUTING.md", *PROJECT["license-files"]):
        assert (ROOT / name).stat().st_size > 0
    assert (ROOT / "hierannot_dsl/py.typed").exists()


def test_make_demo_is_the_command_that_documents_run_for_it() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    recipe = re.search(r"^demo:.*\n((?:\t.*\n)+)", makefile, re.MULTILINE)
    assert recipe is not None
    assert recipe[1].strip() == "@$(RUN) -m hierannot_dsl demo --out demo-output"


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_says_what_it_is_and_stays_small(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    assert text.startswith(('"""', 'r"""'))
    assert text.count("\n") <= MOST_LINES


@pytest.mark.parametrize(
    "page",
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").rglob("*.md")],
    ids=lambda path: path.relative_to(ROOT).as_posix(),
)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    links = re.findall(r"\]\((?!https?://)([^)#\s]+)[^)]*\)", text)
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_no_file_names_a_place_on_somebody_s_machine() -> None:
    places = re.compile(r"(?<![\w./])/(?:work|tmp|root|home|Users)/\w")
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in tracked_files()
        if path.suffix in {".py", ".md", ".toml", ".hier", ".lark", ".cff", ".yaml", ""}
        for match in places.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_the_source_package_has_everything_that_is_tracked() -> None:
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    included = tools["hatch"]["build"]["targets"]["sdist"]["include"]
    always = {"pyproject.toml", "README.md"}  # hatchling adds these itself
    tops = {path.relative_to(ROOT).parts[0] for path in tracked_files()} - always
    left_out = {top for top in tops if not top.startswith(".") and f"/{top}" not in included}
    assert {top for top in left_out if not top.endswith(".md")} == set()
    assert "/*.md" in included
